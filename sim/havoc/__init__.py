"""Anything at any time: people, faults, resets and bytes in any order, the plant as the judge."""
