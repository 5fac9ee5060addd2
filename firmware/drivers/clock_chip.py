"""The DS3231 clock chip: minutes since 2000, and whether its oscillator has ever stood still.

Decides what its registers mean. Sets no time: only elapsed time is asked of it. A chip that is
not there, does not answer, holds the bus, stood still, or says what no clock says, gives 0. May
take 10 ms of the slow scan when the bus is stuck. Lines of our own: the drivers that can be had do
not read the stop flag, scan the whole bus for the chip, or touch the port's own clock.
"""

from machine import I2C, Pin

ADDRESS = 0x68
TIME = 0  # seconds, minutes, hours, weekday, day, month with century, year: BCD
STATUS = 0x0F
STOPPED = 0x80  # in STATUS: set by the chip, cleared by us
TWELVE = 0x40  # in hours: a clock with am and pm, which nobody here set
CENTURY = 0x80  # in months
TIMEOUT_US = 10_000
BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)  # days before each month


def number(bcd: int) -> int:
    """Two decimal digits, or 100 when they are none."""
    tens, ones = bcd >> 4, bcd & 15
    return tens * 10 + ones if tens < 10 and ones < 10 else 100


class ClockChip:
    """`stopped` is 1 when the last look found that it stood still since it was last started."""

    def __init__(self, port: str, sda: int, scl: int) -> None:
        bus = sda >> 1 & 1 if port == "rp2" else 0  # GPIO pairs take turns there
        self.i2c = I2C(bus, sda=Pin(sda), scl=Pin(scl), freq=100_000, timeout=TIMEOUT_US)
        self.stopped = 0

    def minutes(self) -> int:
        """Whole minutes since the begin of 2000 (1 … 52,595,999); 0 for unknown."""
        try:
            self.stopped = 1 if self.i2c.readfrom_mem(ADDRESS, STATUS, 1)[0] & STOPPED else 0
            data = self.i2c.readfrom_mem(ADDRESS, TIME, 7)
        except OSError:
            return 0
        if self.stopped or data[2] & TWELVE or data[5] & CENTURY:
            return 0
        minute, hour, day = number(data[1]), number(data[2]), number(data[4])
        month, year = number(data[5]), number(data[6])
        if minute > 59 or hour > 23 or not 1 <= day <= 31 or not 1 <= month <= 12 or year > 99:
            return 0
        days = year * 365 + (year + 3) // 4 + BEFORE[month - 1] + day - 1
        if month > 2 and year % 4 == 0:
            days += 1
        return days * 1_440 + hour * 60 + minute

    def start(self) -> None:
        """Forget that it stood still: it counts from whatever its registers say."""
        try:
            self.i2c.writeto_mem(ADDRESS, STATUS, b"\x00")
        except OSError:
            pass  # it will say so again
