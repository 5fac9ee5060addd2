"""Feet in and out: the same feet come back, and only a foot in the well feels the pad."""

from tests.both.lengths import whole
from tests.both.plant_bench import bare, heat, near, plant, run


def test_each_word_places_its_feet():
    made = plant(feet="none")
    for feet, inside in (("both", [1, 1]), ("left", [1, 0]), ("right", [0, 1]), ("none", [0, 0])):
        made.set_feet(feet)
        assert made.feet == inside


def test_a_foot_in_the_well_warms_and_the_other_stays_at_rest():
    made = bare(feet="left")
    rest_c = made.skin_c[1]
    heat(made, 9000, 9000)
    run(made, 600)
    assert made.skin_c[0] > rest_c + 2.0
    near(made.skin_c[1], rest_c, 1e-6)
    assert made.pad_c[1] > made.pad_c[0]


def test_a_foot_keeps_its_heat_when_it_leaves_and_comes_back():
    made = bare()
    rest_c = made.skin_c[0]
    heat(made, 9000, 9000)
    run(made, 900)
    warm_c = made.wells[0].foot.e2
    made.set_feet("none")
    made.step()
    near(made.wells[0].foot.e2, warm_c, 0.05)
    run(made, 10)
    made.set_feet("both")
    made.step()
    assert made.wells[0].foot.e2 > rest_c + 1.0
    made.set_feet("none")
    heat(made, 0, 0)
    if whole():
        run(made, 7200)
        near(made.skin_c[0], rest_c, 0.01)


def test_skin_meets_the_pad_at_once():
    made = bare(feet="none", contact_w_m2k=200.0)
    heat(made, 12000, 12000)
    run(made, 600, lambda now: now.pad_c[0] >= 41.0)
    bare_c = made.skin_c[0]
    made.set_feet("both")
    run(made, 0.1)
    assert made.skin_c[0] > bare_c + 1.5


def test_a_pad_without_a_foot_heats_faster():
    empty = bare(feet="none", ambient_c=30.0)
    used = bare(ambient_c=30.0)
    for made in (empty, used):
        heat(made, 20000, 20000)
        run(made, 200)
    assert empty.pad_c[0] > used.pad_c[0] + 1.0


def test_a_foot_moved_on_the_pad_feels_it_more_or_less():
    made = bare()
    heat(made, 9000, 9000)
    run(made, 600)
    loose_c = made.skin_c[0]
    made.wells[0].foot.touch(200.0)
    run(made, 0.2)
    assert made.skin_c[0] > loose_c + 0.3


def test_no_blood_means_warmer_skin_and_a_cover_a_warmer_pad():
    normal = bare()
    occluded = bare(perfusion=0.0)
    covered = bare(covered=True)
    for made in (normal, occluded, covered):
        heat(made, 16000, 16000)
        run(made, 1500)
    assert occluded.skin_c[0] > normal.skin_c[0] + 1.0
    assert covered.pad_c[0] > normal.pad_c[0] + 1.0
    assert covered.well_air_c > normal.well_air_c > 23.0


def test_blood_flow_rises_slowly_with_skin_temperature():
    made = bare()
    heat(made, 20000, 20000)
    foot = made.wells[0].foot
    assert foot.dilation == 1.0
    run(made, 120)
    early = foot.dilation
    run(made, 1500)
    assert 1.0 <= early < 4.0 < foot.dilation <= 10.0


def test_peaks_are_kept():
    made = bare(feet="both")
    heat(made, 20000, 0)
    run(made, 300)
    skin_c, pad_c = made.skin_c[0], made.pad_c[0]
    heat(made, 0, 0)
    run(made, 600)
    assert made.peak_pad_c[0] >= pad_c > made.pad_c[0]
    assert made.peak_skin_c[0] >= skin_c > made.skin_c[0]
