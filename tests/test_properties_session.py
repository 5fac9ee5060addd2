"""The session machine with people at it: any order of presses, feet, trips and time.

Rules play a person, a foot, a host and the governor; invariants are what must hold after every
slow scan whatever they did.
"""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from firmware.image import (
    BUTTON_DOWN,
    BUTTON_PROGRAM,
    BUTTON_UP,
    CHANNELS,
)
from firmware.program.conductor import ASKED_MS
from firmware.program.plan import HEAT_MC, NEUROPATHY, ROLLING_PA
from firmware.program.session import (
    COOLING,
    IDLE,
    INSPECTING,
    OFF,
    PAUSED,
    READY,
    RUNNING,
    TABLE,
    TRIPPED,
)
from firmware.units import TIME_MASK
from tests.both.test_firmware_conductor import KEYS, LIVE, Evening

ANSWERS = (BUTTON_UP, BUTTON_DOWN, BUTTON_PROGRAM)
RESTING = (OFF, IDLE, COOLING)


class Evenings(RuleBasedStateMachine):
    """One device and everybody around it."""

    def __init__(self):
        super().__init__()
        self.evening = Evening()
        self.points = None
        self.answer = 0
        self.last = IDLE
        self.stopped = False
        self.full_press = False
        self.keyed = False
        self.marked = False
        self.quiet_ms = 3_000  # since a press that stopped, acknowledged or was refused

    @initialize(profile=st.sampled_from([0, 1]), unlocked=st.sampled_from([0, 1]))
    def begin(self, profile, unlocked):
        self.evening = Evening(profile, unlocked)
        self.plan_heat = self.evening.session.plan.caps[3]
        self.points = self.evening.scan()

    def scan(self, scans=1):
        evening = self.evening
        for _ in range(scans):
            self.last = evening.state
            self.stopped = evening.inputs.stop_presses != evening.conductor.presses
            self.stopped = (self.stopped or bool(evening.host.stop)) and self.last in LIVE
            presses = evening.conductor.presses
            self.keyed = evening.inputs.button_presses != evening.conductor.keys
            self.points = evening.scan()
            self.full_press = (
                evening.inputs.start_press == evening.inputs.stop_presses
                and evening.conductor.presses != presses
            )
            self.quiet_ms += 100
            self.check_scan()
            pressed = evening.conductor.presses != presses
            begun = self.last in RESTING and evening.state in LIVE
            if pressed and not begun and (self.full_press or self.last in LIVE):
                self.quiet_ms = 0

    @rule()
    def touch(self):
        if not self.evening.inputs.stop_down:
            self.evening.touch()

    @precondition(lambda self: self.evening.inputs.stop_down)
    @rule()
    def hold(self):
        self.evening.hold()

    @rule()
    def let_go(self):
        self.evening.let_go()

    @rule()
    def press(self):
        """A whole press, as most are."""
        self.evening.let_go()
        self.evening.touch()
        self.evening.hold()
        self.scan()
        self.evening.let_go()
        self.scan()

    @rule(button=st.sampled_from(KEYS))
    def key(self, button):
        evening = self.evening
        # at the scan before: the key may have been pressed just after it
        asked = ((evening.now_ms - evening.session.since_ms) & TIME_MASK) >= ASKED_MS
        empty = evening.status.present == [0, 0]
        if evening.state == INSPECTING and button in ANSWERS and empty and asked:
            self.answer = button
            self.marked = self.marked or button == BUTTON_DOWN
        evening.inputs.button = button
        evening.inputs.button_presses += 1
        self.scan()

    @rule(left=st.integers(0, 1), right=st.integers(0, 1))
    def feet(self, left, right):
        self.evening.feet(left, right)

    @rule()
    def trip(self):
        if not self.evening.status.trip:
            self.evening.trip()

    @rule()
    def forget(self):
        """The governor does it only for the right acknowledgement; here it may come any time."""
        if self.evening.intents.acknowledge == self.evening.status.trips:
            self.evening.status.trip = 0

    @rule()
    def host_stops(self):
        self.evening.host.stop = 1

    @rule(scans=st.sampled_from([1, 1, 2, 5, 6, 31, 250, 700]))
    def time_passes(self, scans):
        self.scan(scans)

    @rule(heat_ms=st.sampled_from([0, 899_999, 900_000, 1_800_000]))
    def heat_was_used(self, heat_ms):
        self.evening.status.heat_ms = heat_ms

    def check_scan(self):
        """Holds after every single scan."""
        evening, points = self.evening, self.points
        state = evening.state
        intents, status = evening.intents, evening.status
        assert intents.rail == (1 if state in (RUNNING, PAUSED) else 0)
        if state != RUNNING:
            assert (points.rollers_permille, points.vibration_permille) == (0, 0)
            assert (points.air_pattern, points.air_pa, points.heat_mc) == (0, 0, 0)
        assert intents.heated == (1 if points.heat_mc else 0)
        profile = evening.profile
        if points.heat_mc:
            assert self.plan_heat and evening.session.plan.heat
            assert 0 < points.heat_mc <= HEAT_MC[profile][evening.sequencer.heat]
            assert profile != NEUROPATHY or self.answer == BUTTON_UP
            assert not self.marked
        if points.rollers_permille:
            assert points.air_pa <= ROLLING_PA[profile]
        assert (state == TRIPPED) >= bool(status.trip)
        if self.last == TRIPPED:
            assert state in (TRIPPED, IDLE)
        if state == RUNNING and self.last != RUNNING:
            assert self.last in (READY, PAUSED) or profile != NEUROPATHY
            assert 1 in status.present
        if state == RUNNING:
            assert evening.session.elapsed_ms <= evening.sequencer.session_ms()
        if self.last in RESTING and state in LIVE:
            assert self.full_press and not evening.inputs.stop_down and self.quiet_ms >= 3_000
        if self.last in LIVE and state not in LIVE:  # a key in that scan chooses anew
            assert evening.sequencer.heat <= self.keyed
        if self.stopped:
            assert state in (IDLE, COOLING, TRIPPED), state
        if intents.acknowledge:
            assert self.full_press and TRIPPED in (state, self.last)
            assert intents.acknowledge == status.trips

    @invariant()
    def levels_stay_in_their_ranges(self):
        sequencer = self.evening.sequencer
        assert 0 <= sequencer.heat <= 3 and -2 <= sequencer.more <= 2 and -1 <= sequencer.air <= 3
        assert self.evening.session.state in range(8)
        assert len(self.evening.intents.level) == CHANNELS

    @invariant()
    def the_panel_always_draws_eight_lamps(self):
        for colours in self.evening.lamps.shown[-1:]:
            assert len(colours) == 8


Evenings.TestCase.settings = settings(
    max_examples=150,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestAnyEvening = Evenings.TestCase


def test_the_rules_above_reach_a_heated_session():
    """Otherwise the invariants would hold for a device that never runs."""
    for profile in (0, 1):
        evenings = Evenings()
        evenings.begin(profile, 1)
        evenings.key(KEYS[3])
        evenings.press()
        if profile:
            evenings.key(BUTTON_UP)  # too soon: nobody has seen the question
            assert evenings.evening.state == INSPECTING and not evenings.answer
            evenings.time_passes(3)
            evenings.key(BUTTON_UP)
        evenings.feet(1, 1)
        evenings.time_passes(5)
        assert evenings.evening.state == RUNNING and evenings.points.heat_mc
        evenings.trip()
        evenings.time_passes(1)
        evenings.press()
        assert evenings.evening.state == TRIPPED


def test_every_row_of_the_table_names_an_action_the_machine_has_or_needs_not():
    """An action that is misspelt would do nothing, silently."""
    known = {"wake", "sleep", "begin", "clear", "mark", "could_not_look", "cancel"}
    known |= {"run", "stop", "rest", "complete", "resume"}
    assert {row[3] for row in TABLE} == known
