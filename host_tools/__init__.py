"""The host's tools: one command line, one file a subcommand.

They read files and print; the firmware and its physics know nothing of them.
"""
