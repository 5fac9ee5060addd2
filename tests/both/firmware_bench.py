"""What the firmware's tests share: a governor at rest on a bench, healthy sensors, a clock that
wraps three seconds in.

The numbers here are a person's and a pad's, not the firmware's: a room at 25 degrees, a heater
that takes its current, nobody's foot in.
"""

from firmware.image import (
    CHANNELS,
    HEAT_LEFT,
    HEAT_RIGHT,
    ROLLER_LEFT,
    ROLLER_RIGHT,
    Inputs,
    Intents,
    Outputs,
)
from firmware.safety.governor import Governor
from firmware.safety.limits import NEUROPATHY, STANDARD, Limits
from firmware.safety.trips import PLACES, trip_row
from firmware.units import TIME_MASK

PROFILES = (STANDARD, NEUROPATHY)
# by profile; the pump gives no air, for the bench has no bladders: they are tested on the plant
AIR = {"pump_ml_s": 0, "bladder_ml_per_mpa": 7_300}
STAGES = (
    dict(AIR, heater_mohm=12_000, pad_loss_mw_per_k=250),
    dict(AIR, heater_mohm=42_400, pad_loss_mw_per_k=120),
)
ROOM_CODE = 2_048  # 25 degrees
ROOM_CODE16 = ROOM_CODE * 16
EMPTY_MV = 400
FOOT_MV = 2_000
ON_MA = (1_000, 280)  # by profile, inside a pulse
START_MS = TIME_MASK - 2_999  # every test that lasts three seconds crosses the wrap
ALL = range(CHANNELS)


def healthy(inputs):
    """A device at rest in a room, wells empty."""
    for foot in inputs.feet:
        foot.a_code = foot.b_code = foot.latch_code = ROOM_CODE
        foot.a_code16 = foot.b_code16 = foot.latch_code16 = ROOM_CODE16
        foot.presence_mv = EMPTY_MV
    inputs.rail_mv = 0  # seen behind its switch, which is open
    inputs.reference_mv = 2_500
    return inputs


class Bench:
    """A governor with everything around it; `tick` is a fast scan, the slow one beats."""

    def __init__(self, profile=STANDARD, start_ms=START_MS):
        self.profile = profile
        self.limits = Limits(profile)
        self.inputs = healthy(Inputs())
        self.inputs.now_ms = start_ms
        self.want = Intents()
        self.want.beat_ms = start_ms
        self.out = Outputs()
        self.governor = Governor(self.limits, STAGES[profile], self.inputs, start_ms)
        self.governor.latch_proof.proved = 1  # both have tests of their own
        self.governor.timer_proof.proved = 1
        self.governor.timer_proof.most = 1_000
        self.status = self.governor.status
        self.status.proof = 1
        self.number = int  # what the clock's readings are
        self.beating = True
        self.conducting = True
        self.shunt_ma = 0
        self.rail_mv = 0

    def tick(self, ticks=1, step_ms=20):
        inputs = self.inputs
        for _ in range(ticks):
            for foot in inputs.feet:  # an ADC that lives: one count of noise
                foot.a_code ^= 1
                foot.b_code ^= 1
                foot.latch_code ^= 1
            inputs.now_ms = self.number((int(inputs.now_ms) + int(step_ms)) & TIME_MASK)
            inputs.samples = (inputs.samples + 1) & TIME_MASK
            if self.beating:
                self.want.beat_ms = inputs.now_ms
            self.governor.supervise(self.want, self.out)
            for foot in (0, 1):
                pulse = self.out.level[HEAT_LEFT + foot] >= 56 and self.conducting
                inputs.feet[foot].on_ma = ON_MA[self.profile] if pulse else 0
            if int(inputs.rail_mv) == self.rail_mv:  # a test that says otherwise is believed
                self.rail_mv = 12_000 if self.out.rail else 0
                inputs.rail_mv = self.number(self.rail_mv)
            if int(inputs.roller_ma) == self.shunt_ma:  # so here
                level = self.out.level
                self.shunt_ma = int(max(level[ROLLER_LEFT], level[ROLLER_RIGHT])) * 2 // 5
                inputs.roller_ma = self.number(self.shunt_ma)

    def feet(self, left, right):
        self.inputs.left.presence_mv = FOOT_MV if left else EMPTY_MV
        self.inputs.right.presence_mv = FOOT_MV if right else EMPTY_MV

    def ask(self, level=1_000):
        """Everything at `level`, rail up, heat wanted."""
        self.want.rail = 1
        self.want.heated = 1
        for channel in ALL:
            self.want.level[channel] = level

    def running(self, level=1_000):
        """Wells seen empty, feet in, everything asked for and fully granted; returns the bench."""
        self.tick(60)  # a second at rest: offsets are learned
        self.feet(1, 1)
        self.ask(level)
        self.tick(400)
        assert self.trip == 0
        assert self.out.rail == 1
        assert self.out.level[HEAT_LEFT] == self.out.level[HEAT_RIGHT] == min(level, 1_000)
        return self

    @property
    def trip(self):
        return self.status.trip


def resting(out):
    """Nothing is on: no rail, no level."""
    return out.rail == 0 and list(out.level) == [0] * CHANNELS


class Recorder:
    """A latch that only writes down: (code, where, value, limit, now_ms). Whole numbers alone go
    into it, a code that has its words and a place that has a name.
    """

    def __init__(self):
        self.calls = []

    def trip(self, code, where, value, limit, now_ms):
        call = (code, where, value, limit, now_ms)
        for number in call:
            assert isinstance(number, int), call
        assert trip_row(code) and PLACES[where] is not None and now_ms >= 0, call
        self.calls.append(call)

    @property
    def codes(self):
        return [call[0] for call in self.calls]
