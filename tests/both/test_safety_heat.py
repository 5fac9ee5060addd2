"""Heat: the whole evening, its caps, and everything that must keep it off.

SAF-001 SAF-005 SAF-006.
"""

from sim.rig import Rig

from .device import CAP_C, evening

SET_C = {"standard": 41.0, "gentle": 37.0}
# numb feet have in the last minutes what the worst of them could bear (SAF-045)
NEAR_C = {"standard": 1.0, "gentle": 1.2}


def test_warm_feet_at_heat_3_reaches_its_temperature_and_keeps_the_skin_under_the_cap():
    for stage in ("standard", "gentle"):
        rig = evening(stage)
        rig.run(895)
        for foot in (0, 1):
            away_c = abs(rig.plant.pad_c[foot] - SET_C[stage])
            assert away_c <= NEAR_C[stage], (stage, rig.plant.pad_c)
            assert rig.plant.peak_skin_c[foot] <= CAP_C[stage] + 0.3
        rig.run(10)
        assert rig.world.journal.ended == "completed"
        assert rig.world.journal.trips == []


def test_the_worst_contact_keeps_the_skin_under_the_cap_too():
    for stage in ("standard", "gentle"):
        rig = evening(
            stage,
            plant={"contact_w_m2k": 200.0, "perfusion": 0.0, "covered": True, "ambient_c": 27.0},
        )
        rig.run(600)
        assert max(rig.plant.peak_skin_c) <= CAP_C[stage] + 0.3, (stage, rig.plant.peak_skin_c)
        assert rig.trip == ""


def test_heat_is_off_until_somebody_asks_for_it():
    """HAZ-012."""
    rig = evening(heat=0)
    rig.run(60)
    assert rig.plant.heater_j == 0.0


def test_the_fourth_press_turns_heat_off_again():
    """HAZ-012."""
    rig = evening(heat=4)
    rig.run(30)
    assert rig.plant.heater_j == 0.0


def test_only_the_foot_that_is_there_is_heated():
    rig = Rig(stage="standard", profile="standard")
    rig.press("heat")
    rig.press("start")
    rig.feet("left")
    rig.run(40)
    assert rig.state == "running"
    assert rig.world.wiring.last_joule_us[0] > 0
    assert rig.world.wiring.last_joule_us[1] == -1


def test_a_well_that_was_never_seen_empty_gets_no_heat():
    rig = Rig(stage="standard", profile="standard", plant={"feet": "both"})
    for _ in range(3):
        rig.press("heat")
    rig.press("start")
    rig.run(60)
    assert rig.state == "running" and rig.plant.heater_j == 0.0
    rig.feet("none")
    rig.run(12)  # until the pad the feet warmed is still enough to learn from
    rig.feet("both")
    rig.run(30)
    assert rig.plant.heater_j > 0.0


def test_taking_the_feet_out_ends_heat_within_a_quarter_second():
    rig = evening()
    rig.run(30)
    out_us = rig.world.chip.now_us
    rig.feet("none")
    rig.run(10)
    assert rig.world.wiring.last_joule_us[0] - out_us <= 250_000
    assert rig.state == "paused"


def test_neuropathy_without_a_plan_has_no_heat_however_often_it_is_asked():
    """HAZ-116."""
    rig = evening("gentle", plan=None)
    rig.run(60)
    assert rig.plant.heater_j == 0.0
    assert rig.device.session.plan.session_ms == 300_000


def test_a_stage_refuses_heat_in_a_profile_it_is_not_built_for():
    for stage, profile in (("standard", "neuropathy"), ("gentle", "standard")):
        rig = Rig(stage=stage, profile=profile)
        rig.start_session(3)
        rig.run(30)
        assert rig.state == "running" and rig.plant.heater_j == 0.0
        assert rig.device.session.plan.refusal


def test_a_mark_or_a_foot_that_could_not_be_looked_at_gets_no_heat():
    for answer in ("down", "program"):
        rig = Rig(stage="gentle", profile="neuropathy")
        for _ in range(3):
            rig.press("heat")
        rig.press("start")
        assert rig.state == "inspecting"
        rig.press(answer)
        rig.feet("both")
        rig.run(60)
        assert rig.state == "running" and rig.plant.heater_j == 0.0


def test_the_inspection_is_not_answered_with_feet_in():
    """HAZ-116."""
    rig = Rig(stage="gentle", profile="neuropathy", plant={"feet": "both"})
    rig.press("start")
    rig.press("up")
    assert rig.state == "inspecting"


def hostile(rig):
    """A slow scan that asks for everything, for ever, with a fresh beat.

    The governor alone stands between it and the foot.
    """
    device = rig.device
    clock = device.clock

    def step(_now_ms):
        intents = device.buffer.back
        for channel in range(8):
            intents.level[channel] = 1000
        intents.level[5] = 0  # no pump: pressure would end the session before heat could
        intents.rail = 1
        intents.heated = 1
        intents.stop_seen = device.inputs.stop_presses
        intents.acknowledge = device.governor.status.trips
        intents.beat_ms = clock.ticks_ms()
        device.buffer.publish()
        device.hw.watchdog.feed()

    device.slow.step = step


def test_a_hostile_main_loop_cannot_warm_the_skin_past_the_cap():
    for stage in ("standard", "gentle"):
        rig = evening(
            stage,
            plant={"contact_w_m2k": 200.0, "perfusion": 0.0, "covered": True, "ambient_c": 27.0},
        )
        hostile(rig)
        rig.run(600)
        assert max(rig.plant.peak_skin_c) <= CAP_C[stage] + 0.3, (stage, rig.plant.peak_skin_c)


def test_a_hostile_main_loop_cannot_outlast_the_session_or_the_heat_time():
    rig = evening("gentle")
    hostile(rig)
    rig.run(1_240)
    assert "session_time" in [trip["name"] for trip in rig.world.journal.trips]
    assert 890 <= rig.world.journal.heat_us / 1e6 <= 905
