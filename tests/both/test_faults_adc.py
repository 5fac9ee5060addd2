"""A stuck ADC, stuck select lines, a wrong reference: as the firmware's own reads see them."""

from sim.fake.machine import ADC

from .fault_bench import evening, fault, play

S0, S1, S2 = 18, 19, 20  # the Pico's pins


def reads(world, adc, channel, times=40):
    """Codes by the same door as the firmware's."""
    level = world.chip.level
    kept = [level[pin] for pin in (S0, S1, S2)]
    for bit, pin in enumerate((S0, S1, S2)):
        level[pin] = channel >> bit & 1
    door = ADC(26 + adc)
    codes = [door.read_u16() >> 4 for _ in range(times)]
    for pin, value in zip((S0, S1, S2), kept):
        level[pin] = value
    return codes


def with_faults(*faults):
    """An idle world that has them for some ticks."""
    world = evening("idle", [fault(*each, t_us=3_010_000) for each in faults])
    world.run(3_100_000)
    return world


def test_a_stuck_channel_has_no_noise_and_its_neighbours_have():
    world = with_faults(("adc_stuck", "left.a", 1234))
    assert set(reads(world, 0, 1)) == {1234}
    assert len(set(reads(world, 0, 2))) > 3 and len(set(reads(world, 1, 1))) > 3


def test_without_a_value_a_channel_sticks_at_its_last_code():
    frames, twins, _ = play("hot", [("adc_stuck", "right.latch", None)], 100)
    assert {frame["adc1_4_code"] for frame in frames} == {twins[0]["adc1_4_code"]}
    assert twins[99]["adc1_4_code"] != twins[0]["adc1_4_code"]


def test_a_stuck_line_gives_one_code_on_every_channel():
    world = with_faults(("adc_stuck", "adc1", 77))
    for channel in range(8):
        assert set(reads(world, 1, channel)) == {77}
        assert set(reads(world, 0, channel)) != {77}


def test_a_stuck_line_without_a_value_keeps_what_it_converted_last():
    world = with_faults(("adc_stuck", "adc0", None))
    at_rest = world.wiring.senses.no_heater_code()  # the selects stand at the gates' channel
    assert set(reads(world, 0, 1)) == {at_rest}


def test_a_stuck_select_line_makes_other_channels_answer():
    for bit in (0, 1, 2):
        for level in (0, 1):
            whole = with_faults()
            world = with_faults(("mux_stuck", "s%d" % bit, level))
            for adc in (0, 1):
                for asked in range(8):
                    answers = asked | 1 << bit if level else asked & ~(1 << bit)
                    wanted = whole.wiring.senses.codes[adc][answers]
                    for got in reads(world, adc, asked, 3):
                        assert abs(got - wanted) <= 3, (bit, level, adc, asked)


def test_a_select_pin_still_moves_for_everybody_else_while_its_line_is_stuck():
    world = with_faults(("mux_stuck", "s0", 1))
    moves = set()
    world.on_tick = lambda world: moves.add(world.chip.level[S1])
    world.run(3_300_000)
    assert world.chip.level[S0] == 1 and world.chip.level[S1] == 1  # heaters' channel: 3
    reads(world, 0, 0)
    assert world.chip.level[S0] == 1


def test_a_reference_that_is_too_high_makes_every_code_smaller():
    for factor in (1.1, 0.9, 2.0):
        world = with_faults(("reference_off", None, factor))
        for adc, channel in ((0, 1), (1, 1), (0, 4), (1, 0), (0, 5)):
            wanted = min(4087, world.wiring.senses.codes[adc][channel] / factor)
            assert abs(sum(reads(world, adc, channel, 200)) / 200 - wanted) < 2.0, (
                factor,
                channel,
            )


def test_the_absolute_reference_shows_the_firmware_by_how_much():
    world = with_faults(("reference_off", None, 1.1))
    assert abs(world.device.inputs.reference_mv - 2_500 / 1.1) < 10


def test_adc_faults_apply_select_lines_first_then_stuck_codes_then_the_reference():
    world = with_faults(
        ("reference_off", None, 2.0),
        ("adc_stuck", "left.a", 1000),  # channel 1
        ("mux_stuck", "s1", 0),
        ("reference_off", None, 0.5),
        ("adc_stuck", "adc1", 500),
        ("adc_stuck", "left.a", 2000),
    )
    assert set(reads(world, 0, 3)) == {2000}  # 3 is 1 now, and the later one counts
    assert set(reads(world, 1, 1)) == {500}
    code = world.wiring.senses.codes[0][4]
    assert abs(sum(reads(world, 0, 6, 200)) / 200 - code) < 2.0  # two references cancel


