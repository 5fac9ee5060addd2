"""Air against the bladders' true pressure: sensors that lie, valves and hoses at fault, pumps that
do not stop, and what heat and rollers leave of it. SAF-007 SAF-053 … SAF-064.
"""

from firmware.image import PUMP, UNCAPPED, VALVE_LEFT, VALVE_RIGHT, Inputs, Outputs, Status
from firmware.safety import raw_limits
from firmware.safety.air import Air
from firmware.safety.limits import NEUROPATHY, STANDARD, Limits
from firmware.safety.together import CALM_S, Together
from firmware.safety.trips import AIR_LEAK, PRESSURE_HELD, PRESSURE_SENSOR, VENT_FAILED, TripLatch
from sim.rig import Rig

from .device import PAIRS, evening

TRIP_MMHG = {"standard": 110.0, "gentle": 60.0}
NO_RELIEF = {"relief": False}
STAGE = {"pump_ml_s": 50, "bladder_ml_per_mpa": 7_300}


def circulation(stage, plant=None):
    return evening(stage, heat=0, program="circulation", plant=plant or NO_RELIEF)


def until_trip(rig, seconds):
    """Seconds until anything is told, to the trip's own time."""
    at_s = rig.now_s
    while not rig.trip and rig.now_s < at_s + seconds:
        rig.run(0.2)
    trips = rig.world.journal.trips
    return trips[-1]["at_s"] - at_s if trips else None


def emptied(rig):
    """Thirty seconds after the trip nothing presses any foot."""
    rig.run(30)
    return max(rig.plant.bladder_mmhg) < 5.0


# --- a sensor that lies, and no relief valve ------------------------------------------------


def test_a_frozen_sensor_never_lets_a_bladder_past_the_trip_limit_without_a_relief_valve():
    """SAF-060 SAF-061: frozen before, early in, late in a fill, and while holding."""
    for stage, moments in (
        ("standard", (2.0, 7.5, 10.5, 14.3, 14.6, 14.9, 17.0)),
        ("gentle", (2.0, 18.5, 21.9, 23.0)),
    ):
        for at_s in moments:
            rig = circulation(stage)
            rig.run(max(0.0, at_s - rig.now_s))  # the earliest moment is as soon as it runs
            rig.fault("pressure_frozen")
            assert until_trip(rig, 60) is not None, (stage, at_s)
            # one that stands at a high reading is first seen when the bladder should be empty
            assert rig.trip in ("pressure_sensor", "air_leak", "vent_failed"), (stage, at_s)
            assert emptied(rig)
            peak = max(rig.plant.peak_mmhg)
            assert peak < 0.85 * TRIP_MMHG[stage], (stage, at_s, peak)


def test_a_sensor_that_suddenly_reads_less_is_told_or_bounded():
    for stage in ("standard", "gentle"):
        for offset_mmhg in (-30.0, -60.0):
            rig = circulation(stage)
            while max(rig.plant.bladder_mmhg) < 20.0:
                rig.run(0.2)
            rig.fault("pressure_offset", None, offset_mmhg)
            assert until_trip(rig, 60) is not None
            assert rig.trip in ("pressure_sensor", "air_leak")
            assert emptied(rig) and max(rig.plant.peak_mmhg) < TRIP_MMHG[stage], offset_mmhg


def test_a_pressure_below_nothing_is_told_within_a_second_also_when_idle():
    """SAF-053."""
    for board in ("rpi_pico", "esp32_devkit"):
        for name, value in (("pressure_open", None), ("pressure_offset", -20.0)):
            rig = Rig(board=board)
            rig.fault(name, None, value)
            took_s = until_trip(rig, 3)
            assert rig.trip == "pressure_sensor" and took_s < 1.0, (board, name, took_s)


def test_a_sensor_that_reads_5_mmhg_off_is_borne_and_one_that_reads_6_is_told():
    """SAF-053."""
    for value, told in (
        (-4.5, ""),
        (4.5, ""),
        (-6.0, "pressure_sensor"),
        (6.0, "pressure_sensor"),
    ):
        rig = Rig(stage="standard", profile="standard")
        rig.fault("pressure_offset", None, value)
        rig.run(16)
        assert rig.trip == told, value


def test_the_slowest_manifold_is_no_valve_that_stays_open():
    """SAF-057: its 6 s leave 10 of 75 mmHg after 12 s."""
    plant = {"manifold_ml_kpa": 0.3, "manifold_bleed_ml_s_kpa": 0.05}
    for stage in ("standard", "gentle"):
        rig = circulation(stage, plant)
        rig.run(160)
        rig.press("start")
        rig.run(30)
        assert rig.world.journal.trips == [], stage


