"""Every way out of a running program, in the plant's truth: the last joule, the bladders, and
what stands afterwards. The rows are the table; each is played at full heat, and with air in the
bladders.
"""

from sim.rig import Rig

from .device import evening, full_heat

UNEXPECTED = "reset_unexpected"

# (way out, fault or reset, its value, last joule within s, the first cause afterwards on a chip
# that has restarted; "" for a cold start, "-" for a session that simply goes on)
EXITS = (
    ("the main loop throws", "slow_exception", None, 0.100, "slow_loop_dead"),
    ("the main loop hangs", "slow_hang", None, 0.400, "slow_loop_dead"),
    ("the fast scan throws", "fast_exception", None, 0.100, "fast_loop_failed"),
    ("the fast scan hangs", "fast_hang", None, 0.100, UNEXPECTED),
    ("the chip hangs", "cpu_hang", None, 0.100, UNEXPECTED),
    ("Ctrl-D or a crash of the interpreter", "soft_reset", None, 0.100, UNEXPECTED),
    ("machine.reset()", "hard", None, 0.100, UNEXPECTED),
    ("the watchdog", "watchdog", None, 0.100, UNEXPECTED),
    ("a reset loop", "reset_loop", 500.0, 0.100, UNEXPECTED),
    ("a brown-out", "brownout", 50.0, 0.100, ""),
    ("a flash write that takes 400 ms", "irq_block", 400.0, 0.100, "fast_loop_late"),
)
BOARDS = ("rpi_pico", "esp32_devkit")
RESETS = ("hard", "watchdog")
MOMENTS_US = (1, 7_000, 19_999)  # in a tick


def leave(rig, fault, value, after_us):
    """The way out begins `after_us` from now; returns that instant."""
    at_us = rig.world.chip.now_us + after_us
    if fault in RESETS:
        rig.world.agenda.add(at_us, rig.world.reset, (fault,), 1)
    else:
        action = {"t_us": at_us, "do": "fault", "fault": fault, "where": None}
        action["value"], action["for_us"] = value, 5_000_000 if fault == "reset_loop" else None
        rig.world.agenda.plan(action)
    return at_us


def last_joule_s(rig, from_us):
    last_us = max(rig.world.wiring.last_joule_us)
    return max(last_us - from_us, 0) / 1_000_000


def cold_until_a_person_acts(rig, name, cause, joules):
    """Ten seconds later nothing has come back, and the first cause still stands."""
    assert rig.plant.heater_j == joules, (name, "heat came back by itself")
    assert rig.trip == cause, (name, rig.trip)
    assert rig.state == ("tripped" if cause else "idle"), (name, rig.state)
    for _ in range(3):
        rig.press("heat")  # with the feet still in, every key but the one that acknowledges
        rig.press("up")
    rig.run(3)
    assert rig.plant.heater_j == joules and rig.trip == cause, name


def test_the_last_joule_and_the_first_cause_of_every_way_out_at_full_heat():
    for board in BOARDS:
        for name, fault, value, bound_s, cause in EXITS:
            for after_us in MOMENTS_US if board == BOARDS[0] else MOMENTS_US[1:2]:
                rig = evening(board=board)
                full_heat(rig)
                from_us = leave(rig, fault, value, after_us)
                rig.run(1.0)
                joules = rig.plant.heater_j
                assert last_joule_s(rig, from_us) <= bound_s, (board, name, after_us)
                rig.run(10)
                cold_until_a_person_acts(rig, (board, name, after_us), cause, joules)
                if cause:
                    rig.press("start")
                    rig.run(2)
                    assert rig.trip == "" and rig.state == "idle", (board, name)
                assert rig.device.scribe.journal.sessions == 1, (board, name)
                assert rig.device.scribe.journal.open == 0, (board, name)


def test_every_bladder_is_empty_30_s_after_every_way_out():
    for board in BOARDS:
        for name, fault, value, _, _ in EXITS:
            rig = evening(heat=0, program="circulation", board=board)
            while max(rig.plant.bladder_mmhg) < 20.0:
                rig.run(1)
                assert rig.now_s < 60
            leave(rig, fault, value, 7_000)
            rig.run(30)
            assert max(rig.plant.bladder_mmhg) < 5.0, (board, name, rig.plant.bladder_mmhg)


def test_a_soft_reset_at_twenty_phases_of_a_word_ends_by_the_rail():
    frozen = 0
    for phase in range(20):
        rig = evening()
        full_heat(rig)
        gates = rig.world.wiring.heaters
        from_us = leave(rig, "soft_reset", None, phase * 1_000 + 1)
        rig.run(0.1)
        frozen += gates[0].frozen
        rig.run(1)
        assert last_joule_s(rig, from_us) <= 0.100, phase
        assert gates[0].frozen == 0 and rig.trip == UNEXPECTED, phase  # boot.py took the pin back
    assert frozen >= 10


def test_no_way_out_gives_back_a_second_of_the_days_dose():
    for name, fault, value, _, cause in EXITS:
        rig = evening()
        full_heat(rig)
        rig.run(120)
        before = list(rig.status.cem43_day_permille)
        leave(rig, fault, value, 7_000)
        rig.run(12)
        if cause:
            rig.press("start")
            rig.run(1)
        after = rig.status.cem43_day_permille
        assert after[0] >= before[0] and after[1] >= before[1], (name, before, list(after))


def test_a_second_way_out_on_top_does_not_change_the_first_cause():
    for fault, value in [row[1:3] for row in EXITS]:
        rig = evening()
        rig.run(5)
        rig.fault("ntc_open", "left.a", for_s=0.3)
        rig.run(2)
        assert rig.trip == "sensor_open"
        leave(rig, fault, value, 7_000)
        rig.run(10)
        assert rig.trip == "sensor_open" and rig.status.trip_where == 3, fault
        assert rig.device.scribe.journal.trips == 1, fault


def test_the_clocks_wrap_in_the_middle_of_it_changes_nothing():
    """The counter wraps 100 s after every start of the simulated chip."""
    for fault, value, bound_s, cause in (
        ("slow_hang", None, 0.400, "slow_loop_dead"),
        ("slow_exception", None, 0.100, "slow_loop_dead"),
        ("irq_block", 400.0, 0.100, "fast_loop_late"),
    ):
        rig = Rig(stage="standard", profile="standard")
        rig.start_session(3)
        full_heat(rig)
        wrap_us = rig.world.chip.boot_us + 100_000_000
        rig.run((wrap_us - rig.world.chip.now_us) / 1_000_000 - 0.2)
        from_us = leave(rig, fault, value, 50_000)
        rig.run(1.0)
        assert rig.world.chip.now_us > wrap_us and last_joule_s(rig, from_us) <= bound_s, fault
        rig.run(6)
        assert rig.trip == cause, fault
