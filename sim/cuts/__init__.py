"""The plug pulled in every tick of a session's first and last minute."""
