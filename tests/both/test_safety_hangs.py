"""Hangs, exceptions and cuts at full heat: the last joule, and no way back into heat by itself.
The plant is the judge.
"""

from .device import evening, full_heat

# (fault, seconds to the last joule)
BOUNDS = (
    ("cpu_hang", 0.060),
    ("fast_hang", 0.060),
    ("fast_exception", 0.100),
    ("slow_exception", 0.100),
    ("slow_hang", 0.400),
    ("soft_reset", 0.100),
)
OFFSETS_US = (1, 3_000, 9_000, 17_500, 19_999)


def last_joule_s(rig, fault, offset_us):
    rig.world.agenda.plan(
        {
            "t_us": rig.world.chip.now_us + offset_us,
            "do": "fault",
            "fault": fault,
            "where": None,
            "value": None,
            "for_us": None,
        }
    )
    rig.run(1.5)
    joules = rig.plant.heater_j
    rig.run(15)
    assert rig.plant.heater_j == joules, (fault, "heat came back by itself")
    assert rig.state in ("idle", "tripped"), (fault, rig.state)
    return rig.world.journal.heater_off_after_s()


def test_the_last_joule_after_every_hang_on_every_board_and_stage():
    for board in ("rpi_pico", "esp32_devkit"):
        for stage in ("standard", "gentle"):
            for fault, bound_s in BOUNDS:
                rig = evening(stage, board=board)
                full_heat(rig)
                off_s = last_joule_s(rig, fault, OFFSETS_US[1])
                assert off_s <= bound_s, (board, stage, fault, off_s)


def test_the_last_joule_does_not_depend_on_the_moment_within_a_tick():
    for fault, bound_s in BOUNDS:
        for offset_us in OFFSETS_US:
            rig = evening()
            full_heat(rig)
            off_s = last_joule_s(rig, fault, offset_us)
            assert off_s <= bound_s, (fault, offset_us, off_s)


def test_a_soft_reset_can_freeze_a_gate_high_and_the_rail_ends_it():
    frozen = 0
    for offset_us in range(1_000, 20_000, 2_000):
        rig = evening()
        full_heat(rig)
        gate = rig.world.wiring.heaters[0]
        rig.world.agenda.plan(
            {
                "t_us": rig.world.chip.now_us + offset_us,
                "do": "fault",
                "fault": "soft_reset",
                "where": None,
                "value": None,
                "for_us": None,
            }
        )
        rig.run(0.1)
        frozen += gate.frozen
        rig.run(1)
        assert rig.world.journal.heater_off_after_s() <= 0.060
    assert frozen >= 5  # the fault the rail exists for did happen


def test_a_hung_slow_loop_trips_and_the_watchdog_brings_a_resting_device_back():
    rig = evening()
    rig.run(10)
    rig.fault("slow_hang")
    rig.run(10)
    names = [trip["name"] for trip in rig.world.journal.trips]
    assert names == ["slow_loop_dead", "slow_loop_dead"]  # and is told again after the restart
    assert [e["kind"] for e in rig.world.journal.events if e["event"] == "reset"] == ["watchdog"]
    assert rig.state == "tripped" and rig.device.sequencer.heat == 0
    rig.press("start")
    rig.run(1)
    assert rig.state == "idle"


def test_ticks_that_fire_back_to_back_after_a_stall_are_one_tick():
    rig = evening()
    full_heat(rig)
    gate = rig.world.wiring.heaters[0]
    queued = []

    def twice(world):
        world.device.fast.tick(None)
        world.device.fast.tick(None)
        queued.append(gate.queued)

    rig.world.on_tick = twice
    rig.run(2)
    assert max(queued) == 0
    assert rig.state == "running" and rig.trip == ""


def test_a_brownout_of_50_ms_ends_the_session_and_everything_stays_off():
    rig = evening()
    rig.run(10)
    rig.fault("brownout")
    rig.run(1.5)
    assert rig.state == "idle"  # it did boot again
    joules = rig.plant.heater_j
    rig.run(20)
    assert rig.world.journal.ended == "cut"
    assert rig.plant.heater_j == joules
    assert rig.world.journal.heater_off_after_s() <= 0.020


def test_bladders_are_empty_30_s_after_a_power_cut_at_any_part_of_the_pattern():
    for cut_s in (12, 16, 20, 28, 40):
        rig = evening("standard", heat=0, program="circulation")
        rig.run(cut_s)
        rig.power(0)
        rig.run(30)
        assert max(rig.plant.bladder_mmhg) < 5.0, (cut_s, rig.plant.bladder_mmhg)
        rig.power(1)
        rig.run(3)
        assert rig.state == "idle"


def test_circulation_inflates_both_feet_within_60_s():
    for stage in ("standard", "gentle"):
        rig = evening(stage, heat=0, program="circulation")
        rig.run(58)
        assert min(rig.plant.peak_mmhg) > 10.0, rig.plant.peak_mmhg
