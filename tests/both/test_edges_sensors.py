"""Edges of ground: what a burst may do, and the number a trip says. SAF-044."""

from firmware.image import FootInputs
from firmware.safety.ground import Ground
from firmware.safety.trips import GROUND_FAULT, PLACE_A

from .checks_bench import LIMITS
from .firmware_bench import Recorder


def ground(code16):
    inputs, latch = FootInputs(), Recorder()
    inputs.a_code16 = inputs.b_code16 = inputs.latch_code16 = code16
    return Ground(0, inputs, LIMITS[0], latch), inputs, latch


def test_sparks_that_push_a_reading_up_and_down_in_turn_are_no_ground_fault():
    one, inputs, latch = ground(32_768)
    for second in range(200):
        inputs.a_pulse_code = 2_048 + (200 if second & 1 else -200)
        one.check(second)
    assert latch.calls == []


def test_a_shift_is_measured_towards_where_the_pulse_reads():
    for code in (2_600, 2_520):
        one, inputs, latch = ground(40_960)  # the scale bends there
        inputs.a_pulse_code = code
        for second in range(60):
            one.check(second)
            if latch.calls:
                break
        up = code * 16 > 40_960
        assert latch.calls[0][:2] == (GROUND_FAULT, PLACE_A)
        shift = abs(one.shift16[0] >> 5)
        per_2048 = 40_298 - 36_957 if up else 36_957 - 33_792
        assert abs(latch.calls[0][2] - shift * per_2048 // 2_048) <= 1
