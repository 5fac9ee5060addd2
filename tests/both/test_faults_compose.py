"""Faults together: in any order, on one part, at every place, and without a trace afterwards."""

from sim.faults import CUTS, FAULTS, begin, end, make
from sim.rig import Rig

from .fault_bench import play, twin

BEAD = (
    ("ntc_swapped", "left", None),
    ("ntc_offset", "left.a", 3.0),
    ("ntc_drift", "left", -60.0),
    ("ntc_noise", "left.all", 1.0),
)


def orders(items):
    """Every order of them."""
    if not items:
        return [()]
    return [
        (items[i],) + rest
        for i in range(len(items))
        for rest in orders(items[:i] + items[i + 1 :])
    ]


def test_faults_of_one_bead_read_the_same_in_whatever_order_they_came():
    films = []
    for order in orders(BEAD):
        frames, _, _ = play("hot", list(order), 8)
        films.append(frames)
    assert len(films) == 24
    for frames in films:
        assert frames == films[0]
    assert films[0][0]["adc0_1_code"] != twin("hot", 1)[0]["adc0_1_code"]


def test_faults_of_one_bead_end_in_any_order_and_leave_nothing():
    twins = twin("hot", 30)
    for order in orders(BEAD)[::5]:
        timed = [order[i] + (0, 0.1 * (i + 1)) for i in range(4)]
        frames, _, world = play("hot", timed, 30)
        for number in range(21, 30):
            for channel in ("adc0_1_code", "adc1_1_code", "adc0_4_code"):
                assert frames[number][channel] == twins[number][channel], (order, number)
        assert world.faults == [] and world.each_tick == []


def test_the_later_ones_of_the_chain_hide_the_earlier_ones():
    frames, _, _ = play("hot", [("ntc_open", "left.a", None)] + list(BEAD), 2)
    assert frames[0]["adc0_1_code"] == 8
    stuck = [("adc_stuck", "left.a", 3000), ("ntc_open", "left.a", None)]
    frames, _, _ = play("hot", stuck, 2)
    assert frames[0]["adc0_1_code"] == 3000
    line = stuck + [("adc_stuck", "adc0", 1500)]
    frames, _, _ = play("hot", line, 2)
    assert frames[0]["adc0_1_code"] == 1500


def test_a_frozen_sensor_drifts_and_a_detached_one_can_freeze():
    frozen = [("ntc_frozen", "left.a", None)]
    frames, _, _ = play("hot", frozen + [("ntc_drift", "left.a", -30.0)], 200)
    assert frames[199]["adc0_1_code"] < frames[0]["adc0_1_code"] - 40
    loose = [("ntc_detached", "left.a", None), ("ntc_frozen", "left.a", None, 2.0, None)]
    frames, _, _ = play("hot", loose, 300)
    assert frames[99]["adc0_1_code"] < frames[0]["adc0_1_code"]
    assert len({frame["adc0_1_code"] for frame in frames[105:]}) == 1


def residue(world):
    """Everything a fault may leave behind, as plain data."""
    plant, wiring, chip = world.plant, world.wiring, world.chip
    senses, agenda = wiring.senses, world.agenda
    lines = [
        (senses.lines[i].codes is senses.codes[i], senses.lines[i].s0, senses.lines[i].s1)
        for i in (0, 1)
    ]
    return {
        "faults": [active.fault.name for active in world.faults],
        "each_tick": len(world.each_tick),
        "beads": [[bead is None for bead in pair] for pair in senses.beads],
        "senses": [senses.air, senses.skewed, list(senses.foot_seen), list(senses.stuck)],
        "codes": [senses.stop_level, list(senses.codes[0]), list(senses.codes[1])],
        "lines": lines,
        "switches": [list(plant.heater_stuck_on), list(plant.heater_open)],
        "heaters": [list(plant.heater_leak_a), list(plant.heater_scale)],
        "rail": [plant.rail_stuck_on, wiring.keepalive is wiring.edges, wiring.shorted],
        "cut": plant.rail_cut,
        "hardware": [plant.latch.dead, plant.heat_timer.dead, list(plant.latch.sees_c)],
        "valves": [list(plant.valve_stuck), list(plant.hose_blocked)],
        "air": [list(plant.hose_leak_ml_s_kpa), plant.pump_stuck_on, plant.pump_dead],
        "motors": [list(plant.roller_jam), list(plant.roller_open), plant.vibration_open],
        "supply": [wiring.supply_v, plant.drive.supply_v],
        "buttons": dict(agenda.bounces),
        "loops": [world.slow_hung, world.fast_hung, world.fast_throws, world.blocked_until_us],
        "clock": [world.off_beat, chip.ms_us, chip.engines[0].odd_us],
        "limits": vars_of(world.device.governor.limits),
        "asked": list(world.device.buffer.front.level),
    }


def vars_of(limits):
    from firmware.safety.limit_rows import ROWS

    return [getattr(limits, row[1]) for row in ROWS]


def lasting():
    """(name, place) of every fault that lasts, at every legal place."""
    return [
        (name, place)
        for name in FAULTS
        if name not in CUTS and name != "reset_loop"  # its device would be gone
        for place in (FAULTS[name].places or (None,))
    ]


def test_every_fault_at_every_place_begins_and_ends_and_leaves_nothing_behind():
    rig = Rig(stage="standard", profile="standard")
    rig.run(1)
    before = residue(rig.world)
    shown = set()
    for name, place in lasting():
        active = make(name, place)
        begin(rig.world, active)
        during = residue(rig.world)
        assert during["faults"] == [name]
        if len([key for key in before if during[key] != before[key]]) > 1:
            shown.add(name)
        end(rig.world, active)
        assert residue(rig.world) == before, (name, place)
    assert {name for name, _ in lasting()} == shown


def test_all_faults_at_once_can_be_taken_away_in_any_order():
    for stride in (1, -1, 11):
        rig = Rig(stage="standard", profile="standard")
        before = residue(rig.world)
        actives = [make(*each) for each in lasting() if each[0] != "irq_block"]
        for active in actives:
            begin(rig.world, active)
        rig.run(0.3)
        count = len(actives)
        assert len(rig.world.faults) == count and count % 11
        for i in range(count):
            end(rig.world, actives[i * stride % count])
        after = residue(rig.world)
        # pump and rail have been on, and the latch has opened: that is the plant's to keep
        for key in after:
            assert after[key] == before[key] or key in ("codes", "cut"), (key, after[key])


def test_a_fault_that_ended_ends_once():
    rig = Rig()
    active = make("pump_dead")
    begin(rig.world, active)
    end(rig.world, active)
    end(rig.world, active)
    ends = [e for e in rig.world.journal.events if e["event"] == "fault_ends"]
    assert len(ends) == 1
