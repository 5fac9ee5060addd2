"""Live limits against their inverted copies, and the march over a block. SAF-076 HAZ-097."""

from firmware.image import Inputs
from firmware.safety.governor import Governor
from firmware.safety.limit_rows import ROWS
from firmware.safety.limits import NEUROPATHY, STANDARD, Limits
from firmware.safety.memory import BLOCK, MASK, NAMES, march
from firmware.safety.trips import MEMORY, OVER_PRESSURE
from sim.rig import read_json

from .device import PAIRS, evening
from .firmware_bench import PROFILES, Bench, resting

ROUND = 50
MOVING = ("most", "closed_ms", "stale", "full_mw")  # begin at a limit, and are none


def entries(bench):
    memory = bench.governor.memory
    return list(zip(memory.holders, memory.names))


def test_every_flipped_limit_is_told_within_five_seconds():
    """SAF-076: of the profile, and each copy that a check took; the lowest bit and a high one."""
    for profile in PROFILES:
        bench = Bench(profile)
        bench.tick(60)
        memory = bench.governor.memory
        for holder, name in entries(bench):
            for bit in (0, 29):
                right = getattr(holder, name)
                bench.status.trip = 0
                setattr(holder, name, right ^ 1 << bit)
                for _ in range(5 * 5):
                    memory.check(bench.inputs.now_ms)
                assert bench.trip == MEMORY, (name, bit)
                assert bench.status.trip_limit == right
                assert bench.status.trip_value == right ^ 1 << bit
                setattr(holder, name, right)
        bench.status.trip = 0
        for _ in range(50):
            memory.check(bench.inputs.now_ms)
        assert bench.trip == 0


def test_a_flipped_copy_is_told_too_and_a_step_of_the_slew():
    bench = Bench()
    memory = bench.governor.memory
    for spoilt in (memory.copies, memory.steps, memory.step_copies):
        for i in (0, len(spoilt) - 1):
            bench.status.trip = 0
            spoilt[i] ^= 8
            for _ in range(26):
                memory.check(0)
            assert bench.trip == MEMORY
            spoilt[i] ^= 8


def test_in_the_governors_round_a_flip_ends_everything_in_five_seconds_and_stays():
    bench = Bench().running()
    bench.governor.left.latch_code16 ^= 1 << 13
    bench.tick(5 * ROUND + 1)
    assert bench.trip == MEMORY and resting(bench.out)
    bench.want.acknowledge = bench.status.trips
    bench.tick(1_000)
    assert bench.trip == MEMORY


def test_no_tick_compares_more_than_a_handful():
    bench = Bench()
    memory = bench.governor.memory
    assert memory.batch <= 9 and memory.batch * 25 >= len(memory.names)
    slots = [check for check in bench.governor.rounds.table if check == memory.check]
    assert len(slots) == 5


GOVERNORS = ("fast_late_ms", "slow_beat_ms")  # it has no slots


def test_every_name_is_a_limit_of_some_check_and_every_limit_has_its_copy():
    """What a check keeps and what differs between the profiles is a limit, or made from one."""
    bench = Bench()
    used = {name for _, name in entries(bench)}
    assert not [name for name in NAMES if name not in used]
    governors = []
    for profile, stage in ((STANDARD, "standard"), (NEUROPATHY, "gentle")):
        described = read_json("boards/stages/%s.json" % stage)
        governors.append(Governor(Limits(profile), described, Inputs(), 0))
    one, other = [governor.memory for governor in governors]
    assert one.names == other.names
    seen = []
    for holder, twin in zip(one.holders, other.holders):
        if holder in seen or isinstance(holder, Limits):
            continue
        seen.append(holder)
        for name in getattr(type(holder), "__slots__", GOVERNORS):
            value, second = getattr(holder, name, None), getattr(twin, name, None)
            if isinstance(value, int) and value != second and name not in MOVING:
                assert name in NAMES, (type(holder), name)


