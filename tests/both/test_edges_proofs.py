"""Edges of the proofs and of memory, to the millisecond and the bit. SAF-074 SAF-075 SAF-076."""

from firmware.image import HEAT_LEFT, HEAT_RIGHT, Inputs, Outputs, Status
from firmware.safety import latch_proof, timer_proof
from firmware.safety.heater_check import HeaterCheck
from firmware.safety.latch_proof import LatchProof
from firmware.safety.limits import NEUROPATHY, STANDARD, Limits
from firmware.safety.memory import BLOCK, MASK, SLOTS, Memory
from firmware.safety.timer_proof import TimerProof
from firmware.safety.trips import LATCH_SILENT, MEMORY, OVER_PRESSURE, TIMER_SILENT

from .firmware_bench import Bench, Recorder

UP_MV, DOWN_MV = 12_000, 900

# --- latch ---------------------------------------------------------------------------------------


def latch(rearms_ms=100):
    inputs, status, out = Inputs(), Status(), Outputs()
    stage = {"hardware_latch": {"rearms_ms": rearms_ms}}
    one = LatchProof(stage, Limits(STANDARD), inputs, status)

    def step(now_ms, rail_mv):
        inputs.rail_mv = rail_mv
        one.step(out, now_ms)
        return one.step_now

    return one, status, step


def test_steps_are_numbered_in_their_order_and_each_begins_with_its_first_tick():
    p = latch_proof
    assert (p.RISE, p.HOT, p.STAY, p.REARM, p.OVER) == (0, 1, 2, 3, 4)
    one, _, step = latch()
    assert one.since_ms == -1
    assert step(500, DOWN_MV) == p.RISE and one.since_ms == 500
    assert step(520, UP_MV) == p.HOT and one.since_ms == -1


def test_the_rail_has_half_a_second_for_each_way_and_stays_down_for_200_ms():
    p = latch_proof
    for late_ms, failed in ((499, 0), (500, 1)):
        one, status, step = latch()
        step(0, DOWN_MV)
        step(late_ms, DOWN_MV)
        assert status.heat_fault == (LATCH_SILENT if failed else 0)
    one, _, step = latch()
    step(0, UP_MV)
    step(20, DOWN_MV)
    assert step(40, DOWN_MV) == p.STAY
    assert step(239, DOWN_MV) == p.STAY and step(240, DOWN_MV) == p.REARM


def test_silence_lasts_twice_what_the_stage_says_and_the_keep_alive():
    for rearms_ms, silence_ms in ((100, 245), (1_000, 2_045)):
        one, status, step = latch(rearms_ms)
        one.enter(latch_proof.REARM)
        step(10, DOWN_MV)
        step(10 + silence_ms - 1, DOWN_MV)
        assert (one.proved, status.proof) == (0, 0)
        step(10 + silence_ms, DOWN_MV)
        assert (one.proved, status.proof) == (1, 1)


# --- heat timer ----------------------------------------------------------------------------------


class Timer:
    """Both feet pulsed; times and currents are the test's."""

    def __init__(self, minutes=20, share=1_024, profile=NEUROPATHY, declared=True):
        self.inputs, self.status, self.out = Inputs(), Status(), Outputs()
        limits = Limits(profile)
        self.heaters = tuple(
            HeaterCheck(foot, self.inputs.feet[foot], limits, 42_400, Recorder())
            for foot in (0, 1)
        )
        timer = {"minutes": minutes, "tolerance_permille": 50, "test_share": share}
        stage = {"heat_timer": timer} if declared else {}
        self.one = TimerProof(stage, limits, self.inputs, self.status, self.heaters)

    def at(self, now_ms, left_ma, right_ma, left=100, right=100):
        self.out.level[HEAT_LEFT], self.out.level[HEAT_RIGHT] = left, right
        self.inputs.left.on_ma, self.inputs.right.on_ma = left_ma, right_ma
        self.one.check(self.out, now_ms)
        return self.one


def test_nothing_was_seen_before_the_first_pulse():
    p = timer_proof
    assert (p.NOTHING, p.CURRENT, p.CUT) == (0, 1, 2)
    one = Timer().one
    assert (one.seen, one.whole, one.since_ms, one.most, one.proved) == (0, 0, 0, 400, 0)
    first = Timer().at(700, 280, 280)
    assert (first.seen, first.whole, first.since_ms) == (p.CURRENT, 0, 700)


