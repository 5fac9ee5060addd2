"""The PIO program of `firmware/drivers/burst_rp2.py`, proved on a PIO emulator.

One word is one pulse, exactly as long as `word` was asked for; an empty FIFO is LOW for good.
"""

from collections import deque
from itertools import groupby

import pytest
from pioemu import State, emulate

from sim.fake import PORT_MODULES, chip, import_with

FULL_X = (1 << 14) - 1
FULL_Y = (1 << 16) - 1


@pytest.fixture(scope="module")
def burst():
    """The real driver, imported with the simulator's port modules in place."""
    return import_with(PORT_MODULES, "firmware.drivers.burst_rp2")


def levels(burst, words: list[int], cycles: int) -> list[int]:
    """The pin's level in each of `cycles` state machine cycles, with `words` in the FIFO."""
    program = burst.one_pulse.assemble()
    steps = emulate(
        program["opcodes"],
        stop_when=lambda _, state: state.clock >= cycles,
        initial_state=State(transmit_fifo=deque(words), pin_directions=1),
        shift_osr_right=True,
        side_set_base=0,
        side_set_count=1,
        wrap_target=program["wrap_target"],
        wrap_top=program["wrap_top"],
    )
    return [after.pin_values & 1 for _, after in steps]


def runs(samples: list[int]) -> list[tuple[int, int]]:
    """[(level, how many cycles), ...]"""
    return [(level, len(list(group))) for level, group in groupby(samples)]


def pulse(on: int, off: int) -> int:
    return on | off << 14


def test_the_program_is_six_instructions_encoded_as_the_datasheet_says(burst):
    """pull block / out x, 14 / out y, 16 / jmp !x 5 / jmp x-- 4 side 1 / jmp y-- 5."""
    program = burst.one_pulse.assemble()
    assert program["opcodes"] == [0x80A0, 0x602E, 0x6050, 0x0025, 0x1044, 0x0085]
    assert (program["wrap_target"], program["wrap_top"]) == (0, 5)


def test_an_empty_fifo_is_low_for_good(burst):
    assert runs(levels(burst, [], 5_000)) == [(0, 5_000)]


@pytest.mark.parametrize("on", [1, 2, 3, 5, 99, 100, 899, 1799])
@pytest.mark.parametrize("off", [0, 1, 5])
def test_one_word_is_one_pulse_and_its_loop_runs_once_more_than_it_counts(burst, on, off):
    found = runs(levels(burst, [pulse(on, off)], on + off + 500))
    assert [level for level, _ in found] == [0, 1, 0]
    assert found[0][1] == 4 and found[1][1] == on + 1


def test_after_its_last_word_the_pin_stays_low(burst):
    found = runs(levels(burst, [pulse(10, 3)], 20_000))
    assert found == [(0, 4), (1, 11), (0, 20_000 - 15)]


def test_a_word_of_zero_is_no_pulse(burst):
    for word in (pulse(0, 0), pulse(0, 7)):
        assert runs(levels(burst, [word], 300)) == [(0, 300)]


def test_the_largest_word_ends_low_as_well(burst):
    most = pulse(FULL_X, FULL_Y)
    assert most < 1 << 30, "a small int on every port"
    cycles = 4 + (FULL_X + 1) + (FULL_Y + 1) + 50
    found = runs(levels(burst, [most], cycles))
    assert found == [(0, 4), (1, FULL_X + 1), (0, FULL_Y + 1 + 50)]


def test_two_words_are_two_pulses_with_a_low_between_them(burst):
    """The low of the first word (off + 1 cycles) and the four cycles that fetch the second."""
    found = runs(levels(burst, [pulse(7, 5), pulse(3, 5)], 200))
    assert [item for item in found[:4]] == [(0, 4), (1, 8), (0, 6 + 4), (1, 4)]
    assert found[4][0] == 0 and len(found) == 5


@pytest.mark.parametrize("on_us", [0, 9, 10, 19, 20, 1_000, 1_008, 5_000, 9_000, 17_990, 18_000])
def test_a_pulse_is_as_long_as_it_was_asked_to_be(burst, on_us):
    """In whole units of the state machine, cut down, never up; less than two units is no pulse."""
    word = burst.word(on_us, 50)
    high = sum(levels(burst, [word], on_us // burst.UNIT_US + 200)) * burst.UNIT_US
    assert high == (on_us // burst.UNIT_US * burst.UNIT_US if on_us >= 2 * burst.UNIT_US else 0)


def test_every_level_of_a_heater_gives_a_word_of_the_right_length(burst):
    """The encoding over all 1001 levels, by the arithmetic the emulator proved above."""
    from firmware.drivers.heater_gate import MAX_ON_US, MIN_ON_US, HeaterGate

    asked = []

    class Recorder:
        def fire(self, on_us: int) -> None:
            asked.append(on_us)

    gate = HeaterGate(Recorder())
    for level in range(-5, 1105):
        gate.write(level)
    assert asked and max(asked) == MAX_ON_US and min(asked) >= MIN_ON_US
    for on_us in asked:
        word = burst.word(on_us, 50)
        assert ((word & FULL_X) + 1) * burst.UNIT_US == on_us // burst.UNIT_US * burst.UNIT_US
        assert word < 1 << 30


def test_the_longest_heater_pulse_leaves_a_tenth_of_the_tick_low(burst):
    from firmware.drivers.heater_gate import MAX_ON_US
    from firmware.units import TICK_US

    hardware = import_with(PORT_MODULES, "firmware.drivers.hardware")
    word = burst.word(MAX_ON_US, hardware.PULSE_LOW_US)
    samples = levels(burst, [word, word], TICK_US // burst.UNIT_US * 3)
    assert sum(samples) * burst.UNIT_US == 2 * MAX_ON_US
    assert MAX_ON_US * 10 <= TICK_US * 9
    whole = 4 + (word & FULL_X) + 1 + (word >> 14) + 1
    assert whole * burst.UNIT_US < TICK_US, "the next tick finds the state machine waiting"


@pytest.mark.parametrize("on_us", [0, 10, 20, 1_000, 5_000, 18_000])
def test_the_simulators_state_machine_plays_a_word_as_the_emulator_does(burst, on_us):
    """The simulator computes a pulse and does not run the program: they may not drift apart."""
    cpu = chip.Chip("rp2", 1)
    chip.use(cpu)
    machine = PORT_MODULES["rp2"].StateMachine(
        0, burst.one_pulse, freq=burst.FREQUENCY_HZ, sideset_base=5
    )
    word = burst.word(on_us, 50)
    machine.put(word)
    samples = levels(burst, [word], 3_000)
    engine = cpu.engines[5]
    high_us = sum(samples) * burst.UNIT_US
    assert engine.high_us(0, 30_000) == high_us
    if high_us:
        assert engine.start_us == samples.index(1) * burst.UNIT_US
