"""Feet that are unlike, come from a bath or sit in a room that changes, and an ADC that reads
short: what one fault does then, by the plant. Each was broken once. SAF-045 SAF-070 HAZ-027.
"""

from sim.rig import Rig

from .lengths import some, whole

# The foot least able to cool itself, and the heaters at the end of what their stage declares.
WORST = {
    "contact_area_m2": 0.012, "contact_w_m2k": 200.0, "perfusion": 0.0, "covered": True,
    "supply_v": 13.5, "heater_scale": 1.05,
}  # fmt: skip
# and a body with warm blood and a fat pad that carries no heat away, under thick skin. Thin skin,
# and lighter fat, are worse:
# scenarios/hazards/numb_feet_from_a_bath_with_thin_skin_go_over_41_degrees.toml
TISSUE = {
    "core_c": 37.0, "fat_m": 0.018, "fat_w_mk": 0.16, "covered_loss": 0.5,
    "epidermis_m": 0.0016, "dermis_m": 0.002,
}  # fmt: skip
# A strong right foot beside the worst left one; both WORST but for the left one's bath.
STRONG = {
    "contact_area_m2": 0.02, "contact_w_m2k": 200.0, "perfusion": 1.0, "left_perfusion": 0.0,
    "left_area": 0.6,
}  # fmt: skip
END_S = 930
HEALTHY = {"contact_area_m2": 0.016, "contact_w_m2k": 80.0, "ambient_c": 20.0}


def evening(stage, acts, feet="both", start_s=0.6, feet_s=4.0, **plant):
    """The rig after an evening at level 3. An act is (second, fault, where, value), (second, feet)
    or (second, °C the room is warmer).
    """
    profile = "standard" if stage == "standard" else "neuropathy"
    rig = Rig(stage=stage, profile=profile, plant=plant)
    at = [(start_s + 0.4 * i, {"do": "press", "button": "heat", "hold_ms": 80}) for i in range(3)]
    at.append((start_s + 1.4, {"do": "press", "button": "start", "hold_ms": 80}))
    if stage == "gentle":
        at.append((start_s + 2.4, {"do": "press", "button": "up", "hold_ms": 80}))
    at.append((max(feet_s, start_s + 3), {"do": "feet", "feet": feet}))
    for act in acts:
        if len(act) > 2:
            made = {"do": "fault", "fault": act[1], "where": act[2], "value": act[3]}
            at.append((act[0], dict(made, for_us=None)))
        elif isinstance(act[1], str):
            at.append((act[0], {"do": "feet", "feet": act[1]}))
        else:
            at.append((act[0], {"do": "room_warmer_c", "value": act[1]}))
    for at_s, act in sorted(at, key=lambda each: each[0]):
        rig.after(max(at_s - rig.now_s, 0), act)
    rig.run(END_S - rig.now_s)
    return rig


def drift(at_s, c_min):
    return (at_s, "ntc_drift", "left.all", c_min)


def test_numb_feet_stay_below_41_degrees_whatever_came_in_and_however_their_sensors_lie():
    """42.96 degrees and 2.5 minutes before numb feet were kept from vouching for each other. Not
    whatever their skin: see TISSUE.
    """
    for acts, feet, plant in some(
        (
            ([drift(30, -1.0)], "left", dict(WORST, **TISSUE, pad_j_k=60.0)),
            ([drift(30, -1.0)], "left", WORST),
            ([drift(30, -1.0)], "both", dict(WORST, **TISSUE, pad_j_k=60.0)),
            ([drift(20, -0.5), (30, 3.0)], "both", dict(WORST, **STRONG)),
            ([(60, "ntc_detached", "left.all", None)], "left", dict(WORST, **TISSUE)),
        )
    ):
        # where the feet are unlike the right one comes from the snow
        bath = [-12.0, 17.0] if "left_area" in plant else [5.0, 0.0]
        plant = dict(plant, ambient_c=27.5, feet_warmer_c=bath[0], left_warmer_c=bath[1])
        rig = evening("gentle", acts, feet, **plant)
        assert max(rig.plant.peak_skin_c) < 41.0, (acts, rig.plant.peak_skin_c)
        assert max(rig.plant.cem43_min) < 0.5, (acts, rig.plant.cem43_min)


def test_a_sole_from_a_bath_whose_sensors_come_off_or_drift_is_not_cooked():
    """43.6 and 44.2 degrees, 11.6 and 15.6 minutes, when every sole was taken for one of 31."""
    if not whole():
        return
    bath = {"ambient_c": 30.0, "feet_warmer_c": 5.0}
    for acts, feet, plant in (
        ([drift(85, -1.0)], "left", bath),
        ([(60, "ntc_detached", "left.all", None)], "left", bath),
        # the device comes from the cold, so its wells are no room
        ([(1.5, 20.0), (240, "left"), drift(240, -0.5)], "both", {"ambient_c": 8.0}),
    ):
        rig = evening("standard", acts, feet, **dict(WORST, **plant))
        assert max(rig.plant.peak_skin_c) < 44.0, (acts, rig.plant.peak_skin_c)
        assert max(rig.plant.cem43_min) < 2.5, (acts, rig.plant.cem43_min)


