"""Edges of the checks of sensors."""
