"""Each fault changes what it says and nothing else: every column of the trace beside a twin
without the fault, up to the tick before the firmware answers.
"""

from sim.faults import FAULTS
from sim.faults.row import NTC, beads, feet

from .fault_bench import changed, changes, play, twin

CHANNEL = {
    (0, 0): "adc0_1_code",
    (0, 1): "adc1_1_code",
    (0, 2): "adc0_4_code",
    (1, 0): "adc0_2_code",
    (1, 1): "adc1_2_code",
    (1, 2): "adc1_4_code",
}
SENSED = {"sensed_left_mc", "sensed_right_mc"}  # what the main loop last took of the sensors
PROGRAM = {"state", "ticks_ms"} | SENSED  # gone with a device that is not there
LEFT_HEAT = {"heater_j", "left_pad_c", "left_skin_c", "left_cem43_min"}
LEFT_AIR = {"adc0_6_code", "manifold_mmhg", "left_pressure_mmhg"}
LEFT_ROLLER = {"adc1_5_code", "left_roller_rpm", "roller_ma"}

# (fault, where, value, evening, ticks until the firmware may answer, what changes until then)
CASES = (
    ("ntc_swapped", "left", None, "hot", 1, {"adc0_1_code", "adc1_1_code"}),
    ("ntc_swapped", "right", None, "hot", 1, {"adc0_2_code", "adc1_2_code"}),
    ("ntc_swapped", "feet", None, "hot", 1, set(CHANNEL.values())),
    ("adc_stuck", "left.a", None, "hot", 5, {"adc0_1_code"}),
    ("adc_stuck", "right.all", 2000, "hot", 1, {"adc0_2_code", "adc1_2_code", "adc1_4_code"}),
    ("adc_stuck", "pressure", 900, "idle", 100, {"adc0_6_code"}),
    ("adc_stuck", "adc1", 400, "hot", 1, {"adc1_%d_code" % i for i in range(8)}),
    ("reference_off", None, None, "hot", 1,
     {"adc%d_%d_code" % (adc, i) for adc in (0, 1) for i in range(8)} - {"adc1_6_code"}),
    ("brush_noise", None, None, "massage", 30,
     {"adc%d_%d_code" % (adc, i) for adc in (0, 1) for i in range(8)} | SENSED),
    ("ground_shift", "left", None, "warm", 5, {"adc0_1_code", "adc1_1_code", "adc0_4_code"}),
    ("heater_stuck_on", "left", None, "massage", 1, {"adc0_3_code"}),
    ("heater_leak", "right", None, "massage", 1, {"adc1_3_code"}),
    ("heater_bypass", "left", None, "massage", 5, LEFT_HEAT),
    ("heater_open", "left", None, "warm", 5, {"adc0_3_code"} | LEFT_HEAT),
    ("heater_weak", "left", None, "warm", 5, {"adc0_3_code"} | LEFT_HEAT),
    ("rail_stuck_on", None, None, "idle", 100, {"adc0_0_code", "out_rail_us"}),
    ("keepalive_shorted", None, None, "warm", 100, set()),
    ("latch_dead", None, None, "warm", 100, set()),
    ("heat_timer_dead", None, None, "warm", 100, set()),
    ("presence_stuck_in", "left", None, "idle", 100, {"adc0_7_code", "present_left"}),
    ("presence_stuck_out", "right", None, "massage", 100, {"adc1_7_code", "present_right"}),
    ("valve_stuck_on", "right", None, "air", 5, LEFT_AIR | {"right_pressure_mmhg"}),
    ("valve_stuck_off", "left", None, "air", 4, LEFT_AIR),
    ("hose_blocked", "left", None, "air", 4, LEFT_AIR),
    ("hose_leak", "left", None, "air", 2, {"manifold_mmhg", "left_pressure_mmhg"}),
    ("pump_stuck_on", None, None, "massage", 4, {"adc0_6_code", "manifold_mmhg"}),
    ("pump_dead", None, None, "air", 5, LEFT_AIR),
    ("pressure_open", None, None, "idle", 15, {"adc0_6_code"}),
    ("pressure_frozen", None, None, "hot", 20, {"adc0_6_code"}),
    ("pressure_offset", None, None, "idle", 15, {"adc0_6_code"}),
    ("roller_jam", "left", None, "massage", 15, LEFT_ROLLER),
    ("roller_open", "left", None, "massage", 100, LEFT_ROLLER),
    ("vibration_open", None, None, "shaken", 50, {"vibration_rpm"}),
    ("supply_over", None, None, "idle", 100, {"supply_v"}),
    ("supply_sag", None, None, "idle", 100, {"supply_v"}),
    ("brownout", None, None, "idle", 1, {"supply_v"} | PROGRAM),
    ("button_stuck", "start", None, "idle", 1, {"stop_down"}),
    ("button_stuck", "heat", None, "idle", 100, {"adc0_5_code"}),
    ("button_bounce", "up", None, "idle", 100, {"adc0_5_code"}),
    ("slow_hang", None, None, "hot", 12, SENSED),
    ("fast_hang", None, None, "hot", 50, SENSED),
    ("cpu_hang", None, None, "hot", 50, SENSED),
    ("slow_exception", None, None, "hot", 12, SENSED),
    ("fast_exception", None, None, "idle", 1, {"trip_code"}),
    ("irq_block", None, None, "hot", 20, SENSED),
    ("clock_scale", None, None, "idle", 5, {"ticks_ms"}),
    ("bit_flip", "roller_left", None, "idle", 100, {"intent_roller_left_permille"}),
    ("bit_flip", "latch_mc", None, "idle", 100, set()),
    ("soft_reset", None, None, "idle", 1, PROGRAM),
    ("ctrl_c", None, None, "hot", 50, set()),  # barred before a scan runs
    ("reset_loop", None, None, "idle", 1, PROGRAM),
    ("serial_garbage", None, None, "idle", 100, {"link_ignored"}),
)  # fmt: skip


