"""Scenarios: TOML becomes a plain run description and expectations to judge. CPython only."""
