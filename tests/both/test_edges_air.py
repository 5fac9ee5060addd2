"""Edges of the bladders' rounds: what begins anew with a valve, what the account of air is handed,
how long a closed manifold is counted. SAF-053 SAF-054 SAF-055 SAF-057.
"""

from firmware.image import PUMP, UNCAPPED, VALVE_LEFT, Inputs, Outputs, Status
from firmware.safety.air import Air
from firmware.safety.trips import PRESSURE_SENSOR, VENT_FAILED

from .checks_bench import FEET, LIMITS
from .firmware_bench import STAGES, Recorder


class Account:
    """An account of air that only writes down what it is handed."""

    def __init__(self):
        self.pause = 0
        self.started = 0
        self.steps = []

    def start(self):
        self.started += 1

    def step(self, *seen):
        self.steps.append(seen)


class Hoses:
    def __init__(self):
        self.latch = Recorder()
        status = Status()
        status.air_cap_pa = UNCAPPED
        self.inputs = Inputs()
        self.inputs.rail_mv = 12_300
        self.out = Outputs()
        self.air = Air(LIMITS[0], STAGES[0], status, self.latch)
        self.air.budget = Account()

    def sample(self, pa, mask=0, drive=0):
        for foot in FEET:
            self.out.level[VALVE_LEFT + foot] = 1_000 if mask >> foot & 1 else 0
        self.out.level[PUMP] = drive
        self.inputs.pressure_pa = pa
        self.inputs.now_ms += 40
        self.air.sample(self.inputs, self.out)

    def round(self, pa, mask=0, drive=0):
        for _ in range(5):
            self.sample(pa, mask, drive)

    def emptied(self, mask):
        """These valves open, and their bladders were seen empty."""
        self.sample(0, mask)
        self.round(0, mask)
        return self


def held(air):
    return air.samples, air.sum_pa, air.drive, air.looked_ms, air.held_ms, air.empty


def test_another_valve_begins_everything_anew():
    one = Hoses().emptied(1)
    one.round(3_000, 1, 700)
    one.sample(3_000, 1, 700)
    assert held(one.air) == (1, 3_000, 700, 200, 200, 1)
    one.air.budget.pause = 2
    one.sample(3_000, 3)
    assert held(one.air) == (0, 0, 0, 0, 0, 0)
    assert (one.air.manifold.closed_ms, one.air.budget.pause, one.air.mask) == (0, 0, 3)


def test_a_round_is_five_samples_and_200_ms_and_leaves_nothing_to_the_next():
    one = Hoses().emptied(1)
    assert (one.air.looked_ms, one.air.empty, one.air.manifold.filled) == (200, 1, 1)
    assert one.air.budget.started == 1
    one.round(3_000, 1)
    assert one.air.held_ms == 200 and (one.air.samples, one.air.sum_pa, one.air.drive) == (0, 0, 0)
    one.round(2_667, 1)
    assert one.air.held_ms == 400
    one.round(2_666, 1)
    assert one.air.held_ms == 0


def test_the_account_is_handed_the_drive_of_all_five_samples_and_whose_air_it_is():
    for mask, bladders, where in ((1, 1, 1), (2, 1, 2), (3, 2, 0)):
        one = Hoses().emptied(mask)
        assert one.air.budget.steps == []
        for i in range(5):
            one.sample(1_000 + i, mask, 100 * (i + 1))
        now_ms = one.inputs.now_ms
        assert one.air.budget.steps == [(1_002, 1_004, 1_500, bladders, 12_300, where, now_ms)]


def test_air_in_a_closed_manifold_is_nobodys_foot_and_told_with_its_numbers():
    for pumped, code in ((1, VENT_FAILED), (0, PRESSURE_SENSOR)):
        one = Hoses()
        if pumped:
            one.emptied(1)
            one.sample(0)
        for _ in range(70):
            one.round(800)
            if one.latch.calls:
                break
        assert one.latch.calls == [(code, 0, 800, 767, one.inputs.now_ms)]


def test_closed_valves_are_counted_for_17_minutes_and_no_further():
    for closed_ms, after_ms in (
        (1_048_575, 1_048_775),
        (1_048_576, 1_048_576),
        (600_000, 600_200),
    ):
        one = Hoses()
        one.air.manifold.closed_ms = closed_ms
        one.round(0)
        assert one.air.manifold.closed_ms == after_ms
