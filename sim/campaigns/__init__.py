"""Campaigns: thousands of drawn sessions, any of them rerun alone by number. CPython only."""
