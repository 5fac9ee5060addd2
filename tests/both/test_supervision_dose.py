"""Thermal dose: the table against floating point, the limiter, the trip, and a day that no pulled
plug shortens. SAF-050 SAF-051 SAF-052.
"""

import math

from firmware.image import UNCAPPED, Inputs, Status
from firmware.safety.dose import DAY_S, MOST, PERMILLE, Dose, rate_at, warmth_at
from firmware.safety.limits import NEUROPATHY, STANDARD, Limits
from firmware.safety.trips import DOSE, QUIET_SCANS, TripLatch
from firmware.units import TIME_MASK
from sim.rig import Rig

from .device import PAIRS, evening, waited

NTC = {"beta_k": 3_950.0, "pull": 10_000.0}


def code16(celsius):
    """Filtered counts at a temperature: the divider's formula, in floating point."""
    ohm = 10_000.0 * math.exp(NTC["beta_k"] * (1.0 / (celsius + 273.15) - 1.0 / 298.15))
    return int(round(65_536.0 * NTC["pull"] / (ohm + NTC["pull"])))


def celsius(code):
    ohm = NTC["pull"] * (65_536.0 / code - 1.0)
    return 1.0 / (1.0 / 298.15 + math.log(ohm / 10_000.0) / NTC["beta_k"]) - 273.15


def cem43(celsius):
    """Hundred-millionths of an equivalent minute in a second."""
    return 1e8 / 60.0 * (0.5 if celsius >= 43.0 else 0.25) ** (43.0 - celsius)


class Bench:
    """A Dose on sensors of our own, in a session; `warm` lets seconds pass at a temperature."""

    def __init__(self, profile=STANDARD, start_ms=TIME_MASK - 30_000):
        self.now_ms = start_ms
        self.inputs = Inputs()
        self.status = Status()
        self.status.session_ms = 1
        self.limits = Limits(profile)
        latch = TripLatch(self.status)
        self.dose = Dose(self.inputs, self.limits, self.status, latch, start_ms)

    def warm(self, left, right=20.0, seconds=1, step_ms=1_000):
        for _ in range(seconds):
            self.inputs.left.a_code16 = code16(left)
            self.inputs.left.b_code16 = code16(left - 0.5)
            self.inputs.right.a_code16 = code16(right - 0.5)
            self.inputs.right.b_code16 = code16(right)
            self.now_ms = (self.now_ms + step_ms) & TIME_MASK
            if self.status.session_ms:
                self.status.session_ms += step_ms
            self.dose.check_left(self.now_ms)
            self.dose.check_right(self.now_ms)


def test_a_seconds_dose_is_within_2_percent_of_floating_point_from_36_to_48_degrees():
    """SAF-050 SAF-051."""
    worst = 0.0
    for code in range(code16(36.0), code16(48.0), 5):
        true = cem43(celsius(code))
        worst = max(worst, abs(rate_at(code) - true) / true)
    assert worst < 0.02, worst


def test_dose_never_falls_with_the_reading_and_never_leaves_small_integers():
    last = 0
    for code in range(0, 65_536, 3):
        rate = rate_at(code)
        assert last <= rate < 1 << 28, code
        last = rate
    assert rate_at(0) == 0 and rate_at(code16(30.0)) == 0


def test_sums_stop_at_ten_minutes_even_at_the_hottest_reading_and_after_a_stall():
    bench = Bench()
    for _ in range(40):
        bench.warm(120.0, 120.0, 1, 60_000)
        for sums in (bench.dose.session, bench.dose.day):
            assert 0 < max(sums) <= MOST < 1 << 30
    assert bench.status.cem43_permille == [10_000, 10_000]


def test_the_warmth_for_a_rate_is_at_most_50_mc_under_the_true_one_and_never_over():
    for mc in range(35_000, 43_000, 37):
        rate = int(cem43(mc / 1_000.0))
        assert mc - 60 <= warmth_at(rate) <= mc + 2 + 2_000 // max(1, rate), mc
    assert warmth_at(0) == 0 and warmth_at(1_666_667) == UNCAPPED


