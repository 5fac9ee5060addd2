"""The check of a foot that is alone, from below, at its limit and above it. SAF-045."""

from firmware.image import FootInputs, Inputs
from firmware.safety.alone import CORE_MC, GRACE_S, REFILL_S, SKIN_J_C, SKIN_MC, Alone

from .checks_bench import FEET, LIMITS, Seconds, Watched
from .firmware_bench import Bench

HEATER_MW = 12_000
STAGE = {"pad_loss_mw_per_k": 250, "heater_max_mv": 14_500}
ROOM_MC = 23_000
GRACE = GRACE_S[0] * REFILL_S
# 11 V through 1.1 A for 17 of 20 ms is the 10.2 W of a whole second
FULL_MW = 10_200


class Lone(Watched):
    """The check of `foot`, its well and the other at rest in a room."""

    def __init__(self, foot=0, limits=LIMITS[0], stage=STAGE):
        Watched.__init__(self, Seconds(foot))
        self.other = Seconds(1 - foot)
        self.whole = Inputs()
        self.inputs = FootInputs()
        self.one = Alone(
            self.trend, self.other, self.whole, self.inputs, limits, stage, HEATER_MW
        )
        self.check = self.one.check
        self.both(ROOM_MC, ROOM_MC, 2)

    @property
    def ceiling(self):
        return self.one.ceiling_permille

    def both(self, mc, other_mc, count=1, power=0, other_power=0, feet=None):
        for _ in range(count):
            present, other_present = (None, None) if feet is None else feet
            self.other.second(other_mc, power=other_power, present=other_present)
            self.second(mc, power=power, present=present)

    def enter(self, power=0):
        """This foot alone comes in."""
        self.both(ROOM_MC, ROOM_MC, 1, power, 0, (1, 0))


def flow_mw(skin_mc, room_mc=ROOM_MC):
    """What the skin of the worst foot loses on the stage of these tests."""
    return ((skin_mc - room_mc) * 175 + (skin_mc - CORE_MC) * 188) // 1_000


def test_a_foot_alone_has_its_grace_and_then_what_the_reckoned_skin_leaves():
    for foot in FEET:
        one = Lone(foot)
        one.enter()
        one.both(ROOM_MC, ROOM_MC, GRACE_S[0] - 3)
        assert (one.one.alone, one.ceiling) == (GRACE, 1_000)
        one.one.held_mj = 41_000 * SKIN_J_C
        one.both(ROOM_MC, ROOM_MC)
        assert one.ceiling == flow_mw(41_000) * 1_000 // FULL_MW


