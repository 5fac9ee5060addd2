"""Programs and the session: which setpoints a person gets, and when. Runs in the slow scan."""
