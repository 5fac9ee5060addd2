"""What each check holds at power-on: nothing counted, nothing seen, nothing learned, and no heat
or air that was not earned yet. SAF-038 SAF-039 SAF-045 SAF-054 SAF-072.
"""

from firmware.image import UNCAPPED, FootInputs, Inputs, Status
from firmware.safety.air import Air
from firmware.safety.alone import CORE_MC, SKIN_J_C, SKIN_MC, Alone
from firmware.safety.disagreement import Disagreement
from firmware.safety.dose import Dose
from firmware.safety.duration import Duration
from firmware.safety.evidence import Evidence
from firmware.safety.ground import Ground
from firmware.safety.heat_timer import HeatTimer
from firmware.safety.heater_check import HeaterCheck
from firmware.safety.holding import Holding
from firmware.safety.liveliness import Liveliness
from firmware.safety.massage import Massage
from firmware.safety.presence import Presence
from firmware.safety.rest import Rest
from firmware.safety.rollers import Rollers
from firmware.safety.slew import Slew
from firmware.safety.strength import Strength
from firmware.safety.supply import Supply
from firmware.safety.thermal import FootThermal
from firmware.safety.together import Together
from firmware.safety.trend import Trend
from firmware.safety.trips import TripLatch
from firmware.safety.twin import Twin

from .checks_bench import LIMITS, Heater, Seconds
from .firmware_bench import STAGES, Recorder

MW = 12_000


def empty(thing, names):
    """Each of these attributes is 0, or a list of them."""
    for name in names.split():
        value = getattr(thing, name)
        for one in value if isinstance(value, list) else (value,):
            assert one == 0, (name, value)


def of(make, profile=0):
    """A check of the left foot as its governor makes it."""
    return make(Seconds(), LIMITS[profile], Recorder())


def test_a_trend_has_seen_nothing_at_all():
    trend = Trend(1, FootInputs(), Status(), Heater(1))
    empty(trend, "now at known_s power present still_s off_s down_s noisy rough")
    assert trend.foot == 1 and [list(past) for past in trend.past] == [[0] * 32] * 3


def test_what_compares_sensors_has_counted_no_second():
    rest = of(Rest)
    empty(rest, "apart at_mc learned faulty_s wait_s")
    one = of(lambda trend, limits, latch: Disagreement(trend, rest, limits, latch))
    empty(one, "apart_s stuck_s moves powered_s")
    one = of(lambda trend, limits, latch: Liveliness(trend, trend.inputs, limits, latch))
    empty(one, "last same")
    one = of(lambda trend, limits, latch: Ground(0, trend.inputs, limits, latch))
    empty(one, "shift16 shifted_s")


def test_what_watches_power_has_taken_nothing_away_and_learned_nothing():
    one = of(lambda trend, limits, _: Evidence(trend, limits, MW))
    empty(one, "waited_s bitten_s strong_s pause_s low high slope")
    assert one.ceiling_permille == 1_000
    one = Holding(Seconds(), MW)
    empty(one, "held sum count_s limited low_mc high_mc top_mc")
    assert one.ceiling_permille == 1_000
    one = of(lambda trend, limits, latch: Twin(trend, Seconds(1), limits, MW, latch))
    empty(one, "mean colder_s")
    assert one.ceiling_permille == 1_000
    whole = Inputs()
    stage = STAGES[0]
    one = of(
        lambda trend, limits, _: Alone(
            trend, Seconds(1), whole, whole.left, limits, stage, MW
        )
    )
    empty(one, "alone")
    assert (one.ceiling_permille, one.room_mc) == (1_000, CORE_MC)
    assert one.full_mw == one.nominal_mw == 10_200 and one.held_mj == SKIN_MC * SKIN_J_C
    one = Strength(whole, whole.right, Heater(1), LIMITS[0], stage, Recorder())
    empty(one, "off_s")
    assert (one.foot, one.most_mv) == (1, 14_500)
    one = HeaterCheck(1, whole.right, LIMITS[0], 12_000, Recorder())
    empty(one, "unasked silent silent_ms given pulsed")


def test_no_heat_before_the_first_sample_and_no_sample_was_bad():
    one = FootThermal(1, FootInputs(), LIMITS[0], Recorder())
    empty(one, "bad warm warm_ms ceiling_permille third_permille")


def test_doses_and_times_begin_at_nothing():
    status = Status()
    one = Dose(Inputs(), LIMITS[0], status, Recorder(), 5)
    empty(one, "session day day_s")
    assert one.left == [1, 1] and one.cap_mc == [UNCAPPED, UNCAPPED]
    one = Duration(LIMITS[0], status, Recorder(), 5)
    empty(one, "resting_ms")
    assert one.last_ms == 5
    for declared in (None, {"minutes": 20, "tolerance_permille": 50, "forgets_rail_s": None}):
        one = HeatTimer({"heat_timer": declared}, LIMITS[0], status, 5)
        empty(one, "rest_ms running passed_ms rested_ms")
        assert one.last_ms == 5 and one.limit_ms == (1_116_000 if declared else 0)


def test_valves_were_closed_and_nothing_was_pumped_while_there_was_no_power():
    for profile, vent_ms in ((0, 5_000), (1, 10_000)):
        one = Air(LIMITS[profile], STAGES[profile], Status(), Recorder())
        empty(one, "mask samples sum_pa low_pa high_pa drive pa low over")
        empty(one, "looked_ms held_ms empty spent")
        empty(one.manifold, "filled closed_pa")
        assert one.manifold.stale == -vent_ms // 200  # or hardly any time without it
        assert one.most == [0, 1_000, 1_000] and one.manifold.closed_ms == vent_ms


def test_no_well_was_seen_empty_and_nothing_turned_pressed_or_warmed():
    status = Status()
    empty(Presence(status), "seen_empty")
    empty(Rollers(LIMITS[0], status, Recorder()), "run_ms silent last")
    empty(Massage(LIMITS[0], Recorder()), "high stalled stalled_ms")
    empty(Slew(LIMITS[0]), "turning_ms")
    empty(Together(Inputs(), LIMITS[0], status), "warm pressed_s blocked")
    one = Supply(Inputs(), status, (), LIMITS[0], Recorder())
    empty(one, "over low welded was_up known_mv16 rest_mv16")
    empty(TripLatch(status), "quiet")
