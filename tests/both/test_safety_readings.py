"""A ground that a heater's current shifts, as whole evenings."""

from .device import CAP_C
from .lengths import some
from .supervision_bench import STAGES, USUAL, WORST, break_at


def test_current_in_the_ground_of_its_sensors_is_told_on_either_stage():
    """HAZ-044: inside a pulse all three sensors are off by 30 codes, .8 °C, up or down."""
    for stage in some(STAGES):
        for plant, onset_s in some(((WORST, 420), (USUAL, 200))):
            for where, value in some((("left", 30), ("right", -30))):
                told = break_at(stage, plant, onset_s, (("ground_shift", where, value),), 40)
                assert told.name == "ground_fault" and told.after_s <= 30, (stage, where, told)
                assert told.where.startswith(where) and told.pad_c <= CAP_C[stage] + 0.2


def test_a_shift_of_the_ground_too_small_to_count_trips_nothing():
    """HAZ-044: five codes, .13 °C."""
    told = break_at("standard", USUAL, 60, (("ground_shift", "left", 5),), 120)
    assert told.name == "", told
