"""The governor: between what is asked and what is done. It can only subtract.

Decides `Outputs` every tick: 0 ≤ granted ≤ asked for every output, and everything 0 while a trip
stands, while stop is down or not yet answered, or while the slow scan's beat is old. May not
steer, may not print, allocate or raise. Called by the fast scan, between reading and writing.
"""

from ..image import (
    CHANNELS,
    HEAT_LEFT,
    HEAT_RIGHT,
    PUMP,
    ROLLER_LEFT,
    ROLLER_RIGHT,
    VALVE_LEFT,
    VALVE_RIGHT,
    VIBRATION,
    Inputs,
    Intents,
    Outputs,
    Status,
)
from ..units import TIME_MASK
from .air import Air
from .dose import Dose
from .duration import Duration
from .heat_timer import HeatTimer
from .heat_watch import HeatWatch
from .heater_check import HeaterCheck
from .latch_proof import LatchProof
from .limits import Limits
from .massage import Massage
from .memory import Memory
from .presence import Presence
from .rollers import Rollers
from .rounds import Rounds
from .slew import Slew
from .supply import Supply
from .thermal import FootThermal
from .timer_proof import TimerProof
from .together import Together
from .trips import FAST_LOOP_FAILED, FAST_LOOP_LATE, SLOW_LOOP_DEAD, TripLatch

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any