def test_a_fault_changes_the_columns_of_its_own_part_and_no_other():
    for name, where, value, kind, ticks, expected in CASES:
        got = changes(kind, name, where, value, ticks)
        assert got == expected, (name, where, sorted(got ^ expected))


def test_a_fault_of_a_temperature_sensor_changes_the_channels_of_its_place_at_every_place():
    for name, value, ticks in (
        ("ntc_open", None, 2),
        ("ntc_short", None, 2),
        ("ntc_frozen", None, 5),
        ("ntc_drift", -20.0, 5),
        ("ntc_offset", None, 5),
        ("ntc_detached", None, 5),
        ("ntc_noise", None, 5),
    ):
        for where in NTC:
            expected = {CHANNEL[(foot, i)] for foot in feet(where) for i in beads(where)}
            got = changes("hot", name, where, value, ticks)
            assert got == expected, (name, where, sorted(got ^ expected))


def test_a_stuck_select_line_puts_other_channels_in_their_place_and_changes_nothing_else():
    before = twin("hot", 1)[0]
    for bit in (0, 1, 2):
        for level in (0, 1):
            frames, _, _ = play("hot", [("mux_stuck", "s%d" % bit, level)], 1)
            expected = dict(before)
            for adc in (0, 1):
                for asked in range(8):
                    answers = asked | 1 << bit if level else asked & ~(1 << bit)
                    expected["adc%d_%d_code" % (adc, asked)] = before[
                        "adc%d_%d_code" % (adc, answers)
                    ]
            different = changed(frames, [expected])
            # the fast scan of this very tick has read them: presence may have moved
            assert set(different) <= {"present_left", "present_right", "trip_code"}, (
                bit,
                level,
                different,
            )


def test_every_fault_has_a_row_here():
    tested = {case[0] for case in CASES} | {"mux_stuck"}
    tested |= {name for name in FAULTS if name.startswith("ntc_")}
    assert tested == set(FAULTS)
