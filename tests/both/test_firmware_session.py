"""The session machine: its table is whole, every way out exists, and stop always leads to rest."""

from firmware.program import session as machine
from firmware.program.plan import FIRST_STAGE, NEUROPATHY, STANDARD, UNLOCKED, Plan
from firmware.program.recipes import recipe_index
from firmware.program.sequencer import Sequencer
from firmware.program.session import (
    CLEARED,
    COOLING,
    DOWN,
    EVENT_NAMES,
    FEET_IN,
    FEET_OUT,
    FINISHED,
    IDLE,
    INSPECTING,
    KEY,
    OFF,
    PAUSED,
    PROGRAM,
    READY,
    RUNNING,
    START,
    STATE_NAMES,
    TABLE,
    TIMEOUT,
    TIMEOUT_MS,
    TRIP,
    TRIPPED,
    UP,
    Session,
)
from firmware.units import TIME_MASK
from sim.rig import read_json

STATES = range(len(STATE_NAMES))
EVENTS = range(1, len(EVENT_NAMES))
LIVE = (INSPECTING, READY, RUNNING, PAUSED)


def session(profile=STANDARD, state=IDLE, now_ms=0):
    stage = read_json("boards/stages/" + ("standard", "gentle")[profile] + ".json")
    plan = Plan(profile, 1, stage)
    made = Session(plan, Sequencer(plan), now_ms)
    made.state = state
    return made


def after(state, event, profile=STANDARD):
    made = session(profile, state)
    made.event(event, 0)
    return made.state


def test_the_table_answers_no_question_twice():
    pairs = [row[:2] for row in TABLE]
    assert len(set(pairs)) == len(pairs)


def test_every_row_names_states_and_events_that_exist():
    for state, event, following, action in TABLE:
        assert state in STATES and following in STATES and event in EVENTS
        assert action and isinstance(action, str)
    assert len(TIMEOUT_MS) == len(STATE_NAMES)


def test_the_machine_does_what_the_table_says_and_nothing_else():
    rows = {row[:2]: row[2] for row in TABLE}
    begins = ((IDLE, START), (OFF, START), (COOLING, START))
    assert sorted([row[:2] for row in TABLE if row[3] == "begin"]) == sorted(begins)
    for profile in (STANDARD, NEUROPATHY):
        for state in STATES:
            for event in EVENTS:
                made = session(profile, state)
                known = made.event(event, 5)
                if event == TRIP:
                    assert known and made.state == TRIPPED
                elif (state, event) not in rows:
                    assert not known and made.state == state and made.since_ms == 0
                elif (state, event) in begins and profile == NEUROPATHY:
                    assert known and made.state == INSPECTING and made.since_ms == 5
                else:
                    assert known and made.state == rows[(state, event)] and made.since_ms == 5


def test_every_state_can_be_reached_from_idle_and_leads_back_to_idle():
    for profile in (STANDARD, NEUROPATHY):
        ways = {}
        for state in STATES:
            ways[state] = {after(state, event, profile) for event in EVENTS}

        def reach(first, ways=ways):
            found = {first}
            while True:
                more = {following for state in found for following in ways[state]} - found
                if not more:
                    return found
                found |= more

        expected = set(STATES) if profile == NEUROPATHY else set(STATES) - {INSPECTING}
        assert reach(IDLE) == expected
        for state in STATES:
            assert IDLE in reach(state)
            assert ways[state] - {state}, STATE_NAMES[state]


def test_stop_from_every_live_state_leads_to_rest_at_once():
    for profile in (STANDARD, NEUROPATHY):
        for state in LIVE:
            assert after(state, START, profile) in (IDLE, COOLING)


def test_no_state_but_running_and_paused_is_kept_up_by_stop():
    """From cooling and idle, presses never lead into running: only feet do."""
    for state in STATES:
        for event in EVENTS:
            if after(state, event) == RUNNING and state != RUNNING:
                assert event == FEET_IN and state in (READY, PAUSED)


def test_running_is_reached_by_feet_alone():
    for state, event, following, _ in TABLE:
        if following == RUNNING:
            assert event == FEET_IN and state in (READY, PAUSED)


def test_a_tripped_session_leaves_by_acknowledgement_alone():
    for event in EVENTS:
        assert after(TRIPPED, event) == (IDLE if event == CLEARED else TRIPPED)


def test_in_neuropathy_no_way_leads_to_running_past_the_inspection():
    """Without UP, DOWN or PROGRAM answered in INSPECTING, READY is out of reach."""
    found = {IDLE}
    while True:
        more = set()
        for state in found:
            for event in EVENTS:
                if event not in (UP, DOWN, PROGRAM):
                    more.add(after(state, event, NEUROPATHY))
        if more <= found:
            break
        found |= more
    assert INSPECTING in found and READY not in found and RUNNING not in found


def test_states_last_as_long_as_they_may():
    """Just below, at and above every timeout, across the clock's wrap."""
    for start_ms in (0, TIME_MASK - 10_000, TIME_MASK):
        for state in STATES:
            limit_ms = TIMEOUT_MS[state]
            made = session(STANDARD, state, start_ms)
            if not limit_ms:
                for passed_ms in (0, 1, 10_000_000, TIME_MASK):
                    assert not made.timed_out((start_ms + passed_ms) & TIME_MASK)
                continue
            assert not made.timed_out((start_ms + limit_ms - 1) & TIME_MASK)
            assert made.timed_out((start_ms + limit_ms) & TIME_MASK)
            assert made.timed_out((start_ms + limit_ms + 1) & TIME_MASK)


