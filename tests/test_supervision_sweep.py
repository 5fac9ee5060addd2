"""Points between the ends of drift and offset, on CPython alone: the ends run on both
interpreters, and `make faults` sweeps every one.
"""

import pytest

from tests.both.device import CAP_C
from tests.both.supervision_bench import DOSE_MIN, LATCH_C, STAGES, WORST, break_at

POINTS = [("ntc_drift", value) for value in (-0.1, -0.2, -0.5)] + [
    ("ntc_offset", value) for value in (-0.75, -1.0, -1.4, -2.0, -4.0)
]


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize(("fault", "value"), POINTS)
def test_one_lying_sensor_or_both_stay_below_dose_and_latch(stage, fault, value):
    """SAF-030 SAF-031 SAF-033: the worst foot, from early warm-up on."""
    for where in ("left.b", "left"):
        told = break_at(stage, WORST, 30, ((fault, where, value),))
        assert told.skin_c <= LATCH_C[stage], told
        assert told.dose_min < DOSE_MIN[stage], told
        assert told.pad_c <= CAP_C[stage] + 1.1, told