def test_a_turn_is_the_timers_time_by_its_share():
    """7 % and 60 ms either way."""
    one = Timer(share=1).one
    assert (one.least_ms, one.most_ms) == (1_115_940, 1_284_060)
    none = Timer(declared=False).one
    assert (none.least_ms, none.most_ms) == (0, 60)


def test_a_turn_counts_to_the_millisecond():
    least_ms, most_ms = Timer().one.least_ms, Timer().one.most_ms
    for passed_ms, proved in ((least_ms - 1, 0), (least_ms, 1)):
        timer = Timer()
        timer.at(0, 280, 280)
        timer.at(600, 0, 0)
        timer.at(600 + passed_ms, 280, 280)
        assert timer.one.proved == proved
        assert timer.status.heat_fault == (0 if proved else TIMER_SILENT)
    for passed_ms, failed in ((most_ms, 0), (most_ms + 1, 1)):
        timer = Timer()
        timer.at(0, 280, 280)
        timer.at(passed_ms, 280, 280)
        assert timer.status.heat_fault == (TIMER_SILENT if failed else 0)


def test_a_cut_a_tenth_of_a_second_after_the_line_may_have_begun_with_it():
    for passed_ms, whole in ((100, 0), (101, 1)):
        timer = Timer()
        timer.at(0, 280, 280)
        assert timer.at(passed_ms, 0, 0).whole == whole


def test_each_foots_current_is_judged_by_its_own_heater():
    for foot in (0, 1):
        for more_ma, seen in ((-1, 0), (0, timer_proof.CURRENT)):
            timer = Timer()
            timer.heaters[1 - foot].least_ma = 900
            ma = [0, 0]
            ma[foot] = timer.heaters[foot].least_ma + more_ma
            assert timer.at(0, ma[0], ma[1]).seen == seen, (foot, more_ma)


def test_a_cut_excuses_both_heaters_and_nothing_else_does():
    timer = Timer()
    for now_ms, ma, excused in ((0, 280, 0), (600, 0, 1), (1_800, 280, 0)):
        timer.at(now_ms, ma, ma)
        assert [heater.excused for heater in timer.heaters] == [excused, excused]


# --- memory --------------------------------------------------------------------------------------


def test_five_slots_a_second_and_half_a_kilobyte_marched_over():
    bench = Bench()
    check = bench.governor.memory.check
    table = bench.governor.rounds.table
    assert tuple([slot for slot in range(50) if table[slot] == check]) == SLOTS
    assert SLOTS == (35, 38, 41, 44, 47) and BLOCK == 512


def test_a_copy_is_its_number_with_every_bit_the_other_way():
    memory = Bench().governor.memory
    assert MASK == (1 << 30) - 1
    for i in range(len(memory.names)):
        number = getattr(memory.holders[i], memory.names[i])
        assert number < 0 or memory.copies[i] + number == MASK, memory.names[i]


def recorded():
    """A memory that only writes down; one number of it to spoil, the first of all."""
    memory = Memory(Memories())
    return memory, memory.latch


class Memories:
    """What `Memory` asks of a governor: that of a bench, with a round and a latch of its own."""

    def __init__(self):
        self.real = Bench().governor
        self.latch = Recorder()
        self.rounds = self

    def __getattr__(self, name):
        return getattr(self.real, name)

    def add(self, slot, check):
        pass


def test_the_first_look_begins_with_the_first_limit_and_tells_what_it_found():
    memory, told = recorded()
    name = memory.names[0]
    right = getattr(memory.holders[0], name)
    setattr(memory.holders[0], name, right ^ 4)
    memory.check(77)
    assert told.calls == [(MEMORY, 0, right ^ 4, right, 77)]


def test_a_step_of_the_slew_is_told_with_its_numbers_at_the_end_of_a_round():
    memory, told = recorded()
    right = memory.steps[3]
    memory.steps[3] ^= 8
    for now_ms in range(25):
        memory.check(now_ms)
        assert told.calls == [] or now_ms == (len(memory.names) - 1) // memory.batch
        if told.calls:
            break
    assert told.calls == [(MEMORY, 0, right ^ 8, right, now_ms)]


def test_a_march_that_failed_is_told_with_its_time_and_again_while_no_older_cause_stands():
    memory, told = recorded()
    told.status = Status()
    memory.fail(77)
    memory.check(78)
    told.status.trip = MEMORY
    memory.check(79)
    told.status.trip = OVER_PRESSURE
    memory.check(80)
    assert told.calls == [(MEMORY, 0, 0, 0, now_ms) for now_ms in (77, 78, 79)]
