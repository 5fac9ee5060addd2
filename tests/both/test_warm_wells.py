"""Wells too warm to be heated: by the room, by what warmed them before. SAF-077."""

from sim.rig import Rig

from .device import PAIRS, evening, waited

MOST_C = {"standard": 35.0, "gentle": 28.0}


def refused(rig):
    return rig.device.commands.report()["heat_refused"]


def heated_j(rig):
    return sum(well.heater_j for well in rig.plant.wells)


def test_a_well_that_is_warm_at_rest_gets_no_heat_and_says_so():
    """SAF-077: massage goes on; the room's degree counts, not the session's."""
    for stage, _ in PAIRS:
        for over_c, heats in ((-1.0, True), (1.0, False)):
            rig = evening(stage, plant={"ambient_c": MOST_C[stage] + over_c})
            rig.run(60)
            assert (heated_j(rig) > 0.0) == heats, (stage, over_c)
            assert (refused(rig) == "") == heats, refused(rig)
            assert rig.state == "running" and rig.trip == ""
            assert heats or "too warm" in refused(rig)


def test_heat_comes_back_once_the_well_has_cooled_and_what_a_session_warmed_counts_too():
    """SAF-077: a pad on which heat was had is no resting well before it is cool again."""
    rig = evening("standard", plant={"ambient_c": 31.0})
    rig.run(400)
    rig.press("start")
    rig.feet("none")
    rig.run(60)
    assert rig.device.governor.status.session_ms > 0 and "too warm" not in refused(rig)
    waited(rig)
    rig.run(60)
    assert max(well.pad_c for well in rig.plant.wells) > 36.0
    assert "too warm" in refused(rig)
    while max(well.pad_c for well in rig.plant.wells) > 34.0:
        rig.run(30)
    waited(rig)
    rig.run(5)
    assert refused(rig) == ""


def test_feet_taken_out_for_a_moment_in_a_hot_session_cost_no_heat():
    """A pause is no rest: what the session itself warmed does not end its heat."""
    rig = evening("gentle", plant={"ambient_c": 22.0})
    rig.run(400)
    rig.feet("none")
    rig.run(20)
    rig.feet("both")
    rig.run(5)
    if rig.state != "running":
        rig.press("start")
    rig.run(60)
    assert rig.state == "running" and refused(rig) == ""
    before_j = heated_j(rig)
    rig.run(60)
    assert heated_j(rig) > before_j


def test_pads_that_something_else_warmed_get_no_more_heat():
    """The sun, a hot-water bottle, heat that nobody noticed."""
    rig = Rig(stage="gentle", profile="neuropathy", plant={"ambient_c": 22.0})
    rig.run(5)
    for well in rig.plant.wells:
        well.pad_c = 31.0
    rig.run(60)
    rig.start_session(3)
    before_j = heated_j(rig)
    rig.run(60)
    assert heated_j(rig) == before_j and "too warm" in refused(rig)
