"""The ports' `machine.I2C`, and a DS3231 on its wires.

Decides what a bus without an answer does: OSError, ENODEV on the ESP32 and EIO on rp2 where nobody
acknowledges, ETIMEDOUT after the whole `timeout` when a wire is held. The chip runs on its own
battery: true time, whatever happens to the supply. Fresh from the drawer it stands at the first of
January 2000 with its stop flag set. Called by the firmware's driver; tests spoil it.
"""

from . import chip as _chip

DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
EIO, ENODEV, ETIMEDOUT = 5, 19, 110
BYTE_US = 90  # nine clocks at 100 kHz


def bcd(number):
    """Two decimal digits in a byte."""
    return number // 10 << 4 | number % 10


class Ds3231:
    """`minutes_on` is how far somebody turned it, `pace_permille` how fast it goes, `stopped` its
    flag; `missing` and `held` are what a bus may suffer; `spoilt` replaces registers by address.
    """

    ADDRESS = 0x68

    def __init__(self, chip):
        self.chip = chip
        self.minutes_on = 0
        self.pace_permille = 1000
        self.stopped = 1
        self.missing = 0
        self.held = 0
        self.reads = 0
        self.spoilt = {}

    def registers(self):
        """The nineteen of them, as they are now."""
        seconds = self.chip.now_us // 1_000_000 * self.pace_permille // 1000
        minutes = seconds // 60 + self.minutes_on
        days = minutes // 1440
        year = month = 0
        while True:
            leap = 1 if year % 4 == 0 else 0
            if days < 365 + leap:
                break
            days -= 365 + leap
            year += 1
        while days >= DAYS[month] + (leap if month == 1 else 0):
            days -= DAYS[month] + (leap if month == 1 else 0)
            month += 1
        made = [0] * 19
        made[0] = bcd(seconds % 60)
        made[1] = bcd(minutes % 60)
        made[2] = bcd(minutes // 60 % 24)
        made[3] = 1 + minutes // 1440 % 7
        made[4] = bcd(days + 1)
        made[5] = bcd(month + 1)
        made[6] = bcd(year % 100)
        made[15] = 0x80 if self.stopped else 0
        for place in self.spoilt:
            made[place] = self.spoilt[place]
        return made


class I2C:
    def __init__(self, id=-1, sda=None, scl=None, freq=400_000, timeout=50_000):
        chip = _chip.current
        if chip.port == "rp2" and (sda.id >> 1 & 1 != id or scl.id != sda.id + 1):
            raise ValueError("bad SDA pin")
        self.chip = chip
        self.pins = (sda.id, scl.id)
        self.timeout_us = timeout

    def part(self, address):
        """Who answers, or the port's error."""
        found = self.chip.i2c.get(self.pins)
        if found is not None and found.held:
            self.chip.world.pass_time(self.timeout_us)
            raise OSError(ETIMEDOUT)
        if found is None or found.missing or address != found.ADDRESS:
            raise OSError(EIO if self.chip.port == "rp2" else ENODEV)
        return found

    def readfrom_mem(self, address, memory, count):
        part = self.part(address)
        part.reads += 1
        self.chip.world.pass_time((count + 3) * BYTE_US)
        return bytes(part.registers()[memory : memory + count])

    def writeto_mem(self, address, memory, data):
        part = self.part(address)
        self.chip.world.pass_time((len(data) + 2) * BYTE_US)
        if memory == 15:
            part.stopped &= data[0] >> 7  # the flag can be cleared, never set
