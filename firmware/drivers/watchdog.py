"""The hardware watchdog: resets the chip when nobody proves both scans alive.

Decides the time; `scan.SlowScan` decides when it may be fed. Cannot be stopped once started, on
neither port.
"""

from machine import WDT, WDT_RESET, reset_cause

# heat has ended by itself 2 s before; long enough for the slowest flash write (0.4 s)
TIMEOUT_MS = 2_000


class Watchdog:
    """Starts counting when made. `fired` is 1 when a watchdog ended the boot before this one."""

    def __init__(self) -> None:
        # on rp2 machine.reset() looks the same; nothing here calls it
        self.fired = 1 if reset_cause() == WDT_RESET else 0
        self.wdt = WDT(timeout=TIMEOUT_MS)

    def feed(self) -> None:
        """Another `TIMEOUT_MS` to live."""
        self.wdt.feed()