class Governor:
    """Built for one profile's `limits` and one `stage`; owns every check, and `status`."""

    def __init__(
        self, limits: Limits, stage: "dict[str, Any]", inputs: Inputs, now_ms: int
    ) -> None:
        self.status = Status()
        self.latch = TripLatch(self.status)
        self.inputs = inputs
        self.limits = limits
        latch = self.latch
        self.left = FootThermal(0, inputs.left, limits, latch)
        self.right = FootThermal(1, inputs.right, limits, latch)
        self.heater_left = HeaterCheck(0, inputs.left, limits, stage["heater_mohm"], latch)
        self.heater_right = HeaterCheck(1, inputs.right, limits, stage["heater_mohm"], latch)
        self.rounds = Rounds()
        heaters = (self.heater_left, self.heater_right)
        self.heat = HeatWatch(self.rounds, inputs, self.status, heaters, limits, stage, latch)
        self.presence = Presence(self.status)
        self.duration = Duration(limits, self.status, latch, now_ms)
        self.heat_timer = HeatTimer(stage, limits, self.status, now_ms)
        self.latch_proof = LatchProof(stage, limits, inputs, self.status)
        self.timer_proof = TimerProof(stage, limits, inputs, self.status, heaters)
        self.massage = Massage(limits, latch)
        self.rollers = Rollers(limits, self.status, latch)
        self.air = Air(limits, stage, self.status, latch)
        self.supply = Supply(inputs, self.status, (self.left, self.right), limits, latch)
        self.dose = Dose(inputs, limits, self.status, latch, now_ms)
        self.together = Together(inputs, limits, self.status)
        self.slew = Slew(limits)
        self.out = Outputs()  # the one that `supervise` was last handed
        self.rounds.add(30, self.dose.check_left)
        self.rounds.add(31, self.dose.check_right)
        self.rounds.add(32, self.round_caps)
        self.rounds.add(33, self.supply.check_rail)
        self.rounds.add(34, self.supply.check_reference)
        self.fast_late_ms = limits.fast_late_ms
        self.slow_beat_ms = limits.slow_beat_ms
        self.memory = Memory(self)
        self.heat_left = 0  # 1 while heat time is left
        self.last_ms = now_ms

    def supervise(self, want: Intents, out: Outputs) -> None:
        """One tick: judge the inputs, then write `out`."""
        inputs = self.inputs
        status = self.status
        now_ms = inputs.now_ms
        status.rail = out.rail
        self.check(want, out, now_ms)
        if status.trip:
            self.latch.stand(want.acknowledge)
        if status.trip or inputs.stop_down or inputs.stop_presses != want.stop_seen:
            self.shut_down(out)
            return
        if not want.rail:
            if want.prove and not status.proof:
                self.latch_proof.step(out, now_ms)
            else:
                self.shut_down(out)
            return
        out.latch_test = 0
        self.lower_ceilings(want)
        self.slew.apply(want, status.ceiling, out, now_ms)
        out.rail = 1

    def check(self, want: Intents, out: Outputs, now_ms: int) -> None:
        """Time, beat and currents every tick; temperatures and the rest in turns, as sampled."""
        late_ms = (now_ms - self.last_ms) & TIME_MASK
        self.last_ms = now_ms
        if out.rail and late_ms > self.fast_late_ms:
            self.latch.trip(FAST_LOOP_LATE, 0, late_ms, self.fast_late_ms, now_ms)
        # before anything changes `out`: it counts the tick that `out` stood for
        self.heat_left = self.duration.check(out, now_ms) & self.heat_timer.check(out, now_ms)
        # Nothing is granted without a rail: then a silent slow loop harms nobody, and a flash
        # sector may take its 45 to 400 ms. The watchdog still ends one that is dead.
        beat_ms = (now_ms - want.beat_ms) & TIME_MASK
        if (want.rail or want.prove) and beat_ms > self.slow_beat_ms:
            self.latch.trip(SLOW_LOOP_DEAD, 0, beat_ms, self.slow_beat_ms, now_ms)
        if out.rail and not self.timer_proof.proved:
            self.timer_proof.check(out, now_ms)
        level = out.level
        self.heater_left.check(level[HEAT_LEFT], now_ms)
        self.heater_right.check(level[HEAT_RIGHT], now_ms)
        inputs = self.inputs
        # the counter already stands at the next scan: odd means feet were just read
        if inputs.samples & 1:
            self.left.check(now_ms)
            self.right.check(now_ms)
            self.massage.check_rollers(inputs, out)
            self.rollers.check(inputs, out)
        else:
            self.left.check_latch_sensor(now_ms)
            self.right.check_latch_sensor(now_ms)
            self.massage.check_pressure(inputs)
            self.air.sample(inputs, out)
            self.presence.check(inputs)
        self.out = out
        self.rounds.turn(inputs.samples, now_ms)

    def round_caps(self, now_ms: int) -> None:
        """Once a second: what heat, air and rollers leave each other."""
        out = self.out
        self.rollers.count(out.level[ROLLER_LEFT] or out.level[ROLLER_RIGHT])
        self.together.check(out, self.air.pa, self.dose.cap_mc)

    def lower_ceilings(self, want: Intents) -> None:
        """What each channel may have at most this tick; `status.ceiling` says so to everyone."""
        status = self.status
        ceiling = status.ceiling
        ceiling[ROLLER_LEFT] = ceiling[ROLLER_RIGHT] = self.rollers.most
        ceiling[VIBRATION] = self.limits.vibration_max_permille
        air = self.air.most
        ceiling[PUMP], ceiling[VALVE_LEFT], ceiling[VALVE_RIGHT] = air[0], air[1], air[2]
        heat_left = self.heat_left & want.heated & self.latch_proof.proved
        heat_left = heat_left and not status.warm_wells
        allowed = status.heat_allowed
        dose = self.dose.left
        blocked = self.together.blocked
        left = heat_left & allowed[0] & dose[0] and not blocked[0]
        right = heat_left & allowed[1] & dose[1] and not blocked[1]
        most = self.timer_proof.most
        ceiling[HEAT_LEFT] = self.heat.ceiling(self.left, most) if left else 0
        ceiling[HEAT_RIGHT] = self.heat.ceiling(self.right, most) if right else 0

    def shut_down(self, out: Outputs) -> None:
        """Everything off in this tick: gates low, rail starved, valves vented."""
        level = out.level
        ceiling = self.status.ceiling
        # also without a rail: a scan that threw may have left a level behind
        for channel in range(CHANNELS):
            level[channel] = 0
            ceiling[channel] = 0
        if out.rail:
            self.presence.session_over()
            self.latch_proof.interrupted(out)
            self.timer_proof.drive(out, 0)
        out.rail = 0

    def fail(self, out: Outputs) -> None:
        """The fast scan itself threw: the same as a trip, whatever state anything is in."""
        self.latch.trip(FAST_LOOP_FAILED, 0, 0, 0, self.inputs.now_ms)
        self.shut_down(out)