def test_the_adc_is_whole_again_when_its_faults_are_over():
    faults = [("adc_stuck", "left.a", 9, 0, 0.1), ("mux_stuck", "s2", 1, 0, 0.06)]
    faults += [("reference_off", None, 1.3, 0.02, 0.1), ("adc_stuck", "adc1", None, 0, 0.04)]
    frames, twins, world = play("idle", faults, 20)
    for number in range(8, 20):
        for column in frames[number]:
            if "code" in column and column != "trip_code":
                assert frames[number][column] == twins[number][column]
    senses = world.wiring.senses
    assert senses.lines[0].codes is senses.codes[0] and senses.skewed is None


def test_the_fast_scan_reads_a_broken_adc_without_allocating():
    """On MicroPython callbacks run with the heap locked, and an exception in one is a trip."""
    world = with_faults(
        ("adc_stuck", "right.all", None),
        ("adc_stuck", "pressure", 900),
        ("reference_off", None, 0.97),
        ("mux_stuck", "s2", 1),
        ("clock_scale", None, 1.07),
    )
    world.run(6_000_000)
    assert "fast_loop_failed" not in [trip["name"] for trip in world.journal.trips]
    assert world.device.inputs.samples > 150


def bursts(value, begin="massage", ticks=200):
    """(ticks with an error, largest error on a channel that stands still) while brushes spark."""
    frames, twins, _ = play(begin, [("brush_noise", None, value)], ticks)
    errors = [abs(frames[i]["adc1_0_code"] - twins[i]["adc1_0_code"]) for i in range(ticks)]
    return [i for i in range(ticks) if errors[i]], max(errors)


def test_brushes_spark_in_some_ticks_never_in_two_that_follow_each_other():
    ticks, largest = bursts(120.0)
    assert 20 < len(ticks) < 80
    assert min([b - a for a, b in zip(ticks, ticks[1:])]) >= 2
    assert 60 <= largest <= 120


def test_brushes_spark_as_far_as_their_value_says_and_not_at_all_for_nothing():
    for value in (30.0, 600.0):
        _, largest = bursts(value)
        assert value / 2 <= largest <= value
    assert bursts(0.0)[0] == []


def test_brushes_at_rest_do_not_spark():
    frames, twins, _ = play("idle", [("brush_noise", None, 900.0)], 100)
    assert frames == twins


def test_brushes_leave_a_stuck_channel_alone_and_are_over_when_they_are_over():
    faults = [("adc_stuck", "reference", 3000), ("brush_noise", None, 300.0)]
    frames, _, _ = play("massage", faults, 60)
    assert {frame["adc1_0_code"] for frame in frames} == {3000}
    frames, twins, world = play("massage", [("brush_noise", None, 300.0, 0, 0.2)], 40)
    for number in range(14, 40):
        assert frames[number]["adc1_0_code"] == twins[number]["adc1_0_code"]
    assert world.wiring.senses.skewed is None and not world.each_tick


def shifted(world, foot):
    """By how many codes the foot's three sensors are off when read now."""
    senses = world.wiring.senses
    found = []
    for codes, select in senses.bead_places[foot]:
        adc = 0 if codes is senses.codes[0] else 1
        found.append(senses.lines[adc].codes.still(select) - codes[select])
    return found


def test_a_shifted_ground_moves_a_foots_sensors_while_its_heater_has_current_and_no_others():
    world = with_faults(("ground_shift", "left", 25))
    codes, index = world.wiring.senses.heater_places[0]
    assert shifted(world, 0) == [0, 0, 0]
    codes[index] += 100
    assert shifted(world, 0) == [25, 25, 25] and shifted(world, 1) == [0, 0, 0]


def test_shifts_of_one_ground_add_up_and_stay_within_full_scale():
    world = with_faults(("ground_shift", "right", -400), ("ground_shift", "right", 30))
    codes, index = world.wiring.senses.heater_places[1]
    codes[index] += 100
    assert shifted(world, 1) == [-370, -370, -370]
    box, select = world.wiring.senses.bead_places[1][0]
    box[select] = 100
    assert world.wiring.senses.lines[0].codes.still(select) == 8