def test_every_state_with_a_timeout_knows_the_event():
    for state in STATES:
        rows = [row for row in TABLE if row[:2] == (state, TIMEOUT)]
        assert len(rows) == (1 if TIMEOUT_MS[state] else 0), STATE_NAMES[state]


def test_a_start_waits_for_feet_up_to_a_minute():
    assert TIMEOUT_MS[READY] == 60_000 and TIMEOUT_MS[RUNNING] == 0


def test_how_a_session_ended_is_kept():
    for events, ended in (
        ((START,), machine.NONE),
        ((START, FEET_IN), machine.STILL_RUNNING),
        ((START, FEET_IN, FINISHED), machine.COMPLETED),
        ((START, FEET_IN, START), machine.STOPPED),
        ((START, FEET_IN, TRIP), machine.BY_TRIP),
        ((START, FEET_IN, FEET_OUT), machine.STILL_RUNNING),
        ((START, FEET_IN, FEET_OUT, FEET_IN), machine.STILL_RUNNING),
        ((START, FEET_IN, FEET_OUT, START), machine.STOPPED),
        ((START, FEET_IN, FEET_OUT, TIMEOUT), machine.STOPPED),
        ((START, FEET_IN, FEET_OUT, TRIP), machine.BY_TRIP),
        ((START, FEET_IN, FINISHED, TRIP), machine.COMPLETED),
        ((TRIP,), machine.NONE),
    ):
        made = session()
        for event in events:
            made.event(event, 0)
        assert made.ended == ended, events


def test_the_inspection_decides_the_caps():
    for event, heat, session_ms in (
        (UP, 1, 900_000),
        (PROGRAM, 0, 900_000),
        (DOWN, 0, FIRST_STAGE[0]),
    ):
        made = session(NEUROPATHY)
        made.event(START, 0)
        made.event(event, 0)
        assert made.state == READY
        assert (made.plan.heat, made.plan.session_ms) == (heat, session_ms)


def caps(made):
    plan = made.plan
    return plan.session_ms, plan.air_cap, plan.intensity_cap, plan.heat


def test_each_start_asks_again():
    """A foot that could not be looked at costs heat this time alone."""
    made = session(NEUROPATHY)
    for _ in range(3):
        made.event(START, 0)
        assert made.state == INSPECTING
        made.event(PROGRAM, 0)
        assert made.plan.heat == 0
        made.event(START, 0)
        assert made.state == IDLE and caps(made) == UNLOCKED
    made.event(START, 0)
    made.event(UP, 0)
    assert caps(made) == UNLOCKED


def test_a_mark_sticks_for_the_boot_whatever_is_answered_later():
    for leave in ((START,), (FEET_IN, START), (FEET_IN, FINISHED), (TIMEOUT,), (TRIP, CLEARED)):
        made = session(NEUROPATHY)
        made.event(START, 0)
        made.event(DOWN, 0)
        assert caps(made) == FIRST_STAGE
        for answer in (UP, PROGRAM, DOWN, UP):
            for event in leave:
                made.event(event, 0)
                assert caps(made) == FIRST_STAGE, leave
            made.event(START, 0)
            assert made.state == INSPECTING
            made.event(answer, 0)
            assert made.state == READY and caps(made) == FIRST_STAGE, leave
    assert caps(session(NEUROPATHY)) == UNLOCKED  # another boot


def test_the_end_of_a_session_takes_its_heat_and_gives_back_the_plans_caps():
    """Every event in every state: after an end heat is 0 and caps are whole, before it neither."""
    ends = ("stop", "complete", "cancel", "sleep")
    ending = [row[:2] for row in TABLE if row[3] in ends]
    assert (RUNNING, START) in ending and (READY, TIMEOUT) in ending and (IDLE, TIMEOUT) in ending
    for profile in (STANDARD, NEUROPATHY):
        for state in STATES:
            for event in EVENTS:
                made = session(profile, state)
                made.sequencer.heat = 3
                made.plan.lock_heat()
                made.event(event, 0)
                over = event == TRIP or (state, event) in ending
                assert made.sequencer.heat == (0 if over else 3), (state, event)
                begun = event == START and state in (OFF, IDLE, COOLING)
                if (state, event) != (INSPECTING, DOWN):
                    locked = UNLOCKED[:3] + (0,)
                    assert caps(made) == (UNLOCKED if over or begun else locked), (state, event)


def test_a_pause_keeps_the_time_and_a_new_session_begins_at_nothing():
    made = session()
    made.event(START, 0)
    made.event(FEET_IN, 0)
    made.elapsed_ms = 100_000
    made.sequencer.step = 2
    made.event(FEET_OUT, 0)
    made.event(FEET_IN, 0)
    assert made.elapsed_ms == 100_000 and made.sequencer.step == 2
    for state in (COOLING, READY):
        made.event(START, 0)
        assert made.state == state
    made.event(FEET_IN, 0)
    assert made.state == RUNNING and made.elapsed_ms == 0 and made.sequencer.step == 0


def test_a_session_is_finished_at_its_time():
    """Just below, at and above."""
    made = session()
    made.sequencer.program = recipe_index("warm feet")
    for elapsed_ms, finished in ((899_900, False), (900_000, True), (900_100, True)):
        made.elapsed_ms = elapsed_ms
        assert made.finished(0) == finished


def test_any_key_wakes_and_wakes_only_and_start_begins():
    assert after(OFF, KEY) == IDLE
    for state in (OFF, IDLE, COOLING):
        assert after(state, START) == READY and after(state, START, NEUROPATHY) == INSPECTING
    for state in STATES:
        if state != OFF:
            assert after(state, KEY) == state
    assert after(OFF, FEET_IN) == OFF
