"""Presses, feet and time as a person makes them: conductor, panel and session together."""

from firmware.image import (
    BUTTON_AIR,
    BUTTON_DOWN,
    BUTTON_HEAT,
    BUTTON_PROGRAM,
    BUTTON_UP,
    Inputs,
    Intents,
    Status,
)
from firmware.panel import SOUND_ACCEPTED, SOUND_REFUSED, STATE_COLOURS, Panel
from firmware.program import session as machine
from firmware.program.conductor import ASKED_MS, LONGEST_STEP_MS, QUIET_MS, Conductor
from firmware.program.plan import FIRST_STAGE, NEUROPATHY, STANDARD, Plan
from firmware.program.recipes import RECIPES, recipe_index
from firmware.program.sequencer import Sequencer
from firmware.program.session import (
    COOLING,
    IDLE,
    INSPECTING,
    OFF,
    PAUSED,
    READY,
    RUNNING,
    TRIPPED,
    Session,
)
from firmware.signs import sound
from firmware.units import TIME_MASK
from sim.rig import read_json

LIVE = (INSPECTING, READY, RUNNING, PAUSED)
KEYS = (BUTTON_PROGRAM, BUTTON_UP, BUTTON_DOWN, BUTTON_HEAT, BUTTON_AIR)


class Lamps:
    def __init__(self):
        self.shown = []

    def show(self, colours):
        self.shown.append(colours)


class Buzzer:
    def __init__(self):
        self.tones = []

    def tone(self, hz):
        self.tones.append(hz)


class Host:
    stop = 0


class Scribe:
    """Every session is marked at once; test_store_*.py have the real one."""

    def marked(self):
        return True