def test_feet_that_go_in_one_by_one_do_not_hide_that_a_well_reads_cold():
    """46.6 degrees and 39 minutes, when heat did not wait for a rest of both. SAF-034."""
    if not whole():
        return
    acts = [
        (0.6, "right"), (0.7, "ntc_offset", "left.all", -8.0), (8, "both"), (9, "left"),
        (75, "both"),
    ]  # fmt: skip
    rig = evening("standard", acts, "both", start_s=78, **dict(WORST, **STRONG, ambient_c=27.0))
    assert rig.plant.wells[0].heater_j == 0.0
    assert max(rig.plant.peak_skin_c) < 41.5


def test_a_reference_just_within_its_limit_cooks_nobody():
    """It makes all six sensors read 2.1 degrees low: 42.5 degrees and 4.6 minutes before the cap
    minded it. SAF-070.
    """
    if not whole():
        return
    for off, room_c in ((1.029, 32.0), (1.029, 23.0), (1.015, 32.0)):
        acts = [(0.6, "reference_off", None, off)]
        rig = evening("standard", acts, **dict(WORST, ambient_c=room_c))
        assert rig.state in ("cooling", "idle") and rig.trip == ""
        assert max(rig.plant.peak_skin_c) < 41.5, (off, rig.plant.peak_skin_c)
        assert max(rig.plant.cem43_min) < 1.0, (off, rig.plant.cem43_min)


def test_a_room_that_warms_around_an_empty_well_is_no_heater():
    """Each tripped as a heater on the wrong foot, or one that nobody asked. SAF-040 SAF-041."""
    if not whole():
        return
    for acts, plant in (
        ([(420, 3.0)], dict(HEALTHY, pad_j_k=60.0)),
        ([(420, 5.0)], HEALTHY),
        ([(300, 6.0)], dict(HEALTHY, pad_j_k=120.0, covered=True)),
        ([(1.5, 18.0)], dict(HEALTHY, ambient_c=10.0)),
        ([(1.5, 18.0)], dict(WORST, ambient_c=10.0)),
        ([(1.5, 13.0)], dict(WORST, ambient_c=15.0)),
    ):
        for stage in ("standard", "gentle"):
            rig = evening(stage, acts, "left", **plant)
            assert rig.trip == "", (stage, acts, plant)


def test_a_foot_that_goes_out_for_four_seconds_again_and_again_hides_no_heater():
    """A third of 12 W past the current sensor, nobody asked for heat: was never told once, and the
    dose of a tissue at its worst end .67 min. HAZ-013 SAF-040.
    """
    for share, most_s in some(((0.33, 420), (0.5, 300), (1.0, 150))):
        rig = Rig(stage="standard", profile="standard", plant=dict(WORST, ambient_c=30.0))
        rig.press("start")
        rig.run(2)
        rig.feet("both")
        rig.run(70 - rig.now_s)
        rig.fault("heater_bypass", "left", share)
        while not rig.trip and rig.now_s < 70 + most_s:
            rig.run(46)
            rig.feet("none")
            rig.run(4)
            rig.feet("both")
        assert rig.trip == "rises_unasked", (share, rig.now_s, rig.trip)
        assert max(rig.plant.peak_skin_c) < 40 and max(rig.plant.cem43_min) < 0.02, share


def test_soles_of_forty_degrees_hold_a_light_pad_at_thirty_eight_and_are_no_heater():
    """What stands behind the 38.3 °C of SAF-041: from 37.8 on a pad had to fall once."""
    plant = {
        "ambient_c": 32.0, "covered": True, "perfusion": 1.0, "core_c": 36.9, "feet_warmer_c": 4.7,
        "dilation_most": 2.3, "dilation_tau_s": 110.0, "contact_w_m2k": 161.0,
        "contact_area_m2": 0.017, "left_perfusion": 0.5, "left_contact": 1.69, "pad_j_k": 61.8,
    }  # fmt: skip
    rig = Rig(stage="standard", profile="standard", plant=plant)
    rig.press("start")
    rig.run(2)
    rig.feet("both")
    hottest_c = 0.0
    for _ in range(100):
        rig.run(3)
        hottest_c = max(hottest_c, *rig.plant.pad_c)
    assert 40.0 < max(rig.plant.peak_skin_c) < 40.5
    assert 38.0 < hottest_c < 38.3, hottest_c
    assert rig.trip == ""
