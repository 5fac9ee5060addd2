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


def test_feet_that_were_in_before_the_plug_get_no_heat_and_are_told_what_to_do():
    """One foot is enough: only empty wells show what their sensors read apart."""
    for feet in ("both", "right"):
        rig = Rig(stage="standard", profile="standard", plant={"feet": feet})
        rig.run(20)
        assert "not seen yet" in refused(rig), feet
        rig.press("heat")
        rig.press("start")
        rig.feet("both")
        rig.run(60)
        assert rig.state == "running" and "not seen yet" in refused(rig)
        cold = [foot for foot in (0, 1) if feet == "both" or foot == 1]
        assert not any([rig.plant.wells[foot].heater_j for foot in cold])
        rig.feet("none")
        rig.run(12)
        assert refused(rig) == "", feet
        rig.feet("both")
        rig.run(60)
        assert min([well.heater_j for well in rig.plant.wells]) > 0 and rig.trip == ""


def test_feet_that_never_left_since_the_last_session_are_told_so_and_empty_wells_are_not():
    rig = evening("standard")
    rig.run(60)
    rig.press("start")
    rig.run(120)
    waited(rig)
    rig.press("heat")
    rig.press("start")
    rig.run(30)
    joules = heated_j(rig)
    rig.run(30)
    assert rig.state == "running" and heated_j(rig) == joules
    assert "not seen yet" in refused(rig)
    rig.feet("none")
    rig.run(1)
    assert "not seen yet" not in refused(rig)
    assert refused(Rig()) == ""


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


def test_feet_that_were_in_at_power_on_teach_no_rest_and_get_no_heat_from_a_warm_well():
    """SAF-077: the first rest that is seen counts, also in a pause of a session."""
    for stage, profile in PAIRS:
        rig = Rig(stage=stage, profile=profile, plant={"ambient_c": MOST_C[stage] + 2.0})
        rig.feet("both")
        rig.run(2)
        assert [rest.learned for rest in rig.device.governor.heat.rests] == [0, 0]
        for _ in range(3):
            rig.press("heat")
        rig.press("start")
        rig.run(1)
        if rig.state == "inspecting":
            rig.feet("none")
            rig.run(0.25)
            rig.press("up")
        for feet, seconds in (("both", 10), ("none", 5), ("both", 5)):
            rig.feet(feet)
            rig.run(seconds)
        assert rig.state in ("running", "paused"), rig.state
        if rig.state == "paused":
            rig.press("start")
        rig.run(60)
        assert heated_j(rig) == 0.0 and "too warm" in refused(rig), (stage, refused(rig))


def test_in_a_cool_room_feet_that_step_out_once_get_their_heat_after_all():
    """Both feet the same: neither learned anything before its well was seen."""
    rig = Rig(stage="standard", profile="standard", plant={"ambient_c": 20.0})
    rig.feet("both")
    rig.run(1)
    for _ in range(3):
        rig.press("heat")
    rig.press("start")
    for feet, seconds in (("none", 5), ("both", 60)):
        rig.feet(feet)
        rig.run(seconds)
    given = [well.heater_j for well in rig.plant.wells]
    assert min(given) > 100.0 and max(given) < 1.2 * min(given), given


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
