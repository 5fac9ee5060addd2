"""Faults of temperature sensors by their amounts, and what the hardware latch makes of its own."""

from math import exp

from .fault_bench import TICK_US, evening, fault, play, twin

CHANNELS = ("adc0_1_code", "adc1_1_code", "adc0_4_code")  # left: a, b, latch


def code(celsius):
    """By the Beta equation: 10 k at 25 degrees, 3950, 10 k to ground, 12 bit."""
    ohm = 10_000.0 * exp(3950.0 / (celsius + 273.15) - 3950.0 / 298.15)
    return 4096.0 * 10_000.0 / (ohm + 10_000.0)


def near(got, wanted, within):
    assert abs(got - wanted) <= within, (got, wanted)


def test_an_offset_is_so_many_degrees_as_read():
    for value in (-8.0, 5.0):
        frames, _, _ = play("idle", [("ntc_offset", "left.a", value)], 1)
        near(frames[0]["adc0_1_code"], code(23.0 + value), 1.0)


def test_drift_begins_at_nothing_and_goes_by_the_minute():
    frames, twins, _ = play("idle", [("ntc_drift", "left", -0.5)], 6_001)
    assert frames[0]["adc0_1_code"] == twins[0]["adc0_1_code"]
    near(frames[3_000]["adc0_1_code"], code(22.5), 1.0)
    near(frames[6_000]["adc1_1_code"], code(22.0), 1.0)


def test_a_frozen_sensor_keeps_its_temperature_and_its_noise():
    frames, twins, world = play("hot", [("ntc_frozen", "left.b", None)], 100)
    assert {frame["adc1_1_code"] for frame in frames} == {frames[0]["adc1_1_code"]}
    assert twins[99]["adc1_1_code"] > twins[0]["adc1_1_code"] + 10
    line = world.wiring.senses.lines[1]
    assert len({line.sample() for _ in range(50)}) > 3


def test_a_detached_sensor_follows_the_air_beside_it_with_the_lag_of_its_bead():
    world = evening("hot", [fault("ntc_detached", "left.latch", None, 2_510_000)])
    reads = []

    def look(world):
        if not world.plant.time_us % 100_000 and world.chip.now_us > 2_510_000:
            reads.append((world.wiring.senses.codes[0][4], world.plant.wells[0].air_c))

    world.run(2_500_000)
    celsius = world.plant.ntc_c[0][2]
    world.on_tick = look
    world.run(62_500_000)
    assert reads[0][0] - code(reads[0][1]) > 150
    for number in range(len(reads)):
        celsius += (reads[number][1] - celsius) * 0.1 / 12.0
        near(reads[number][0], code(celsius), 3.0)
    assert world.plant.ntc_c[0][2] > celsius + 3.0  # where it used to be


def test_noise_has_its_rms_and_every_sensor_and_seed_has_its_own():
    seen = {}
    for seed in (1, 2):
        world = evening("idle", seed=seed)
        world.run(3_000_000)
        world.agenda.plan(fault("ntc_noise", "left", 2.0, 3_010_000))
        reads = []

        def look(world, reads=reads):
            if world.chip.now_us > 3_010_000:
                codes = world.wiring.senses.codes
                reads.append((codes[0][1], codes[1][1]))

        world.on_tick = look
        world.run(3_010_000 + 1_024 * TICK_US)
        a = [pair[0] for pair in reads[:1_024]]
        mean = sum(a) / 1_024
        per_degree = code(23.5) - code(22.5)
        near((sum([(x - mean) ** 2 for x in a]) / 1_024) ** 0.5 / per_degree, 2.0, 0.2)
        near(mean, code(23.0), 0.25 * per_degree)
        assert sum([pair[0] == pair[1] for pair in reads]) < 200
        seen[seed] = a
    assert seen[1] != seen[2]


def test_swapped_wires_carry_the_other_sensors_temperature():
    before = twin("hot", 1)[0]
    for where, pairs in (
        ("left", (("adc0_1_code", "adc1_1_code"), ("adc1_1_code", "adc0_1_code"))),
        ("feet", (("adc0_1_code", "adc0_2_code"), ("adc1_4_code", "adc0_4_code"))),
    ):
        frames, _, _ = play("hot", [("ntc_swapped", where, None)], 1)
        for got, wanted in pairs:
            assert frames[0][got] == before[wanted]


def test_the_latch_takes_its_own_broken_wire_for_heat_and_no_other():
    for name in ("ntc_open", "ntc_short"):
        for where, opens in (("left.latch", 1), ("right.all", 1), ("left", 0), ("right.b", 0)):
            frames, _, _ = play("idle", [(name, where, None)], 12)
            assert frames[11]["latch_open"] == opens, (name, where)


def test_the_latch_believes_its_own_sensor_and_no_swapped_wire():
    for faults, opens in (
        ([], 1),
        ([("ntc_offset", "left.latch", -8.0)], 0),
        ([("ntc_offset", "left", -8.0)], 1),
        ([("ntc_frozen", "left.latch", None)], 0),
        ([("ntc_noise", "left.latch", 20.0)], 1),
        ([("ntc_swapped", "feet", None)], 1),
        ([("ntc_swapped", "feet", None), ("ntc_offset", "left.latch", -8.0)], 0),
    ):
        world = evening("idle")
        world.run(3_000_000)
        for name, where, value in faults:
            world.agenda.plan(fault(name, where, value, 3_000_001))
        world.run(3_200_000)
        world.plant.wells[0].pad_c = world.plant.wells[0].beads_c[2] = 48.0
        world.run(3_500_000)
        assert world.plant.latch_open == opens, faults


def test_a_whole_sensor_reads_true_again_when_its_fault_is_over():
    for name in ("open", "short", "frozen", "drift", "offset", "detached", "noise"):
        frames, twins, _ = play("hot", [("ntc_" + name, "left.b", None, 0, 0.02)], 100)
        for number in range(1, 100):
            for channel in CHANNELS:
                assert frames[number][channel] == twins[number][channel], (name, number)