def test_each_foot_counts_its_hotter_sensor():
    bench = Bench()
    bench.warm(41.0, 40.0, 60)
    assert abs(bench.dose.session[0] / 6_250_000 - 1) < 0.02
    assert abs(bench.dose.session[1] / 1_562_500 - 1) < 0.02


def test_a_heater_that_follows_the_cap_never_uses_up_the_session_and_the_cap_only_falls():
    """SAF-050: a limiter first, calm: it falls in small steps and never comes back."""
    for profile, asked in ((STANDARD, 42.5), (NEUROPATHY, 40.3)):
        bench = Bench(profile)
        seconds = bench.limits.session_max_ms // 1_000
        last = UNCAPPED
        capped = 0
        for second in range(seconds):
            cap_mc = bench.dose.cap_mc[0]
            bench.warm(min(asked, cap_mc / 1_000.0))
            assert cap_mc <= last, second
            assert last == UNCAPPED or last - cap_mc <= 120, (second, last, cap_mc)
            last = cap_mc
            capped += cap_mc / 1_000.0 < asked
            assert bench.dose.left[0] == 1
        assert capped > seconds // 2
        assert bench.status.trip == 0
        limit = bench.limits.cem43_session_permille
        assert 0.9 * limit < bench.status.cem43_permille[0] <= limit


def test_at_the_cap_heat_is_refused_and_a_quarter_over_it_trips():
    """SAF-050 SAF-052: below, at and above, with sensors that stay at 43 degrees."""
    for profile in (STANDARD, NEUROPATHY):
        bench = Bench(profile)
        limit = bench.limits.cem43_session_permille
        until_cap = 0
        while bench.dose.left[1]:
            bench.warm(20.0, 43.0)
            until_cap += 1
        assert abs(until_cap - limit * 60 / 1_000) <= 2 + limit // 500
        assert bench.dose.cap_mc[0] > 39_000 and bench.dose.cap_mc[1] == 0
        more = 0
        while not bench.status.trip:
            bench.warm(20.0, 43.0)
            more += 1
        assert abs(more - limit * 60 / 4_000) <= 2
        assert bench.status.trip == DOSE and bench.status.trip_where == 2


def test_a_new_session_starts_at_nothing_and_the_day_goes_on():
    """SAF-051: three sessions just under the cap are more than a day may have."""
    bench = Bench()
    for _ in range(2):
        bench.warm(43.0, 20.0, 118)
        bench.status.session_ms = 0
        bench.warm(25.0)
        bench.status.session_ms = 1
        assert bench.dose.session[0] == 0 and bench.dose.left[0] == 1
    bench.warm(43.0, 20.0, 8)
    assert bench.dose.left[0] == 0 and bench.status.trip == 0
    assert 4_000 < bench.status.cem43_day_permille[0] < 4_100
    bench.warm(43.0, 20.0, 64)
    assert bench.status.trip == DOSE


def test_a_days_trip_can_be_acknowledged_once_the_foot_is_cool():
    bench = Bench()
    bench.dose.recall(4_000, 0, 0)
    bench.warm(43.0, 20.0, 70)
    assert bench.status.trip == DOSE
    number = bench.status.trips
    bench.dose.latch.stand(number)
    assert bench.status.trip == DOSE
    bench.warm(33.0, 20.0, 3)
    for _ in range(QUIET_SCANS):
        bench.dose.latch.stand(number)
    assert bench.status.trip == 0 and bench.dose.left[0] == 0


