"""A main loop that is not ours under our governor: it asks for all of a row of ASKS, for ever.

Decides what is requested. It cannot write a pin: that is the fast scan's alone. It rests first, so
that the governor learns its sensors and sees the wells empty; nothing less gets any heat. Called
by `attack` after every world tick: it takes the place of each boot's slow scan.
"""

from .strategies import ASKS

CHANNELS = 8
PUMP = 5
LEARNS_US = 10_000_000  # a rest after each boot
FEET_OUT_US = 3_000_000


class HostileRequests:
    """Hangs on `world.on_tick`, by way of `attack`."""

    def __init__(self, world, name):
        self.world = world
        self.pump, self.lies, self.renews, _ = ASKS[name]
        self.device = None
        self.begins_us = 0
        self.rests_until_us = 0
        self.feet_in = 0

    def tick(self, world):
        """Take over a device that has just booted; move the feet."""
        device = world.device
        now_us = world.chip.now_us
        if device is not self.device:
            self.device = device
            if device is not None:
                self.begins_us = now_us + LEARNS_US
                device.slow.step = self.step
        begun = device is not None and now_us >= self.begins_us
        feet_in = 1 if begun and not self.out(now_us) else 0
        if feet_in != self.feet_in:
            self.feet_in = feet_in
            feet = "both" if feet_in else "none"
            world.agenda.plan({"t_us": now_us + 1, "do": "feet", "feet": feet})

    def out(self, now_us):
        """A rest begins with the feet in and ends with them out."""
        return 0 < self.rests_until_us - now_us < FEET_OUT_US

    def step(self, _now_ms):
        """One slow scan."""
        device = self.device
        status = device.governor.status
        now_us = self.world.chip.now_us
        intents = device.buffer.back
        rests = now_us < self.begins_us or now_us < self.rests_until_us
        if not rests and self.renews and not status.ceiling[0] and status.heat_ms > 60_000:
            limits = device.governor.limits
            self.rests_until_us = now_us + (limits.rest_ms + 2_000) * 1_000
            rests = True
        for channel in range(CHANNELS):
            intents.level[channel] = 0 if rests else 1_000
        if not self.pump:
            intents.level[PUMP] = 0
        intents.rail = 0 if rests else 1
        intents.prove = 1 - intents.rail  # without the latch's proof it would get no heat at all
        intents.heated = intents.rail
        intents.stop_seen = device.inputs.stop_presses + self.lies
        intents.acknowledge = status.trips
        ahead_ms = 200 * self.lies
        intents.beat_ms = (device.clock.ticks_ms() + ahead_ms) & 0x3FFFFFFF
        device.buffer.publish()
        device.hw.watchdog.feed()
