"""Noise on the link: seeded bytes of every value but Ctrl-C, which is a fault of its own.

Decides the bytes. What finds no room in the port's buffer is lost.
"""

from ..fake.chip import CTRL_C, STDIN_ROOM
from .row import NOWHERE, Fault, acting


class Noise:
    """A 16-bit xorshift: no product passes 2^30."""

    def __init__(self, seed):
        self.x = seed & 0xFFFF or 1
        self.sent = 0

    def byte(self):
        """The next one that is not Ctrl-C."""
        x = self.x
        while True:
            x ^= (x << 7) & 0xFFFF
            x ^= x >> 9
            x ^= (x << 8) & 0xFFFF
            if x & 0xFF != CTRL_C:
                self.x = x
                return x & 0xFF


def settle(world, active):
    """It begins or ends."""
    if active in world.faults:
        seed = world.spec["seed"]
        active.kept = Noise((seed ^ seed >> 15) * 40503 + len(world.faults))
    if tick in world.each_tick:
        world.each_tick.remove(tick)
    if acting(world, "serial_garbage"):
        world.each_tick.append(tick)


def tick(world):
    """What has arrived since the last tick."""
    chip = world.chip
    for active in acting(world, "serial_garbage"):
        noise = active.kept
        due = int((chip.now_us - active.begun_us) * active.value / 1_000_000.0)
        new = due - noise.sent
        noise.sent = due
        text = "".join([chr(noise.byte()) for _ in range(new)])
        if world.wiring.powered:
            chip.stdin += text[: max(0, STDIN_ROOM[chip.port] - len(chip.stdin))]


ROWS = (
    Fault(
        "serial_garbage",
        NOWHERE,
        "seeded noise arrives on the link, every byte but Ctrl-C",
        settle,
        settle,
        (2000.0, 1.0, 100_000.0),
        "bytes/s",
    ),
)
