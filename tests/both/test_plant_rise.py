"""How fast a heater can lift a pad at all: why no trip waits for a rise that is too fast.

Control keeps 6 (neuropathy: 3) °C a minute. On `gentle` a trip at 4 could see a foot only.
"""

from sim.plant.foot import THERMAL_S
from sim.plant.pad import Well
from sim.rig import read_json
from tests.both.plant_bench import setup

WINDOW_S = 15
FROM_C = 34.0
HOTTEST = {"ambient_c": 35.0, "contact_w_m2k": 40.0, "contact_area_m2": 0.012, "perfusion": 0.0,
           "covered": True}  # fmt: skip


def fastest_c_min(name, inside, **plant):
    """The steepest 15 s of a pad above 34 °C, up to 50, all watts from a minute at rest on."""
    stage = read_json("boards/stages/" + name + ".json")
    most_w = stage["heater_max_mw"] / 1000.0  # V_max² over R_min, at a gate that is stuck
    well = Well(stage, setup(**dict(HOTTEST, **plant)))
    if inside:
        well.foot.place(1)
    for _ in range(int(60 / THERMAL_S)):
        well.step(0.0)
    window = int(WINDOW_S / THERMAL_S)
    past = []
    most = 0.0
    while well.pad_c < 50.0 and len(past) < 1_200 / THERMAL_S:
        well.step(most_w * THERMAL_S)
        past.append(well.pad_c)
        if len(past) > window and past[-1 - window] >= FROM_C:
            most = max(most, (past[-1] - past[-1 - window]) * 60 / WINDOW_S)
    return most


def test_no_heater_of_gentle_lifts_a_pad_by_four_degrees_a_minute():
    for inside in (0, 1):
        for contact in (40.0, 200.0):
            for area in (0.012, 0.02):
                got = fastest_c_min("gentle", inside, contact_w_m2k=contact, contact_area_m2=area)
                assert got < 3.1, (inside, contact, area, got)
    assert fastest_c_min("gentle", 1) > 2.5  # it was measured at all


def test_on_standard_it_could_and_the_cap_is_what_bounds_it():
    assert 13.0 < fastest_c_min("standard", 1) < 15.0