def test_a_day_is_24_hours_of_powered_time_from_its_first_dose_on():
    """SAF-051."""
    bench = Bench()
    bench.warm(25.0, 25.0, 10)
    assert bench.dose.day_s == 0
    bench.dose.recall(100, 4_000, DAY_S - 3)
    bench.warm(25.0, 25.0, 2)
    assert bench.dose.left == [1, 0] and bench.status.cem43_day_permille == [100, 4_000]
    bench.warm(25.0, 25.0, 2)
    assert bench.dose.left == [1, 1] and bench.status.cem43_day_permille == [0, 0]
    assert bench.dose.day_s == 0


def test_more_than_a_day_holds_locks_heat_and_trips_nothing():
    bench = Bench(NEUROPATHY)
    bench.dose.recall(TIME_MASK, TIME_MASK, 0)
    assert bench.dose.day == [500 * PERMILLE, 500 * PERMILLE]
    bench.warm(38.0, 38.0, 1)
    assert bench.dose.left == [0, 0] and bench.status.trip == 0


# --- the device ---------------------------------------------------------------------------


def test_what_the_device_counts_is_never_less_than_the_skin_truly_had():
    rig = evening("standard")
    for well in rig.plant.wells:
        well.pad_c = 41.0
        well.beads_c[:] = [41.0, 41.0, 41.0]
    rig.run(30)
    for foot in (0, 1):
        counted = rig.status.cem43_permille[foot]
        assert counted >= rig.plant.cem43_min[foot] * 1_000 and counted > 5


def test_the_dose_cap_lowers_the_setpoint_of_its_own_foot():
    rig = evening("standard")
    rig.run(2)
    rig.device.governor.dose.recall(3_995, 0, 10)
    rig.run(3)
    left, right = rig.device.controls.thermostats
    cap_mc = rig.status.heat_cap_mc[0]
    assert 30_000 < cap_mc < 38_500 and left.set_mc <= cap_mc
    assert rig.status.heat_cap_mc[1] >= 41_000


def test_a_used_up_day_gives_that_foot_no_joule_whatever_is_asked():
    rig = evening("gentle")
    rig.device.governor.dose.recall(500, 0, 10)
    rig.run(2)
    before = [well.heater_j for well in rig.plant.wells]
    rig.run(20)
    after = [well.heater_j for well in rig.plant.wells]
    assert after[0] == before[0] and after[1] > before[1] + 10.0
    assert rig.trip == ""


def replug(rig):
    rig.power(False)
    rig.run(1)
    rig.power(True)
    rig.run(1)


def pulled(stage, profile, patient):
    """Three sessions, each cut by the plug; `patient` who has sat out the gap before each. The
    day's dose as booked in each, which were heated, and the rig.
    """
    rig = Rig(stage=stage, profile=profile)
    booked, heated = [], []
    for _ in range(3):
        rig.feet("none")
        rig.run(0.5)
        if patient:
            waited(rig)
        rig.start_session(3)
        assert rig.state == "running"
        rig.run(3)
        booked.append(rig.status.cem43_day_permille[0])
        joules = rig.plant.heater_j
        rig.run(3)
        heated.append(1 if rig.plant.heater_j > joules else 0)
        replug(rig)
    return booked, heated, rig


def test_pulling_the_plug_never_buys_a_fresh_allowance():
    """SAF-050 SAF-051: each pull costs a whole session; then there is no heat, and massage goes
    on. Whoever does not wait has none from the second on.
    """
    for stage, profile in PAIRS:
        session, day = (2_000, 4_000) if stage == "standard" else (250, 500)
        assert pulled(stage, profile, 1)[:2] == ([0, session, day], [1, 1, 0]), stage
        assert pulled(stage, profile, 0)[:2] == ([0, session, session], [1, 0, 0]), stage


def test_a_session_that_ends_well_costs_what_it_gave():
    rig = evening("gentle", plant={"supply_v": 12.0})
    rig.run(5)
    rig.press("start")
    rig.run(2)
    replug(rig)
    assert max(rig.status.cem43_day_permille) <= 1
    assert rig.status.heat_cap_mc[0] >= 39_000
