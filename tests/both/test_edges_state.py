"""What a check holds from its first tick on."""
