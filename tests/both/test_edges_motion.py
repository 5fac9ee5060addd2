"""Edges of the checks of air and rollers."""
