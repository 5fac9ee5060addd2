"""Edges of the checks of heat."""
