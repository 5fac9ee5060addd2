"""What a scenario may draw with nothing broken: parts within tolerance, feet, room, supply."""

from sim import Rig
from sim.senses import parts


def adc(rig):
    """All twelve codes of the NTCs."""
    senses = rig.world.wiring.senses
    return [codes[place] for foot in senses.bead_places for codes, place in foot]


def test_sensors_within_tolerance_read_up_to_their_percent_apart_and_none_reads_as_nominal_parts():
    nominal = adc(Rig(plant={"ambient_c": 23.0}))
    assert max(nominal) == min(nominal)
    seen = []
    for seed in range(1, 9):
        codes = adc(Rig(seed=seed, plant={"ambient_c": 23.0, "ntc_percent": 1.0}))
        seen += [code - nominal[0] for code in codes]
        assert codes == adc(Rig(seed=seed, plant={"ambient_c": 23.0, "ntc_percent": 1.0}))
    # R25 and divider 1 % each move a code of 1950 by 20 together; B next to nothing at 23 degrees
    assert -22 <= min(seen) <= -15 and 15 <= max(seen) <= 22, (min(seen), max(seen))


def test_half_of_the_parts_sit_at_an_end_of_their_tolerance():
    ends = total = 0
    for seed in range(64):
        noise = [(seed * 7919 + i * i * 31) % 7 - 3 for i in range(1024)]
        for three in parts(noise, 2.0):
            for factor in three:
                assert 0.98 <= factor <= 1.02
                ends += 1 if abs(factor - 1.0) > 0.0199999 else 0
                total += 1
    assert 0.35 < ends / total < 0.65, ends / total


def test_a_sole_from_a_bath_is_so_much_warmer_and_cools():
    usual, bath = Rig(), Rig(plant={"feet_warmer_c": 4.0})
    over = bath.plant.skin_c[0] - usual.plant.skin_c[0]
    assert 3.8 < over < 4.0
    usual.run(300)
    bath.run(300)
    assert 0.2 < bath.plant.skin_c[0] - usual.plant.skin_c[0] < 0.8 * over


def test_a_foot_that_shifts_a_door_and_another_supply_move_what_they_should():
    rig = Rig(plant={"feet": "both"})
    foot = rig.plant.wells[1].foot
    before = foot._film_w_k
    rig.after(0, {"do": "contact_w_m2k", "where": "right", "value": 120.0})
    rig.after(0, {"do": "room_warmer_c", "where": None, "value": -3.0})
    rig.after(0, {"do": "supply_v", "where": None, "value": 11.0})
    rig.run(1)
    assert abs(foot._film_w_k - 3.0 * before) < 1e-9
    assert rig.plant.wells[0].foot._film_w_k == before
    assert [well.ambient_c for well in rig.plant.wells] == [20.0, 20.0]
    assert rig.plant.drive.supply_v == 11.0
    rig.fault("supply_over")
    rig.run(1)
    rig.after(0, {"do": "supply_v", "where": None, "value": 12.5})
    rig.run(1)
    assert rig.plant.drive.supply_v == 16.0  # the fault wins


def test_a_number_of_a_part_is_the_plants_and_only_of_this_plant():
    assert Rig(plant={"roller_foot_a": 0.5}).plant.rollers[0]._foot_a == 0.5
    assert Rig().plant.rollers[0]._foot_a == 0.25
