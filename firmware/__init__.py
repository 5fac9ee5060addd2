"""Solekeeper firmware: one importable package, on a board and in the simulator alike.

README.md is the road.
"""