def test_copies_are_small_numbers_everywhere():
    for profile in PROFILES:
        bench = Bench(profile)
        for holder, name in entries(bench):
            value = getattr(holder, name)
            assert 0 <= value <= MASK, (name, value)


def test_a_device_that_lives_compares_nothing_wrong():
    for stage, _ in PAIRS:
        rig = evening(stage)
        rig.run(30)
        assert rig.trip == ""


def test_every_check_of_heat_that_has_a_limit_is_looked_at():
    bench = Bench()
    heat = bench.governor.heat
    held = [id(holder) for holder in bench.governor.memory.holders]
    for checks in (heat.rests, heat.evidence, heat.holding, heat.twins, heat.alone):
        for check in checks:
            if [name for name in NAMES if hasattr(check, name)]:
                assert id(check) in held, check
    assert [id(rest) in held for rest in heat.rests] == [True, True]


def test_limits_are_compared_in_the_order_of_their_tables_on_every_interpreter():
    """A dict has another order on MicroPython: what a flip is told by would be another trace."""
    memory = Bench().governor.memory
    count = len(ROWS)
    assert memory.names[:count] == [row[1] for row in ROWS]
    for i in range(count, len(memory.names) - 1):
        if memory.holders[i] is memory.holders[i + 1]:
            assert NAMES.index(memory.names[i]) < NAMES.index(memory.names[i + 1])


def test_a_march_that_failed_stands_after_every_acknowledgement():
    """An older cause is told first, and can be ended; this one cannot."""
    bench = Bench()
    bench.governor.latch.trip(OVER_PRESSURE, 0, 1, 2, bench.inputs.now_ms)
    bench.governor.memory.fail(bench.inputs.now_ms)
    bench.tick(130)
    assert bench.trip == OVER_PRESSURE
    for trips in (2, 2):
        bench.want.acknowledge = bench.status.trips
        bench.tick(130)
        assert (bench.trip, bench.status.trips) == (MEMORY, trips)
        assert (bench.status.trip_value, bench.status.trip_limit) == (0, 0)


# --- the march -----------------------------------------------------------------------------------


class Block:
    """Bytes of which one has a fault."""

    def __init__(self, stuck=0, at=3, size=8, value=0):
        self.bytes = [0] * size
        self.at, self.stuck, self.value = at, stuck, value

    def __len__(self):
        return len(self.bytes)

    def __getitem__(self, i):
        return self.bytes[i]

    def __setitem__(self, i, value):
        self.bytes[i] = value
        if i == self.at:
            self.spoil(value)

    def spoil(self, value):
        self.bytes[self.at] = value & ~self.stuck | self.stuck & self.value


class Coupled(Block):
    """Writing one byte writes its neighbour too."""

    def __init__(self, towards):
        Block.__init__(self)
        self.towards = towards

    def spoil(self, value):
        self.bytes[self.at + self.towards] ^= 1


def test_a_good_block_passes_and_is_left_zero():
    block = bytearray(BLOCK)
    block[7] = 9
    assert march(block) and block == bytearray(BLOCK)
    assert march(Block())


def test_a_stuck_bit_fails_whichever_it_is():
    for bit in range(8):
        for at in (0, 3, 7):
            for value in (0, 255):
                assert not march(Block(1 << bit, at, 8, value)), (bit, at, value)


def test_a_byte_that_moves_its_neighbour_fails_on_either_side():
    assert not march(Coupled(1))
    assert not march(Coupled(-1))


class Fading(Block):
    """One of the five writes of a byte does not last."""

    def __init__(self, write, at):
        Block.__init__(self, at=at)
        self.left = write

    def spoil(self, value):
        self.left -= 1
        if self.left == 0:
            self.bytes[self.at] = value ^ 1


def test_each_write_is_looked_at_the_last_one_too():
    for at in range(8):
        for write in range(1, 6):
            assert not march(Fading(write, at)), (at, write)
        assert march(Fading(6, at))
