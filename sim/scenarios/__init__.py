"""Scenarios: TOML files become plain run descriptions, and expectations become yes or no. CPython only."""
