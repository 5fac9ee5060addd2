"""Faults of the supply: voltages, and brown-outs that meet each other and a pulled plug."""

from sim.rig import Rig

from .fault_bench import play


def test_the_supplys_voltage_shows_on_the_rail_and_the_later_fault_counts():
    frames, twins, _ = play("massage", [("supply_over", None, None)], 1)
    assert abs(frames[0]["adc0_0_code"] / twins[0]["adc0_0_code"] - 16.0 / 12.0) < 0.002
    faults = [("supply_over", None, 16.0), ("supply_sag", None, 9.0, 0.1, 0.1)]
    frames, _, _ = play("idle", faults, 20)
    assert [frames[i]["supply_v"] for i in (0, 5, 6, 19)] == [16.0, 9.0, 9.0, 16.0]


def test_a_sag_slows_the_rollers_and_weakens_the_heat():
    frames, twins, _ = play("warm", [("supply_sag", None, None)], 50)
    assert frames[49]["left_roller_rpm"] < 0.8 * twins[49]["left_roller_rpm"]
    gains = [film[1]["heater_j"] - film[0]["heater_j"] for film in (frames, twins)]
    assert abs(gains[0] / gains[1] - (9.0 / 12.0) ** 2) < 0.02


def test_the_supply_comes_back_to_what_the_scenario_gives():
    frames, _, _ = play("idle", [("supply_over", None, None, 0, 0.1)], 10)
    assert frames[9]["supply_v"] == 12.0


def test_a_brownout_lasts_as_long_as_it_says():
    for ms in (1.0, 50.0, 700.0):
        rig = Rig()
        rig.fault("brownout", value=ms)
        rig.run(1.5)
        power = [event for event in rig.world.journal.events if event["event"] == "power"]
        assert [event["on"] for event in power] == [False, True]
        boot = [event for event in rig.world.journal.events if event["event"] == "boot"][-1]
        assert abs(boot["t_s"] - 0.5 - ms / 1000 - 0.3) < 0.021, (ms, boot)


def test_brownouts_that_overlap_last_until_the_last_is_over():
    rig = Rig()
    rig.fault("brownout", value=400.0)
    rig.run(0.2)
    rig.fault("brownout", value=600.0)
    rig.run(0.3)
    assert rig.device is None and not rig.world.wiring.powered
    rig.run(1)
    assert rig.state == "idle"


def test_a_brownout_does_not_put_a_pulled_plug_back_in():
    rig = Rig()
    rig.fault("brownout", value=200.0)
    rig.run(0.1)
    rig.power(0)
    rig.run(2)
    assert rig.device is None
    rig.power(1)
    rig.run(0.5)
    assert rig.state == "idle"


def test_another_voltage_does_not_power_a_device_without_a_plug():
    rig = Rig()
    rig.power(0)
    rig.run(0.1)
    rig.fault("supply_over")
    rig.run(0.5)
    assert rig.plant.drive.supply_v == 0.0 and rig.device is None
    rig.power(1)
    rig.run(0.5)
    assert rig.plant.drive.supply_v == 16.0