def test_a_dead_pump_and_a_leaking_hose_are_told():
    """SAF-059 SAF-060."""
    for name, where, value, told in (
        ("pump_dead", None, None, "pressure_sensor"),
        ("hose_leak", "left", 0.8, "air_leak"),
        ("hose_leak", "left", 5.0, "air_leak"),
        ("hose_leak", "left", 50.0, "air_leak"),
    ):
        rig = circulation("standard")
        rig.fault(name, where, value)
        assert until_trip(rig, 60) is not None, (name, value)
        assert rig.trip == told, (name, value, rig.trip)
        assert max(rig.plant.peak_mmhg) < 60.0


def test_a_hose_that_passes_nothing_and_a_valve_that_never_holds_are_told():
    for stage in ("standard", "gentle"):
        for name in ("hose_blocked", "valve_stuck_off"):
            rig = circulation(stage)
            rig.fault(name, "left")
            assert until_trip(rig, 60) is not None, (stage, name)
            assert rig.trip in ("vent_failed", "over_pressure")
            assert max(rig.plant.peak_mmhg) < 5.0


def test_a_whole_circulation_of_both_stages_trips_nothing_and_reaches_its_pressure():
    for stage, mmhg in (("standard", 48.0), ("gentle", 23.0)):
        rig = circulation(stage)
        rig.run(240)
        assert rig.trip == "", (stage, rig.trip)
        assert min(rig.plant.peak_mmhg) > mmhg


# --- over-pressure ---------------------------------------------------------------------------


def test_over_pressure_stops_the_pump_in_200_ms_and_empties_each_bladder_with_any_valve_stuck():
    """SAF-007: pump stuck on while a bladder is full, and one more thing broken."""
    for stage, _ in PAIRS:
        for second in (None, "valve_stuck_on", "valve_stuck_off", "hose_blocked"):
            for where in ("left", "right") if second else (None,):
                rig = circulation(stage)
                while rig.plant.bladder_mmhg[0] < 15.0:
                    rig.run(0.2)
                if second:
                    rig.fault(second, where)
                rig.fault("pump_stuck_on")
                seen = []

                def look(world, seen=seen, stage=stage):
                    plant = world.plant
                    if plant.manifold_mmhg > TRIP_MMHG[stage] and not seen:
                        seen.append(world.chip.now_us)
                    if seen and plant.drive.rail_us:
                        seen.append(world.chip.now_us)

                rig.world.on_tick = look
                assert until_trip(rig, 60) is not None, (stage, second, where)
                assert emptied(rig), (stage, second, where, rig.plant.bladder_mmhg)
                assert not seen or seen[-1] - seen[0] <= 200_000
                assert max(rig.plant.peak_mmhg) < TRIP_MMHG[stage] * 1.1


def test_a_pulled_plug_empties_every_bladder_with_any_valve_stuck():
    for stage, _ in PAIRS:
        for second in ("valve_stuck_on", "hose_blocked"):
            rig = circulation(stage)
            while rig.plant.bladder_mmhg[0] < 15.0:
                rig.run(0.2)
            rig.fault(second, "left")
            rig.power(False)
            assert emptied(rig)


class Greedy:
    """Controls that want everything, always; `pulse_ms` opens and closes the valves in turn."""

    def __init__(self, controls, pulse_ms=0):
        self.thermostats = controls.thermostats
        self.sensed_mc = controls.sensed_mc
        self.pulse_ms = pulse_ms
        self.now_ms = 0

    def step(self, points, inputs, status, intents):
        self.now_ms += 100
        open_ = not self.pulse_ms or self.now_ms // self.pulse_ms % 2
        for channel in range(2, 8):
            intents.level[channel] = 1_000
        if not open_:
            intents.level[VALVE_LEFT] = intents.level[VALVE_RIGHT] = 0


def test_controls_that_never_let_go_never_hold_a_foot_longer_or_harder_than_the_limits():
    """SAF-007 SAF-054 SAF-056: also when they open and close the valves to confuse the account."""
    for stage, _ in PAIRS:
        for pulse_ms in (0, 300, 4_000):
            rig = circulation(stage)
            rig.device.slow.controls = Greedy(rig.device.controls, pulse_ms)
            until_trip(rig, 60)
            rig.device.slow.controls.pulse_ms = 0
            until_trip(rig, 60)
            assert rig.trip and emptied(rig)
            assert max(rig.plant.peak_mmhg) < TRIP_MMHG[stage] * 1.1, (stage, pulse_ms)


