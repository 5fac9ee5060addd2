"""Edges of the governor."""
