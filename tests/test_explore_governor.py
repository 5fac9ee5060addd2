"""Breadth-first over the real governor: from rest, every sequence of quantised events, each state
once. What holds in all of them is asserted in each; the counts are printed.

Breadth-first, but no proof: states are merged by `key`, an abstraction (it leaves out the right
foot, rollers, air and timers), so it samples and does not exhaust. The slow rounds stand still
here: they have their own tests.
"""

from collections import deque
from copy import deepcopy

from sim.fake import load_firmware

load_firmware()

from firmware.image import CHANNELS, HEAT_LEFT, VALVE_LEFT  # noqa: E402
from firmware.safety.raw_limits import CONTACT_CAP_CODE16, LATCH_CODE16  # noqa: E402
from tests.both.firmware_bench import ROOM_CODE16, Bench  # noqa: E402

DEPTH = 5


def set_foot(mv):
    def act(bench):
        bench.inputs.left.presence_mv = mv

    return act


def set_code16(code16):
    def act(bench):
        bench.inputs.left.a_code16 = code16

    return act


def set_off_ma(ma):
    def act(bench):
        bench.inputs.left.off_ma = ma

    return act


def ask(bench):
    bench.ask()


def ask_nothing(bench):
    bench.want.rail = 0


def stop(bench):
    bench.inputs.stop_down ^= 1
    bench.inputs.stop_presses += bench.inputs.stop_down


def answer(bench):
    bench.want.stop_seen = bench.inputs.stop_presses


def silence(bench):
    bench.beating = not bench.beating


def acknowledge(bench):
    bench.want.acknowledge = bench.status.trips


def wait(bench):
    pass


EVENTS = (
    set_foot(400),
    set_foot(2_000),
    set_code16(ROOM_CODE16),
    set_code16(CONTACT_CAP_CODE16[0] + 50),
    set_code16(LATCH_CODE16[0]),
    set_off_ma(0),
    set_off_ma(31),
    ask,
    ask_nothing,
    stop,
    answer,
    silence,
    acknowledge,
    wait,
)


def key(bench):
    """Everything that decides what comes next, without the clock."""
    governor, inputs, want = bench.governor, bench.inputs, bench.want
    status, left = bench.status, inputs.left
    return (
        status.trip,
        tuple(bench.out.level),
        bench.out.rail,
        tuple(status.present),
        tuple(governor.presence.seen_empty),
        governor.left.ceiling_permille,
        governor.heater_left.unasked,
        governor.heater_left.silent,
        (left.presence_mv, left.a_code16, left.off_ma, left.on_ma),
        (inputs.stop_down, inputs.stop_presses - want.stop_seen),
        (want.rail, bench.beating, want.acknowledge == status.trips),
    )


def judge(bench):
    """What must be so in every state."""
    out, status, want = bench.out, bench.status, bench.want
    for channel in range(CHANNELS):
        assert 0 <= out.level[channel] <= max(0, want.level[channel])
        if channel < VALVE_LEFT:
            assert out.level[channel] <= status.ceiling[channel]
    off = status.trip or bench.inputs.stop_down or not want.rail
    if off or bench.inputs.stop_presses != want.stop_seen:
        assert out.rail == 0 and not any(out.level)
    if not bench.governor.presence.seen_empty[0] or not status.present[0]:
        assert out.level[HEAT_LEFT] == 0
    if bench.inputs.left.a_code16 >= LATCH_CODE16[0]:
        assert out.level[HEAT_LEFT] == 0


def explore(depth):
    """(states, transitions, states with a trip, states with heat)."""
    start = Bench()
    start.tick(60)
    start.governor.rounds.table = [None] * 50
    start.governor.heat.rests[0].learned = start.governor.heat.rests[1].learned = 1
    seen = {key(start)}
    queue = deque([(start, 0)])
    transitions = tripped = heated = 0
    while queue:
        bench, level = queue.popleft()
        if level == depth:
            continue
        for event in EVENTS:
            after = deepcopy(bench)
            event(after)
            for _ in range(4):
                after.tick()
                judge(after)
            transitions += 1
            name = key(after)
            if name not in seen:
                seen.add(name)
                tripped += 1 if after.status.trip else 0
                heated += 1 if after.out.level[HEAT_LEFT] else 0
                queue.append((after, level + 1))
    return len(seen), transitions, tripped, heated


def test_in_every_state_of_the_governor_a_few_events_from_rest_the_same_holds():
    states, transitions, tripped, heated = explore(DEPTH)
    print(f"{states} states, {transitions} transitions, {tripped} tripped, {heated} with heat")
    assert states > 500 and tripped > 50 and heated > 0