def test_between_two_fills_every_bladder_vents_its_time_and_is_empty():
    """SAF-053 SAF-054: plant truth at the moment a valve opens again."""
    for stage, profile in ((PAIRS[0][0], STANDARD), (PAIRS[1][0], NEUROPATHY)):
        rig = circulation(stage)
        vent_us = Limits(profile).vent_ms * 1_000
        closed_us = [0]
        opened = []

        def look(world, closed_us=closed_us, opened=opened):
            now_us = world.chip.now_us
            valve = world.plant.drive.valve
            if valve[0] or valve[1]:
                if closed_us[0] and now_us - closed_us[0] > 20_000:
                    opened.append((now_us - closed_us[0], max(world.plant.bladder_mmhg)))
                closed_us[0] = now_us

        rig.world.on_tick = look
        rig.run(100)
        assert len(opened) >= 2
        for closed_for_us, mmhg in opened:
            assert closed_for_us >= vent_us - 40_000 and mmhg < 5.0, (stage, opened)


# --- one check at a time ---------------------------------------------------------------------


class Bench:
    """An Air on readings of our own: `hold` keeps pressure, pump and valves for so long."""

    def __init__(self, profile=STANDARD):
        self.inputs = Inputs()
        self.inputs.rail_mv = 12_000
        self.out = Outputs()
        self.status = Status()
        self.limits = Limits(profile)
        self.air = Air(self.limits, STAGE, self.status, TripLatch(self.status))
        self.look()

    def look(self):
        self.ceiling = [0] * 8
        pump, self.ceiling[VALVE_LEFT], self.ceiling[VALVE_RIGHT] = self.air.most
        self.ceiling[PUMP] = 1_000 if pump == self.limits.pump_max_permille else pump

    def hold(self, pa, ms, left=0, right=0, pump=0):
        self.out.level[VALVE_LEFT] = 1_000 * left
        self.out.level[VALVE_RIGHT] = 1_000 * right
        self.out.level[PUMP] = pump
        for _ in range(ms // 40):
            self.inputs.now_ms += 40
            self.inputs.pressure_pa = pa
            self.air.sample(self.inputs, self.out)
        self.look()
        return self.status.trip

    def opened(self, left=1, right=0):
        """A bladder that was seen empty, and got its first 10 mL."""
        self.hold(0, 440, left, right)
        assert self.ceiling[PUMP] == 1_000
        self.hold(500, 400, left, right, 500)
        return self


def test_the_pump_waits_until_the_joined_bladder_is_seen_empty():
    """SAF-053 SAF-058: just below, at and above."""
    for pa, empty in ((666, 1), (667, 1), (668, 0)):
        bench = Bench()
        assert bench.ceiling[PUMP] == 0
        bench.hold(pa, 440, 1)
        assert bench.ceiling[PUMP] == 1_000 * empty, pa
        assert bench.hold(pa, 2_400, 1) == 0
        assert bench.hold(pa, 800, 1) == (0 if empty else VENT_FAILED)


def test_a_valve_may_not_open_before_its_time_nor_beside_another():
    """SAF-054: below and at."""
    for profile in (STANDARD, NEUROPATHY):
        bench = Bench(profile).opened(1, 0)
        assert bench.ceiling[VALVE_LEFT] == 1_000 and bench.ceiling[VALVE_RIGHT] == 0
        bench.hold(0, 40)
        bench.hold(0, bench.limits.vent_ms - 200)
        assert bench.ceiling[VALVE_LEFT] == bench.ceiling[VALVE_RIGHT] == 0
        bench.hold(0, 200)
        assert bench.ceiling[VALVE_LEFT] == bench.ceiling[VALVE_RIGHT] == 1_000


def test_a_second_bladder_that_joins_all_the_same_makes_both_go_down():
    bench = Bench().opened(1, 0)
    bench.hold(0, 80, 1, 1)
    assert bench.ceiling[VALVE_LEFT] == bench.ceiling[VALVE_RIGHT] == bench.ceiling[PUMP] == 0


def test_compression_trips_after_its_time_and_not_before():
    """SAF-055 SAF-056: just below, at and above, in pressure and in time."""
    for profile in (STANDARD, NEUROPATHY):
        limits = Limits(profile)
        for more_pa, told in ((0, 0), (1, PRESSURE_HELD)):
            bench = Bench(profile).opened()
            assert bench.hold(limits.held_pa + more_pa, limits.held_ms - 200, 1) == 0
            assert bench.hold(limits.held_pa + more_pa, 400, 1) == told
        bench = Bench(profile).opened()
        bench.hold(limits.held_pa + 9, limits.held_ms - 400, 1)
        bench.hold(limits.held_pa - 9, 400, 1)
        assert bench.hold(limits.held_pa + 9, limits.held_ms - 400, 1) == 0


def test_air_that_stays_with_both_valves_closed_is_a_valve_that_did_not_close():
    """SAF-057: never filled it is the sensor."""
    for filled, told in ((1, VENT_FAILED), (0, PRESSURE_SENSOR)):
        bench = Bench()
        if filled:
            bench.opened()
        bench.hold(800, 40)
        assert bench.hold(800, 12_000) == 0
        assert bench.hold(800, 2_000) == told


def test_a_short_burst_is_no_pressure():
    bench = Bench().opened()
    for _ in range(60):
        bench.hold(300, 160, 1)
        assert bench.hold(9_000, 40, 1) == 0
        bench.hold(300, 160, 1)
        assert bench.hold(-9_000, 40, 1) == 0


def test_a_limp_bladder_that_never_fills_leaks():
    """SAF-059: a living sensor, 400 mL for one and 800 mL for two."""
    for right, least_ms in ((0, 8_000), (1, 16_000)):
        bench = Bench().opened(1, right)
        ms = 0
        while not bench.status.trip:
            pump = bench.ceiling[PUMP]
            bench.hold(200 + pump // 2, 40, 1, right, pump)
            ms += 40
            assert ms < 40_000
        assert bench.status.trip == AIR_LEAK and ms >= least_ms


def test_above_what_heat_and_rollers_leave_the_pump_rests_and_then_the_bladder_goes_down():
    """SAF-062 SAF-064."""
    bench = Bench().opened()
    bench.status.air_cap_pa = 2_000
    bench.hold(1_999, 400, 1)
    assert bench.ceiling[PUMP] == 1_000
    bench.hold(2_001, 400, 1)
    assert bench.ceiling[PUMP] == 0 and bench.ceiling[VALVE_LEFT] == 1_000
    bench.hold(2_700, 1_200, 1)
    assert bench.ceiling[PUMP] == bench.ceiling[VALVE_LEFT] == 0
    assert bench.status.trip == 0


def caps(profile, code16, pa, rolling, seconds=1):
    """(air cap, heat caps, blocked) after so many seconds."""
    inputs = Inputs()
    for foot in inputs.feet:
        foot.a_code16 = code16
    status = Status()
    out = Outputs()
    out.level[2] = 400 * rolling
    together = Together(inputs, Limits(profile), status)
    for _ in range(seconds):
        together.check(out, pa, [UNCAPPED, 38_500])
    return status.air_cap_pa, status.heat_cap_mc, together


def test_a_warm_foot_gets_less_air_and_more_air_gets_less_heat():
    """SAF-062 SAF-063 SAF-064: just below, at and above."""
    for profile, warm_pa, warm_mc, rolling_pa in (
        (STANDARD, 6_666, 40_000, 9_999),
        (NEUROPATHY, 3_333, 36_000, 2_000),
    ):
        warm = raw_limits.WARM_AIR_CODE16[profile]
        assert caps(profile, warm - 1, 0, 0)[0] == UNCAPPED
        assert caps(profile, warm, 0, 0)[0] == warm_pa
        assert caps(profile, 20_000, 0, 1)[0] == rolling_pa
        assert caps(profile, warm, 0, 1)[0] == min(warm_pa, rolling_pa)
        assert caps(profile, warm, warm_pa, 0)[1] == [UNCAPPED, 38_500]
        _, heat, together = caps(profile, warm + 400, warm_pa + 301, 0)
        assert heat == [warm_mc, min(warm_mc, 38_500)] and together.blocked == [1, 1]
        assert caps(profile, warm, warm_pa + 301, 0)[2].blocked == [0, 0]


def test_the_caps_of_heat_and_air_are_calm():
    """No flicker around 40 degrees, nor with bladders that come and go."""
    _, _, together = caps(STANDARD, raw_limits.WARM_AIR_CODE16[STANDARD], 7_000, 0)
    for foot in together.inputs.feet:
        foot.a_code16 -= 20
    out = Outputs()
    for _ in range(CALM_S - 1):
        together.check(out, 0, [UNCAPPED, UNCAPPED])
        assert together.status.air_cap_pa == 6_666
        assert together.status.heat_cap_mc == [40_000, 40_000]
    together.check(out, 0, [UNCAPPED, UNCAPPED])
    together.check(out, 0, [UNCAPPED, UNCAPPED])
    assert together.status.heat_cap_mc == [UNCAPPED, UNCAPPED]


def test_the_devices_air_follows_the_cap_of_turning_rollers():
    """SAF-064: plant truth, with a program's air beside rollers."""
    rig = circulation("gentle")
    points = rig.device.sequencer.setpoints
    play = rig.device.sequencer.play

    def rolling(passed_ms, heat_ms):
        play(passed_ms, heat_ms)
        points.rollers_permille = 400
        points.air_pa, points.air_pattern = 4_666, 2
        return points

    rig.device.sequencer.play = rolling
    rig.run(60)
    assert rig.trip == ""
    assert 10.0 < max(rig.plant.peak_mmhg) < 18.0
