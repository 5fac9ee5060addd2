"""What may end the firmware's main loop as it would on a chip, and drop it to the REPL.

Decides nothing: names. Apart from `chip`, because mypyc compiles no class that is an exception.
"""


class Injected(OSError):
    """What the main loop throws when a fault says so."""


class Interrupted(KeyboardInterrupt):
    """Somebody pressed Ctrl-C on the link (and not on the machine that simulates)."""


class BadText(UnicodeError):
    """Bytes on standard input that are no UTF-8: reading them as text throws."""


# all of them
ENDINGS = (Injected, Interrupted, BadText)