def test_the_ceiling_fades_by_four_watts_a_degree_and_is_nothing_far_above():
    hold_mw = flow_mw(41_000)
    for skin_mc, mw in ((40_000, hold_mw + 4_000), (41_500, hold_mw - 2_000), (43_000, 0)):
        one = Lone()
        one.enter()
        one.one.alone = GRACE
        one.one.held_mj = skin_mc * SKIN_J_C
        one.both(ROOM_MC, ROOM_MC)
        assert one.ceiling == max(0, mw * 1_000 // FULL_MW), skin_mc
    one.one.held_mj = 20_000 * SKIN_J_C
    one.both(ROOM_MC, ROOM_MC)
    assert one.ceiling == 1_000


def test_both_profiles_have_their_limit_and_each_stage_its_pad():
    one = Lone(0, LIMITS[1], {"pad_loss_mw_per_k": 120})
    assert one.one.loss_mw_c == 84 and one.one.most_mv == 14_500
    assert one.one.most_mc == 39_500


def test_numb_feet_do_not_vouch_for_each_other():
    one = Lone(0, LIMITS[1])
    one.both(38_000, 38_000, 1, 400, 400, (1, 1))
    one.both(38_000, 38_000, 300, 400, 400)
    one.one.held_mj = 39_500 * SKIN_J_C
    one.both(38_000, 38_000, 1, 400, 400)
    assert one.one.alone == 1
    assert one.ceiling == flow_mw(39_500) * 1_000 // FULL_MW


def test_the_skin_is_reckoned_from_power_and_room_alone():
    one = Lone()
    one.enter()
    held_mj = one.one.held_mj
    skin_mc = held_mj // SKIN_J_C
    one.both(99_000, ROOM_MC, 1, 500)  # whatever the pad's own sensors say
    assert one.one.held_mj == held_mj + FULL_MW // 2 - flow_mw(skin_mc)


def test_power_is_measured_and_never_taken_for_less_than_nominal():
    for rail_mv, on_ma, pulsed, mw in (
        (13_500, 1_350, 60, 13_500 * 1_350 // 1_000 * 85 // 100),
        (13_500, 1_350, 59, FULL_MW),  # no current was sampled
        (11_000, 900, 1_000, FULL_MW),
        (20_000, 1_000, 1_000, 14_500 * 85 // 100),  # behind the clamp
    ):
        one = Lone()
        one.enter()
        one.whole.rail_mv = rail_mv
        one.inputs.on_ma = on_ma
        one.trend.heater.pulsed = pulsed
        one.both(ROOM_MC, ROOM_MC)
        assert one.one.full_mw == mw


def test_a_foot_that_comes_in_is_no_colder_than_feet_are():
    one = Lone()
    one.one.held_mj = 20_000 * SKIN_J_C
    one.enter()
    assert one.one.held_mj == SKIN_MC * SKIN_J_C
    one.both(ROOM_MC, ROOM_MC)
    assert one.one.held_mj < SKIN_MC * SKIN_J_C  # only as it comes
    warm = Lone()
    warm.both(41_000, 41_000)
    warm.both(41_000, 40_000, 1, 0, 0, (1, 0))
    assert warm.one.held_mj // SKIN_J_C == warm.one.rest_mc() == 37_410
    one.one.held_mj = 40_000 * SKIN_J_C
    one.both(ROOM_MC, ROOM_MC, 1, feet=(0, 0))
    one.enter()
    assert one.one.held_mj // SKIN_J_C > 39_900  # and none is forgotten


def test_the_room_is_the_warmer_of_two_wells_at_rest_and_later_the_other_if_cooler():
    one = Lone()
    assert one.one.room_mc == ROOM_MC
    one.both(15_000, 24_000)  # three sensors that read low make no cold room
    assert one.one.room_mc == 24_000
    one.both(25_000, 24_000)
    assert one.one.room_mc == 25_000
    one.enter()
    assert one.one.room_mc == ROOM_MC
    one.both(20_000, 26_000, 1, 300)
    assert one.one.room_mc == ROOM_MC  # a well another foot just left
    one.both(20_000, 22_000, 1, 300)
    assert one.one.room_mc == 22_000
    one.both(20_000, 5_000, 1, 300, 0, (1, 1))
    assert one.one.room_mc == 22_000  # a foot in the other: no room


def test_before_both_wells_were_seen_empty_the_room_is_taken_for_warm():
    one = Lone()
    one.one.room_mc = CORE_MC
    one.both(20_000, 36_000, 1, 0, 0, (1, 0))
    assert one.one.room_mc == CORE_MC


def test_this_well_empty_with_the_rail_up_is_no_rest():
    one = Lone()
    one.trend.status.rail = 1
    one.both(40_000, 23_500)
    assert one.one.room_mc == ROOM_MC


def beside(seconds=45):
    """Both feet in and warmed, for so long."""
    one = Lone()
    one.both(38_000, 38_000, 1, 400, 400, (1, 1))
    one.both(38_000, 38_000, seconds, 400, 400)
    return one


def test_a_foot_that_is_warmed_beside_it_vouches_once_both_were_in_for_45_seconds():
    """Before that `twin` compares nothing: a foot that comes and goes all the time costs grace."""
    for mine, others in ((43, 100), (100, 43), (43, 43)):  # one of them is just back
        one = beside(44)
        one.one.alone = GRACE - REFILL_S
        one.one.held_mj = 50_000 * SKIN_J_C
        one.trend.still_s, one.other.still_s = mine - 1, others - 1
        one.both(38_000, 38_000, 1, 400, 400)
        assert (one.one.alone, one.ceiling) == (GRACE, 1_000)
        assert one.one.held_mj > 41_000 * SKIN_J_C  # nor is anything forgotten
        one.both(38_000, 38_000, 1, 400, 400)
        assert (one.one.alone, one.ceiling) == (GRACE + 1, 0)
        one.both(38_000, 38_000, 1, 400, 400)
        assert (one.one.alone, one.ceiling) == (GRACE, 1_000)
        assert one.one.held_mj == 41_000 * SKIN_J_C


def test_grace_runs_out_by_the_second_and_comes_back_four_times_slower():
    one = beside(GRACE)
    assert one.one.alone == 0
    one.both(38_000, 38_000, 1, 400, 0)  # there, and not warmed
    assert one.one.alone == REFILL_S
    one.both(38_000, 38_000, 1, 400, 400)
    assert one.one.alone == REFILL_S - 1
    one.both(38_000, 38_000, GRACE_S[0], 400, 0)
    assert one.one.alone == GRACE + 1  # and never more is owed
    one.both(38_000, 38_000, GRACE, 400, 400)
    assert one.one.alone == 1


def test_a_foot_vouches_once_its_reckoned_skin_is_a_degree_and_a_half_below_at_most():
    """Over the limit this one counts as at it: else what was allowed once could not be again."""
    one = Lone()
    one.one.beside = Lone(1).one
    one.both(38_000, 38_000, 1, 400, 400, (1, 1))
    one.both(38_000, 38_000, 45, 400, 400)

    def vouches(mc, beside_mj):
        one.one.held_mj = mc * SKIN_J_C
        one.one.alone = 50
        one.one.beside.held_mj = beside_mj
        one.both(38_000, 38_000, 1, 400, 400)
        assert one.one.alone in (49, 50 + REFILL_S)
        return one.one.alone == 49

    for mc in (33_000, 38_000, 40_900, 47_000):
        assert not vouches(mc, 0)
        least_mj = min(one.one.held_mj, 41_000 * SKIN_J_C) - 1_500 * SKIN_J_C
        assert vouches(mc, least_mj) and not vouches(mc, least_mj - 1), mc
        assert vouches(mc, 60_000 * SKIN_J_C)


def test_each_foots_check_knows_the_others():
    alone = Bench().governor.heat.alone
    assert alone[0].beside is alone[1] and alone[1].beside is alone[0]


def test_extremes_stay_within_a_chips_small_integers():
    one = Lone()
    one.enter()
    one.whole.rail_mv = 40_000
    one.inputs.on_ma = 4_095
    one.trend.heater.pulsed = 1_000
    for mc, power in ((-40_000, 0), (150_000, 1_000)):
        one.one.room_mc = mc
        one.both(mc, mc, 3_000, power)
        assert 0 <= one.ceiling <= 1_000
        most = max(abs(one.one.held_mj), one.one.full_mw * 1_000)
        assert most < 1 << 30
