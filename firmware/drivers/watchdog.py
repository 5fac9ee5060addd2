"""The hardware watchdog: resets the chip when nobody proves both scans alive.

Decides the time; `scan.SlowScan` decides when it may be fed. Cannot be stopped once started, on neither port.
"""

from machine import WDT

TIMEOUT_MS = 2_000  # heat has ended by itself 2 s before; long enough for the slowest flash write (0.4 s, PLATFORM)


class Watchdog:
    """Starts counting when made."""

    def __init__(self) -> None:
        self.wdt = WDT(timeout=TIMEOUT_MS)

    def feed(self) -> None:
        """Another `TIMEOUT_MS` to live."""
        self.wdt.feed()