class Evening:
    """A person, a panel and the slow scan's upper half."""

    def __init__(self, profile=STANDARD, unlocked=1):
        stage = read_json("boards/stages/" + ("standard", "gentle")[profile] + ".json")
        plan = Plan(profile, unlocked, stage)
        self.now_ms = TIME_MASK - 999
        self.inputs, self.status, self.intents = Inputs(), Status(), Intents()
        self.status.proof = 1  # the latch has answered
        self.sequencer = Sequencer(plan)
        self.session = Session(plan, self.sequencer, self.now_ms)
        self.lamps, self.buzzer, self.host = Lamps(), Buzzer(), Host()
        self.panel = Panel(self.lamps, self.buzzer, self.session, self.sequencer, self.status)
        self.conductor = Conductor(self.session, self.sequencer, self.panel, self.host, Scribe())
        self.profile = profile
        self.held = 0

    def scan(self, scans=1, step_ms=100):
        for _ in range(scans):
            self.now_ms = (self.now_ms + step_ms) & TIME_MASK
            points = self.conductor.step(self.inputs, self.status, self.intents, self.now_ms)
            self.panel.show(100)
        return points

    def touch(self):
        """The button is down on one sample."""
        self.inputs.stop_presses += 1
        self.inputs.stop_down = 1
        self.held = 0

    def hold(self):
        """And on the next: as long as a person presses."""
        self.held = 1

    def let_go(self):
        """Up again: only now it is a press that may start anything."""
        if self.inputs.stop_down and self.held:
            self.inputs.start_press = self.inputs.stop_presses
        self.inputs.stop_down = 0

    def quiet(self):
        """So long that the next press begins."""
        self.scan(QUIET_MS // 100)

    def press(self):
        self.touch()
        self.hold()
        self.scan()
        self.let_go()
        self.scan()

    def key(self, button):
        """Whoever is asked something looks first."""
        if self.state == INSPECTING:
            self.scan(ASKED_MS // 100)
        self.inputs.button = button
        self.inputs.button_presses += 1
        self.scan()

    def feet(self, left, right):
        self.status.present = [left, right]

    def trip(self):
        self.status.trips += 1
        self.status.trip = 8

    def to(self, state):
        """Bring the session there the way people do."""
        if state == OFF:
            self.scan(6_001)
        elif state == TRIPPED:
            self.trip()
            self.scan()
        elif state != IDLE:
            self.press()
            if self.profile == NEUROPATHY and state != INSPECTING:
                self.key(BUTTON_UP)
            if state in (RUNNING, PAUSED, COOLING):
                self.feet(1, 1)
                self.scan()
            if state == PAUSED:
                self.feet(0, 0)
                self.scan(5)
            if state == COOLING:
                self.press()
        assert self.state == state, (self.state, state)
        return self

    @property
    def state(self):
        return self.session.state


def places():
    for state in range(8):
        yield state, NEUROPATHY if state == INSPECTING else STANDARD


# --- the direct button --------------------------------------------------------------


def test_one_sample_of_the_button_starts_nothing():
    for state in (IDLE, OFF, COOLING):
        evening = Evening().to(state)
        evening.touch()
        evening.scan()
        assert evening.state == state
        evening.let_go()
        evening.scan(3)
        assert evening.state == state
        assert evening.intents.stop_seen == evening.inputs.stop_presses  # answered all the same


def test_a_press_between_two_scans_counts_when_it_had_two_samples():
    for samples, state in ((1, IDLE), (2, READY)):
        evening = Evening()
        evening.touch()
        if samples == 2:
            evening.hold()
        evening.let_go()
        evening.scan()
        assert evening.state == state


def test_one_sample_of_the_button_stops_whatever_runs():
    for state, profile in places():
        if state in LIVE:
            evening = Evening(profile).to(state)
            evening.touch()
            evening.let_go()
            evening.scan()
            assert evening.state in (IDLE, COOLING)
            assert evening.intents.rail == 0
            assert evening.intents.stop_seen == evening.inputs.stop_presses


def test_a_held_button_stops_at_once_and_starts_only_when_it_is_let_go():
    """Every state: after the first scan, after five seconds down, and let go."""
    for state, profile in places():
        evening = Evening(profile).to(state)
        if state not in LIVE:
            evening.feet(0, 0)
            evening.quiet()
        evening.touch()
        evening.hold()
        held = {INSPECTING: IDLE, READY: IDLE, RUNNING: COOLING, PAUSED: COOLING}
        evening.scan()
        assert evening.state == held.get(state, state), state
        evening.scan(50)
        assert evening.state == held.get(state, state), state
        assert evening.intents.acknowledge == 0
        evening.let_go()
        evening.scan()
        begun = {OFF: READY, IDLE: READY, COOLING: READY}
        assert evening.state == begun.get(state, held.get(state, state)), state
        assert evening.intents.acknowledge == (1 if state == TRIPPED else 0)
        first = evening.state
        evening.scan(50)
        assert evening.state == first, state


def test_a_button_that_is_let_go_too_early_or_too_late_starts_and_acknowledges_nothing():
    """The readings tell no start_press then; the press is answered all the same."""
    for state in (OFF, IDLE, COOLING, TRIPPED):
        for scans in (1, 30):
            evening = Evening().to(state)
            evening.touch()
            evening.scan(scans)
            assert evening.intents.stop_seen != evening.inputs.stop_presses  # locked while down
            evening.let_go()
            for _ in range(5):
                evening.scan()
                assert evening.state == state and evening.intents.acknowledge == 0
            assert evening.intents.stop_seen == evening.inputs.stop_presses


def test_a_press_that_stops_does_not_start_when_it_lasts():
    evening = Evening().to(RUNNING)
    evening.touch()
    evening.scan()
    assert evening.state == COOLING
    evening.hold()
    evening.scan(50)
    assert evening.state == COOLING
    evening.let_go()
    evening.scan(50)
    assert evening.state == COOLING


def test_two_presses_between_two_scans_stop_once():
    for first in (RUNNING, PAUSED):
        evening = Evening().to(first)
        for _ in range(2):
            evening.touch()
            evening.hold()
            evening.let_go()
        evening.scan()
        assert evening.state == COOLING and evening.intents.rail == 0
        evening.scan(5)
        assert evening.state == COOLING and evening.intents.rail == 0


def test_a_press_begins_from_off_idle_and_cooling():
    for profile, begun in ((STANDARD, READY), (NEUROPATHY, INSPECTING)):
        for state in (OFF, IDLE, COOLING):
            evening = Evening(profile).to(state)
            evening.feet(0, 0)
            evening.quiet()
            assert evening.state == state
            evening.press()
            assert evening.state == begun


# --- quiet after a stop -------------------------------------------------------------


def stopped(state, profile):
    """Just after the scan that took a stop in `state`; the button is up again."""
    evening = Evening(profile).to(state)
    evening.touch()
    evening.scan()
    evening.let_go()
    evening.feet(0, 0)
    assert evening.state in (IDLE, COOLING)
    return evening


def press_after(evening, quiet_ms):
    """A whole press, taken in the scan `quiet_ms` after the last one."""
    while quiet_ms > 500:
        evening.scan(1, 500)
        quiet_ms -= 500
    evening.touch()
    evening.hold()
    evening.let_go()
    evening.scan(1, quiet_ms)


def test_after_a_stop_three_seconds_of_quiet_begin_and_less_does_not():
    """Just below, at and above, from every state a stop ends."""
    assert QUIET_MS == 3_000
    for state, profile in places():
        if state in LIVE:
            for quiet_ms, begins in ((2_999, False), (3_000, True), (3_001, True)):
                evening = stopped(state, profile)
                rest = evening.state
                press_after(evening, quiet_ms)
                begun = READY if profile == STANDARD else INSPECTING
                assert evening.state == (begun if begins else rest), (state, quiet_ms)
                assert (evening.panel.sound == SOUND_REFUSED) == (not begins)
                assert evening.intents.stop_seen == evening.inputs.stop_presses


def test_a_hosts_stop_wants_three_seconds_of_quiet_like_any_stop():
    """Whoever presses stop a moment after the host did starts nothing: just below, at, above."""
    for state, profile in places():
        if state in LIVE:
            for beside in (0, 1):
                for quiet_ms, begins in (
                    (200, False),
                    (2_999, False),
                    (3_000, True),
                    (3_001, True),
                ):
                    evening = Evening(profile).to(state)
                    evening.host.stop = 1
                    if beside:
                        evening.touch()
                        evening.hold()
                        evening.let_go()
                    evening.scan()
                    evening.feet(0, 0)
                    rest = evening.state
                    press_after(evening, quiet_ms)
                    begun = READY if profile == STANDARD else INSPECTING
                    assert evening.state == (begun if begins else rest), (state, quiet_ms)


def test_a_refused_press_wants_its_three_seconds_anew():
    """Just below, at and above; however often it is refused."""
    for quiet_ms, begins in ((2_999, False), (3_000, True), (3_001, True)):
        evening = stopped(READY, STANDARD)
        for _ in range(10):
            press_after(evening, 2_900)
            assert evening.state == IDLE and evening.panel.sound == SOUND_REFUSED
        press_after(evening, quiet_ms)
        assert evening.state == (READY if begins else IDLE)


def test_an_acknowledgement_starts_nothing_for_three_seconds():
    """Just below, at and above; a second acknowledgement needs no quiet."""
    for quiet_ms, begins in ((2_999, False), (3_000, True), (3_001, True)):
        evening = Evening().to(TRIPPED)
        for _ in range(3):
            press_after(evening, 100)
            assert evening.intents.acknowledge == 1
        evening.status.trip = 0
        press_after(evening, 100)  # its scan still finds the trip's state: it acknowledges
        assert evening.state == IDLE
        press_after(evening, quiet_ms)
        assert evening.state == (READY if begins else IDLE)


def test_the_first_press_after_boot_needs_no_quiet():
    evening = Evening()
    evening.touch()
    evening.hold()
    evening.let_go()
    evening.scan()
    assert evening.state == READY


def test_stop_is_answered_in_the_record_that_takes_the_rail_away():
    """The governor must never see the answer together with a rail that still stands."""
    for state in (RUNNING, PAUSED):
        evening = Evening().to(state)
        assert evening.intents.rail == 1
        evening.touch()
        evening.scan()
        assert (evening.intents.stop_seen, evening.intents.rail) == (
            evening.inputs.stop_presses,
            0,
        )


def test_the_hosts_stop_stops_and_starts_nothing():
    for state, profile in places():
        evening = Evening(profile).to(state)
        evening.host.stop = 1
        evening.scan()
        expected = {INSPECTING: IDLE, READY: IDLE, RUNNING: COOLING, PAUSED: COOLING}
        assert evening.state == expected.get(state, state)
        assert evening.host.stop == 0
        evening.scan(5)
        assert evening.state == expected.get(state, state)


def test_a_hosts_stop_and_a_press_in_one_scan_are_one_stop():
    """Two stops never make a start."""
    for samples in (1, 2):
        for state, profile in places():
            if state in LIVE:
                evening = Evening(profile).to(state)
                evening.host.stop = 1
                evening.touch()
                if samples == 2:
                    evening.hold()
                evening.let_go()
                evening.feet(1, 1)
                evening.scan()
                assert evening.state in (IDLE, COOLING), (state, evening.state)
                assert evening.intents.rail == 0
                evening.scan(3)
                assert evening.state in (IDLE, COOLING), (state, evening.state)


# --- trips --------------------------------------------------------------------------


def test_a_trip_takes_every_state_to_rest():
    for state, profile in places():
        evening = Evening(profile).to(state)
        if state != TRIPPED:
            evening.trip()
        points = evening.scan()
        assert evening.state == TRIPPED and evening.intents.rail == 0
        assert points.heat_mc == points.rollers_permille == points.air_pa == 0


def test_start_in_tripped_acknowledges_that_trip_in_one_record():
    evening = Evening().to(TRIPPED)
    evening.scan(10)
    assert evening.intents.acknowledge == 0
    evening.touch()
    evening.scan()
    assert evening.intents.acknowledge == 0  # one sample is not a press
    evening.hold()
    evening.scan(3)
    assert evening.intents.acknowledge == 0  # nor is one that is not over
    evening.let_go()
    evening.scan()
    assert evening.intents.acknowledge == evening.status.trips == 1
    evening.scan()
    assert evening.intents.acknowledge == 0


def test_a_press_that_began_before_a_trip_was_told_acknowledges_nothing():
    """As while the main loop stands still: let go before it looks again, or after."""
    for late in (0, 1):
        evening = Evening()
        evening.touch()
        evening.hold()
        evening.trip()
        if not late:
            evening.let_go()
        evening.scan()
        if late:
            evening.let_go()
            evening.scan()
        assert evening.state == TRIPPED and evening.intents.acknowledge == 0, late
        evening.scan()
        evening.press()
        assert evening.intents.acknowledge == 1, late


def test_a_trip_that_comes_as_another_ends_is_told_before_a_press_acknowledges_it():
    """The session never left its state: the lamps still showed the one before."""
    evening = Evening().to(TRIPPED)
    evening.press()
    evening.scan(100)
    evening.buzzer.tones = []
    evening.touch()
    evening.hold()
    evening.trip()  # in the very scan that forgot the one before
    evening.let_go()
    evening.scan()
    assert evening.state == TRIPPED and evening.intents.acknowledge == 0
    evening.scan()
    assert [hz for hz in evening.buzzer.tones if hz]
    evening.press()
    assert evening.intents.acknowledge == evening.status.trips


def test_an_old_press_does_not_acknowledge_a_trip_that_comes_later():
    evening = Evening().to(TRIPPED)
    evening.press()
    evening.status.trip = 0
    evening.scan()
    assert evening.state == IDLE
    evening.trip()
    evening.scan(20)
    assert evening.state == TRIPPED and evening.intents.acknowledge == 0


def test_only_a_forgotten_trip_leads_out_and_only_to_idle():
    evening = Evening().to(TRIPPED)
    for button in KEYS:
        evening.key(button)
    evening.press()
    evening.host.stop = 1
    evening.scan(700)
    assert evening.state == TRIPPED
    evening.status.trip = 0
    evening.feet(1, 1)
    evening.scan(50)
    assert evening.state == IDLE and evening.intents.rail == 0


def test_a_tripped_device_answers_stop_so_that_it_is_not_locked_for_ever():
    evening = Evening().to(TRIPPED)
    evening.touch()
    evening.let_go()
    evening.scan()
    assert evening.intents.stop_seen == evening.inputs.stop_presses


# --- feet ---------------------------------------------------------------------------


def test_both_feet_start_at_once_and_one_foot_after_three_seconds():
    evening = Evening().to(READY)
    evening.feet(1, 1)
    evening.scan()
    assert evening.state == RUNNING
    for left, right in ((1, 0), (0, 1)):
        evening = Evening().to(READY)
        evening.feet(left, right)
        evening.scan(29)
        assert evening.state == READY
        evening.scan()
        assert evening.state == RUNNING


def test_a_foot_that_comes_and_goes_waits_its_three_seconds_anew():
    evening = Evening().to(READY)
    for _ in range(5):
        evening.feet(1, 0)
        evening.scan(29)
        evening.feet(0, 0)
        evening.scan()
    assert evening.state == READY


def test_the_wait_for_a_second_foot_does_not_carry_over_to_the_next_start():
    evening = Evening().to(READY)
    evening.feet(1, 0)
    evening.scan(25)
    evening.press()
    assert evening.state == IDLE
    evening.quiet()
    evening.touch()
    evening.hold()
    evening.let_go()
    evening.scan()  # the scan that begins is the first of the thirty
    assert evening.state == READY
    evening.scan(28)
    assert evening.state == READY
    evening.scan()
    assert evening.state == RUNNING


def test_feet_out_pause_after_half_a_second_and_not_before():
    evening = Evening().to(RUNNING)
    evening.feet(0, 0)
    evening.scan(4)
    assert evening.state == RUNNING
    evening.scan()
    assert evening.state == PAUSED and evening.intents.rail == 1
    assert evening.intents.heated == 0


def test_a_shifted_foot_is_not_a_foot_taken_out():
    evening = Evening().to(RUNNING)
    for _ in range(20):
        evening.feet(0, 0)
        evening.scan(4)
        evening.feet(1, 0)
        evening.scan()
    assert evening.state == RUNNING


def test_one_foot_left_goes_on():
    for left, right in ((1, 0), (0, 1)):
        evening = Evening().to(RUNNING)
        evening.feet(left, right)
        evening.scan(100)
        assert evening.state == RUNNING


def test_feet_alone_start_nothing():
    for state in (IDLE, OFF, COOLING, TRIPPED):
        evening = Evening().to(state)
        evening.feet(1, 1)
        evening.scan(100)
        assert evening.state == state and evening.intents.rail == 0


def test_a_key_in_the_first_moment_of_the_question_answers_nothing():
    """It was down before the lamps could say what is asked: on 100 ms at a time, to 200."""
    for scans in range(4):
        evening = Evening(NEUROPATHY).to(INSPECTING)
        for _ in range(scans):
            evening.scan()
        evening.inputs.button = BUTTON_UP
        evening.inputs.button_presses += 1
        evening.scan()
        asked_ms = 100 * scans  # at the scan before
        assert evening.state == (READY if asked_ms >= ASKED_MS else INSPECTING), asked_ms
        if asked_ms < ASKED_MS:
            evening.scan()
            assert SOUND_REFUSED[0][0] in evening.buzzer.tones
            evening.key(BUTTON_UP)
            assert evening.state == READY


def test_the_inspection_is_answered_with_feet_out():
    for left, right in ((1, 0), (0, 1), (1, 1)):
        for button in (BUTTON_UP, BUTTON_DOWN, BUTTON_PROGRAM):
            evening = Evening(NEUROPATHY).to(INSPECTING)
            evening.feet(left, right)
            evening.key(button)
            assert evening.state == INSPECTING
            assert evening.panel.sound == SOUND_REFUSED
            evening.feet(0, 0)
            evening.key(button)
            assert evening.state == READY


def test_a_paused_session_ends_after_a_minute():
    evening = Evening().to(PAUSED)
    evening.scan(598)
    assert evening.state == PAUSED
    evening.scan(3)
    assert evening.state == COOLING and evening.session.ended == machine.STOPPED


# --- the whole evening --------------------------------------------------------------


def test_a_session_ends_by_itself_after_its_time():
    evening = Evening()
    evening.sequencer.program = recipe_index("warm feet")
    evening.to(RUNNING)
    evening.scan(8_998)
    assert evening.state == RUNNING
    evening.scan(2)
    assert evening.state == COOLING and evening.session.ended == machine.COMPLETED
    evening.scan(200)
    assert evening.state == IDLE


def test_session_time_is_the_time_that_passed_and_a_second_a_scan_at_most():
    """Just below, at and above; a clock gone wild adds no more than a second either."""
    assert LONGEST_STEP_MS == 1_000
    for step_ms, counted_ms in (
        (0, 0),
        (1, 1),
        (100, 100),
        (250, 250),
        (999, 999),
        (1_000, 1_000),
        (1_001, 1_000),
        (TIME_MASK, 1_000),
    ):
        evening = Evening().to(RUNNING)
        before_ms = evening.session.elapsed_ms
        evening.scan(1, step_ms)
        assert evening.session.elapsed_ms - before_ms == counted_ms
        evening.scan(7, step_ms)
        assert evening.session.elapsed_ms - before_ms == 8 * counted_ms


def test_a_session_of_slow_scans_ends_after_its_time_too():
    for step_ms in (50, 100, 250, 1_000):
        evening = Evening()
        evening.sequencer.program = recipe_index("warm feet")
        evening.to(RUNNING)
        left_ms = 900_000 - evening.session.elapsed_ms
        evening.scan((left_ms - 1) // step_ms, step_ms)
        assert evening.session.elapsed_ms < 900_000
        evening.scan(1, step_ms)
        assert evening.session.elapsed_ms >= 900_000 and evening.state == RUNNING
        evening.scan(1, step_ms)
        assert evening.state == COOLING and evening.session.ended == machine.COMPLETED


def test_a_marked_foot_gets_no_heat_again():
    """Whatever the next inspection is answered with; after a cancel and after a session."""
    for ran in (0, 1):
        evening = Evening(NEUROPATHY)
        evening.press()
        evening.key(BUTTON_DOWN)
        if ran:
            evening.feet(1, 1)
            evening.scan()
            assert evening.state == RUNNING
        evening.press()
        evening.feet(0, 0)
        for answer in (BUTTON_UP, BUTTON_PROGRAM, BUTTON_UP):
            evening.quiet()
            evening.key(BUTTON_HEAT)
            assert evening.sequencer.heat == 0 and evening.panel.sound == SOUND_REFUSED
            evening.press()
            evening.key(answer)
            evening.feet(1, 1)
            evening.scan(2)
            assert evening.state == RUNNING
            evening.key(BUTTON_HEAT)
            assert evening.scan().heat_mc == 0 and evening.intents.heated == 0
            plan = evening.session.plan
            assert (plan.session_ms, plan.air_cap, plan.intensity_cap, plan.heat) == FIRST_STAGE
            evening.press()
            evening.feet(0, 0)


def test_the_rail_is_asked_for_while_running_or_paused_and_never_else():
    for state, profile in places():
        evening = Evening(profile).to(state)
        evening.scan()
        assert evening.intents.rail == (1 if state in (RUNNING, PAUSED) else 0)


def test_heat_is_asked_for_while_running_with_heat_chosen_and_never_else():
    for state, profile in places():
        evening = Evening(profile)
        evening.key(BUTTON_HEAT)
        evening.to(state)
        points = evening.scan()
        assert evening.intents.heated == (1 if state == RUNNING else 0)
        assert bool(points.heat_mc) == (state == RUNNING)
    evening = Evening().to(RUNNING)
    evening.scan()
    assert evening.intents.heated == 0


def test_without_an_unlocked_plan_no_key_brings_heat():
    evening = Evening(NEUROPATHY, 0)
    for _ in range(5):
        evening.key(BUTTON_HEAT)
    evening.to(RUNNING)
    for _ in range(5):
        evening.key(BUTTON_HEAT)
        assert evening.scan().heat_mc == 0 and evening.intents.heated == 0


def test_a_foot_that_could_not_be_looked_at_gets_no_heat_even_if_heat_was_chosen_before():
    for answer in (BUTTON_DOWN, BUTTON_PROGRAM):
        evening = Evening(NEUROPATHY)
        evening.key(BUTTON_HEAT)
        evening.press()
        evening.key(answer)
        evening.feet(1, 1)
        evening.scan(2)
        assert evening.state == RUNNING
        evening.key(BUTTON_HEAT)
        assert evening.scan().heat_mc == 0 and evening.intents.heated == 0


# --- the panel ----------------------------------------------------------------------


def test_heat_cycles_off_one_two_three_off():
    evening = Evening()
    found = []
    for _ in range(5):
        evening.key(BUTTON_HEAT)
        found.append(evening.sequencer.heat)
    assert found == [1, 2, 3, 0, 1]


def test_locked_heat_is_refused_with_a_sound_and_not_remembered():
    evening = Evening(NEUROPATHY, 0)
    evening.key(BUTTON_HEAT)
    assert evening.sequencer.heat == 0 and evening.panel.sound == SOUND_REFUSED


def test_up_and_down_stay_within_two():
    evening = Evening()
    for button, end in ((BUTTON_UP, 2), (BUTTON_DOWN, -2)):
        for _ in range(9):
            evening.key(button)
            assert -2 <= evening.sequencer.more <= 2
        assert evening.sequencer.more == end


def test_air_begins_with_one_and_comes_round_to_none():
    evening = Evening()
    found = []
    for _ in range(6):
        evening.key(BUTTON_AIR)
        found.append(evening.sequencer.air)
    assert found == [1, 2, 3, 0, 1, 2]


def test_the_program_changes_in_idle_alone():
    evening = Evening()
    for i in range(2 * len(RECIPES)):
        assert evening.sequencer.program == i % len(RECIPES)
        evening.key(BUTTON_PROGRAM)
    for state in (READY, RUNNING, PAUSED, COOLING, TRIPPED):
        evening = Evening().to(state)
        evening.key(BUTTON_PROGRAM)
        said = sound(evening.status.trip) if state == TRIPPED else SOUND_REFUSED
        assert evening.sequencer.program == 0 and evening.panel.sound == said
    evening = Evening(NEUROPATHY).to(INSPECTING)
    evening.key(BUTTON_PROGRAM)
    assert evening.sequencer.program == 0


def test_every_key_wakes_and_does_what_it_says_once():
    """Nothing else with it: (heat, more, air, program)."""
    for button, expected in (
        (BUTTON_PROGRAM, (0, 0, -1, 1)),
        (BUTTON_UP, (0, 1, -1, 0)),
        (BUTTON_DOWN, (0, -1, -1, 0)),
        (BUTTON_HEAT, (1, 0, -1, 0)),
        (BUTTON_AIR, (0, 0, 1, 0)),
    ):
        evening = Evening().to(OFF)
        evening.key(button)
        sequencer = evening.sequencer
        for _ in range(3):
            found = (sequencer.heat, sequencer.more, sequencer.air, sequencer.program)
            assert evening.state == IDLE and found == expected
            assert evening.intents.rail == 0
            evening.scan()
        assert evening.panel.sound == SOUND_ACCEPTED


def test_a_key_that_wakes_is_refused_what_the_plan_refuses():
    evening = Evening(NEUROPATHY, 0).to(OFF)
    evening.key(BUTTON_HEAT)
    assert evening.state == IDLE and evening.sequencer.heat == 0
    assert evening.panel.sound == SOUND_REFUSED


def test_heat_that_was_chosen_does_not_outlive_its_session():
    """Ended, stopped, cancelled, tripped, or slept over: it is asked for anew."""
    for state, profile in places():
        if state in LIVE:
            for trip in (0, 1):
                evening = Evening(profile)
                evening.key(BUTTON_HEAT)
                evening.to(state)
                assert evening.sequencer.heat == 1, state
                if trip:
                    evening.trip()
                else:
                    evening.touch()
                evening.scan()
                assert evening.sequencer.heat == 0, (state, trip)
    for state in (READY, PAUSED):  # nobody came
        evening = Evening()
        evening.key(BUTTON_HEAT)
        evening.to(state)
        evening.scan(601)
        assert evening.state in (IDLE, COOLING) and evening.sequencer.heat == 0
    evening = Evening()
    evening.key(BUTTON_HEAT)
    evening.to(OFF)
    assert evening.sequencer.heat == 0
    evening = Evening()
    evening.key(BUTTON_HEAT)
    evening.to(RUNNING)
    evening.session.elapsed_ms = evening.sequencer.session_ms()
    evening.scan()
    assert evening.state == COOLING and evening.sequencer.heat == 0


def test_a_tripped_panel_changes_nothing():
    for button in KEYS:
        evening = Evening().to(TRIPPED)
        evening.key(button)
        sequencer = evening.sequencer
        found = (sequencer.heat, sequencer.more, sequencer.air, sequencer.program)
        assert evening.state == TRIPPED and found == (0, 0, -1, 0)


def test_heat_and_air_keys_answer_no_inspection():
    for button in (BUTTON_HEAT, BUTTON_AIR):
        evening = Evening(NEUROPATHY).to(INSPECTING)
        evening.key(button)
        assert evening.state == INSPECTING and evening.sequencer.heat == 0


def test_every_state_has_its_lamp_and_eight_lamps_are_drawn():
    seen = []
    for state, profile in places():
        evening = Evening(profile).to(state)
        evening.scan()
        assert len(evening.lamps.shown[-1]) == 8
        for colour in evening.lamps.shown[-1]:
            assert len(colour) == 3 and all(0 <= part <= 255 for part in colour)
        assert evening.lamps.shown[-1][0] == STATE_COLOURS[state]
        seen.append(state)
    assert seen == list(range(8))


def test_lamps_are_drawn_again_for_every_change_they_show_and_not_otherwise():
    evening = Evening()
    evening.scan(50)
    assert len(evening.lamps.shown) == 1
    for button in (BUTTON_HEAT, BUTTON_UP, BUTTON_PROGRAM):
        before = len(evening.lamps.shown)
        evening.key(button)
        evening.scan(20)
        assert len(evening.lamps.shown) == before + 1


def test_every_sound_ends_in_silence():
    for state, profile in places():
        evening = Evening(profile).to(state)
        evening.scan(30)
        assert evening.buzzer.tones[-1] == 0


def test_a_warm_well_leaves_no_level_of_heat_to_choose_until_it_has_cooled():
    """SAF-077."""
    for wells in (1, 2, 3):
        one = Evening()
        one.scan()
        assert one.session.plan.heats() == 1 and one.session.plan.heat > 0
        one.status.warm_wells = wells
        one.buzzer.tones.clear()
        one.key(BUTTON_HEAT)
        one.scan(5)
        assert one.session.plan.heats() == 0 and SOUND_REFUSED[0][0] in one.buzzer.tones
        one.status.warm_wells = 0
        one.scan()
        assert one.session.plan.heats() > 0
