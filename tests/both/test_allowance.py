"""What the coming session may have, at the edges. SAF-080 SAF-081 SAF-082 SAF-083 SAF-084."""

from firmware.journal import Journal
from firmware.program.allowance import (
    DAY_S,
    DAYS,
    GAP,
    LEAST_S,
    READY_S,
    TIRED,
    Allowance,
    words,
)
from firmware.program.true_time import SLACK_S, YEAR_MIN, TrueTime
from firmware.safety.limits import NEUROPATHY, STANDARD, Limits
from firmware.units import TIME_MASK

# (profile, last stage of the plan, sessions a day, gap s)
PEOPLE = (
    (STANDARD, 0, 3, 1_800),
    (STANDARD, 1, 3, 1_800),
    (NEUROPATHY, 0, 1, 14_400),
    (NEUROPATHY, 1, 2, 14_400),
)


def rest(allowance, seconds):
    """So long without a rail."""
    allowance.pass_time(seconds * 1_000, 1)


def test_limits_are_the_sessions_and_gaps_of_the_safety_table():
    """SAF-080 SAF-081."""
    for profile, last_stage, sessions, gap_s in PEOPLE:
        limits = Limits(profile)
        assert (limits.last_day_sessions if last_stage else limits.day_sessions) == sessions
        assert limits.gap_ms == gap_s * 1_000


def test_nothing_waits_on_a_blank_store():
    for profile, last_stage, _, _ in PEOPLE:
        made = Allowance(Limits(profile), last_stage)
        made.recall(Journal().waits, 0)
        assert made.heat_wait_s() == 0 and made.massage_wait_s() == 0
        assert made.massage_left_s() * 1_000 == Limits(profile).massage_most_ms


def test_heat_waits_for_the_gap_to_the_second():
    for profile, last_stage, sessions, gap_s in PEOPLE:
        if sessions > 1:
            made = Allowance(Limits(profile), last_stage)
            made.spent(900, 900, 1)
            for waited_s, left_s in ((0, gap_s), (gap_s - 1, 1), (1, 0)):
                rest(made, waited_s)
                assert made.heat_wait_s() == left_s


def test_heat_waits_for_the_day_when_its_sessions_are_used_up():
    for profile, last_stage, sessions, gap_s in PEOPLE:
        made = Allowance(Limits(profile), last_stage)
        for i in range(sessions):
            assert made.heat_wait_s() == 0
            made.spent(900, 900, 1)
            if i < sessions - 1:
                rest(made, gap_s)
        # the first one's day is over first: 24 hours from its begin
        left_s = DAY_S - 900 - (sessions - 1) * gap_s
        assert made.heat_wait_s() == left_s
        rest(made, left_s - 1)
        assert made.heat_wait_s() == 1
        rest(made, 1)
        assert made.heat_wait_s() == 0


def test_no_day_holds_more_heat_than_its_sessions_however_heat_lay_in_them():
    """A session's day counts from its begin, but from the end of its heat less all of it."""
    made = Allowance(Limits(NEUROPATHY), 0)
    for ran_s, wait_s in (
        (0, DAY_S),
        (899, DAY_S - 899),
        (900, DAY_S - 900),
        (1_200, DAY_S - 900),
    ):
        made.recall([0] * 5, 0)
        made.spent(ran_s, ran_s, 1)
        assert made.heat_wait_s() == wait_s


def test_a_session_without_heat_neither_counts_nor_begins_the_wait_anew():
    for profile, last_stage, _, gap_s in PEOPLE:
        made = Allowance(Limits(profile), last_stage)
        made.spent(900, 900, 0)
        assert made.heat_wait_s() == 0
        made.spent(900, 900, 1)
        wait_s = made.heat_wait_s()
        rest(made, 100)
        made.spent(300, 300, 0)
        assert made.heat_wait_s() == wait_s - 100 >= gap_s - 100


def test_massage_tires_and_rest_gives_it_back():
    for profile, most_s, cost in ((STANDARD, 5_400, 1), (NEUROPATHY, 2_400, 6)):
        made = Allowance(Limits(profile), 0)
        made.spent(0, most_s - LEAST_S, 0)
        assert made.massage_left_s() == LEAST_S and made.massage_wait_s() == 0
        made.spent(0, 1, 0)  # a second less than a session
        assert made.massage_left_s() == 0 and made.massage_wait_s() == cost
        made.pass_time(10_000, 0)  # with the rail up nobody rests
        assert made.massage_wait_s() == cost
        rest(made, cost - 1)
        assert made.massage_left_s() == 0
        rest(made, 1)
        assert made.massage_left_s() == LEAST_S
        made.spent(0, LEAST_S, 0)
        rest(made, most_s * cost)
        assert made.massage_left_s() == most_s


