"""What the simulator keeps because it seems unchanged leaves the trace as if it were made anew.

`World.look_anew` before every tick is the plain run: motors stepped, PWM and switches looked at,
every field packed. Runs on CPython and on MicroPython.
"""

from sim.world import World
from tests.both.fault_bench import evening, fault
from tests.both.plant_bench import bare


def hash_of(kind, faults, until_s, plain, board="rpi_pico"):
    world = evening(kind, faults, board)
    world.end_us = until_s * 1_000_000
    if plain:
        world.on_tick = World.look_anew
    world.run(world.end_us)
    return world.trace.sha256()


def same(kind, faults, until_s, board="rpi_pico"):
    assert hash_of(kind, faults, until_s, 0, board) == hash_of(kind, faults, until_s, 1, board)


def test_rollers_that_run_steadily_are_left_alone_and_turn_on():
    world = evening("massage")
    left_alone = [0]

    def look(world):
        if not world.plant.stirred and world.plant.roller_rpm[0]:
            left_alone[0] += 1

    world.on_tick = look
    world.run(15_000_000)
    assert left_alone[0] > 200


def test_a_quiet_machine_that_breaks_has_the_plain_runs_trace():
    broken = (
        fault("heater_stuck_on", "left", None, 4_010_000),
        fault("rail_stuck_on", None, None, 5_007_000, 9_000_000),
        fault("pump_stuck_on", None, None, 6_000_000, 2_000_000),
        fault("valve_stuck_on", "right", None, 6_500_000, 3_000_000),
        fault("heater_leak", "right", 300.0, 7_003_000, 4_000_000),
        fault("roller_jam", "left", None, 7_500_000, 1_000_000),
    )
    for board in ("rpi_pico", "esp32_devkit"):
        same("idle", broken, 18, board)


def test_motors_that_break_while_they_run_steadily_have_the_plain_runs_trace():
    broken = (
        fault("roller_jam", "left", None, 9_010_000, 140_000),
        fault("supply_sag", None, 10.5, 10_003_000, 2_000_000),
        fault("roller_open", "right", None, 13_000_000, 700_000),
        fault("supply_over", None, 15.0, 14_500_000, 500_000),
        fault("bit_flip", "roller_right", 8.0, 15_507_000, 1_000_000),
    )
    same("massage", broken, 18)
    same("massage", broken, 18, "esp32_devkit")


def test_feet_that_come_and_go_while_rollers_run_have_the_plain_runs_trace():
    moves = [{"t_us": t_s * 1_000_000, "do": "feet", "feet": feet} for t_s, feet in (
        (9, "left"), (11, "both"), (13, "right"), (14, "none"), (17, "both"))]  # fmt: skip
    same("warm", moves, 20)


def test_air_that_leaks_and_a_restart_have_the_plain_runs_trace():
    broken = (
        fault("hose_leak", "left", 0.8, 13_003_000, 3_000_000),
        fault("pump_stuck_on", None, None, 15_000_000, 600_000),
        fault("soft_reset", None, None, 19_007_000),
        fault("brownout", None, 60.0, 24_000_000),
    )
    same("air", broken, 28)


def test_vibration_that_breaks_and_heals_has_the_plain_runs_trace():
    same("shaken", (fault("vibration_open", None, None, 75_010_000, 2_000_000),), 80)


def truths(made):
    return made.roller_rpm + [made.roller_a, made.vibration_rpm, made.roller_peak_ma]


def squeeze(made):
    made.air.still = False
    made.air.amount_ml[0] = 230.0


def squeeze_right(made):
    made.air.still = False
    made.air.amount_ml[1] = 230.0


def put(name, index, value):
    """A change of one number that motors depend on."""

    def change(made):
        holder = getattr(made, name) if name != "drive" else made.drive.roller_permille
        holder[index] = value

    return change


def volts(made):
    made.drive.supply_v = 9.0


def shake(made):
    made.drive.vibration_permille = 300


def no_shaking(made):
    made.vibration_open = 1


CHANGES = (volts, shake, no_shaking, squeeze, squeeze_right)
CHANGES += tuple([put("drive", i, 250) for i in (0, 1)])
CHANGES += tuple([put(name, i, 1) for name in ("roller_jam", "roller_open") for i in (0, 1)])
CHANGES += tuple([put("feet", i, 0) for i in (0, 1)])


def test_steady_motors_answer_to_everything_that_moves_them():
    for change in CHANGES:
        pair = (bare(), bare())
        seen = []
        for made in pair:
            made.set_feet("both")
            drive = made.drive
            drive.rail_us = 20_000
            drive.roller_permille[0] = drive.roller_permille[1] = 600
            drive.vibration_permille = 500
            for _ in range(500):
                made.step()
            before = truths(made)
            change(made)
            rows = []
            for _ in range(100):
                if made is pair[1]:
                    made.wake()
                made.step()
                rows.append(truths(made))
            seen.append(rows)
            assert rows[-1] != before
        assert seen[0] == seen[1]
