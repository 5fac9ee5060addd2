"""The two ways a run can end badly for the person who asked for it.

Decides nothing but the names. The text of each is one line. host_tools.cli catches BadInput once
and turns it into one line on stderr and exit code 2; host_tools.sim turns RunFailed into one line
and exit code 1. Plain code: it imports nothing and runs on every interpreter.
"""


class BadInput(Exception):
    """Something given to us is wrong: says where, what, and what would be right."""


class RunFailed(Exception):
    """The run could not be carried to its end; no verdict exists."""