def test_a_cut_session_counts_as_all_it_could_have_become_from_now_on():
    for profile, last_stage, _, gap_s in PEOPLE:
        limits = Limits(profile)
        made = Allowance(limits, last_stage)
        waits = made.worst(900, 1)
        assert made.heat_wait_s() == 0  # not yet: it may be called off
        made.recall(waits, 0)
        late_s = READY_S + limits.session_max_ms // 1_000
        assert made.waits[GAP] == gap_s + late_s and made.waits[DAYS[0]] == DAY_S + late_s
        assert made.waits[TIRED] == 900 * made.cost()
        made.recall(waits, gap_s + late_s)
        assert made.waits[GAP] == 0
        cold = Allowance(limits, last_stage)
        assert cold.worst(900, 0)[GAP] == 0


def test_a_damaged_record_waits_for_everything_and_has_one_short_session_left():
    journal = Journal()
    journal.take(1, "[]")
    assert journal.damaged[1]
    old = Journal()
    old.take(1, '{"sessions":7}')  # of a firmware that kept no waits: unknown is just now
    for record in (journal, old):
        for profile, last_stage, _, _ in PEOPLE:
            made = Allowance(Limits(profile), last_stage)
            made.recall(record.waits, 0)
            assert made.heat_wait_s() >= DAY_S
            assert made.massage_left_s() == LEAST_S


def test_a_reboot_gives_nothing_back():
    for profile, last_stage, _, _ in PEOPLE:
        made = Allowance(Limits(profile), last_stage)
        made.spent(900, Limits(profile).massage_most_ms // 1_000, 1)
        waits = list(made.waits)
        for _ in range(5):
            made.recall(made.waits, 0)
            assert made.waits == waits


def test_time_counts_in_whole_seconds_and_loses_none():
    made = Allowance(Limits(STANDARD), 1)
    made.spent(0, 0, 1)
    for _ in range(10_000):
        made.pass_time(100, 1)
    assert made.heat_wait_s() == 1_800 - 1_000
    made.recall([TIME_MASK] * 5, 0)
    made.spent(0, 5_000, 1)
    assert max(made.waits) < TIME_MASK


def test_a_wait_is_told_in_minutes_rounded_up():
    assert [words(s) for s in (0, 1, 60, 61)] == ["", "waits 1 min", "waits 1 min", "waits 2 min"]


# --- the clock chip's word -----------------------------------------------------------------------


class Chip:
    """Says what a test wants it to say."""

    stopped = 0

    def __init__(self, now_min):
        self.now_min = now_min

    def minutes(self):
        return self.now_min

    def start(self):
        self.stopped = 0


def away(now_min, stamp_min, since_s):
    return TrueTime(Chip(now_min)).away_s(stamp_min, since_s)


def test_true_time_is_credited_once_and_a_minute_less_than_the_chip_says():
    assert away(1_240, 1_000, 0) == 239 * 60
    assert away(1_240, 1_000, 3_600) == 179 * 60  # an hour of it was powered and counted
    assert away(1_001, 1_000, 0) == away(1_000, 1_000, 0) == 0
    one = TrueTime(Chip(1_240))
    one.away_s(1_000, 0)
    again = TrueTime(Chip(1_240))
    assert again.away_s(one.stamp_min, one.since_s) == 0


def test_a_clock_that_makes_no_sense_credits_nothing():
    assert away(0, 1_000, 0) == 0  # not there
    assert away(1_240, 0, 0) == 0  # no stamp
    assert away(999, 1_000, 0) == 0  # backwards
    assert away(1_000 + YEAR_MIN, 1_000, 0) > 0
    assert away(1_001 + YEAR_MIN, 1_000, 0) == 0  # by years
    assert away(1_010, 1_000, 3_600) == 0  # slower than powered time
    assert TrueTime(None).away_s(1_000, 0) == 0


def test_a_clock_that_loses_the_pace_is_not_believed_until_the_next_boot():
    for off_s, sound in (
        (-SLACK_S - 60, 0),
        (-SLACK_S, 1),
        (0, 1),
        (SLACK_S, 1),
        (SLACK_S + 60, 0),
    ):
        chip = Chip(1_000)
        one = TrueTime(chip)
        one.away_s(0, 0)
        one.pass_time(600)
        chip.now_min += 10 + off_s // 60
        one.stamp()
        # 600 s are worth 12 s of slack more
        assert one.sound == sound and one.stamp_min == (chip.now_min if sound else 0), off_s
        if not sound:
            chip.now_min = 1_010
            one.stamp()
            assert one.stamp_min == 0 and one.report() == "lost the pace"


def test_a_chip_that_stood_still_counts_only_when_no_old_stamp_is_left():
    chip = Chip(0)
    chip.stopped = 1
    one = TrueTime(chip)
    one.away_s(1_000, 0)
    one.stamp_min = 1_000
    one.start()
    assert chip.stopped == 1
    one.stamp_min = 0
    one.start()
    assert chip.stopped == 0
    chip.now_min = 5
    one.stamp()
    assert one.stamp_min == 5 and one.report() == "good"
