"""The hardware watchdog: resets the chip when nobody proves both scans alive.

Decides the time; `scan.SlowScan` decides when it may be fed. Cannot be stopped once started, on
neither port. Whether it was the watchdog that ended the boot before is not asked: rp2 calls a
`machine.reset()` the same, and `note` knows better.
"""

from machine import WDT, reset

# heat has ended by itself 2 s before; long enough for the slowest flash write (0.4 s)
TIMEOUT_MS = 2_000


class Watchdog:
    """Starts counting when made."""

    def __init__(self) -> None:
        self.wdt = WDT(timeout=TIMEOUT_MS)

    def feed(self) -> None:
        """Another `TIMEOUT_MS` to live."""
        self.wdt.feed()

    def restart(self) -> None:
        """The chip starts anew, at once; whoever asks has written the note before."""
        reset()
