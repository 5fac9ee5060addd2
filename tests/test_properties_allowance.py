"""Any row of sessions, cuts, waits, plugs pulled and clocks turned: what the allowance grants,
judged by true time. SAF-006 SAF-080 SAF-081 SAF-082 HAZ-118 HAZ-119.

The parts that decide are real: allowance, true time, journal, and the text a boot reads back.
Truth is a list of heated seconds, kept apart from all of them.
"""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from firmware.image import Status
from firmware.journal import COUNTERS, Journal
from firmware.ledger import Ledger
from firmware.program.allowance import DAY_S, Allowance
from firmware.program.plan import Plan
from firmware.program.true_time import TrueTime
from firmware.safety.limits import NEUROPATHY, STANDARD, Limits
from sim.rig import read_json

STAGES = {STANDARD: "standard", NEUROPATHY: "gentle"}


class Chip:
    """Minutes of true time, turned on by somebody, or gone."""

    def __init__(self):
        self.true_s = 0
        self.turned_min = 0
        self.gone = False
        self.stopped = 1

    def minutes(self):
        if self.gone or self.stopped:
            return 0
        return max(self.true_s // 60 + self.turned_min, 0)

    def start(self):
        self.stopped = 0


class Life(RuleBasedStateMachine):
    """One device and somebody who wants heat."""

    def __init__(self):
        super().__init__()
        self.chip = Chip()
        self.flash = ""
        self.heats = []  # (true begin, true end) of what was heated
        self.turned = False

    @initialize(
        profile=st.sampled_from([STANDARD, NEUROPATHY]),
        unlocked=st.sampled_from([0, 1]),
        clock=st.booleans(),
    )
    def begin(self, profile, unlocked, clock):
        self.limits = Limits(profile)
        self.unlocked = unlocked
        self.stage = read_json("boards/stages/" + STAGES[profile] + ".json")
        self.clock = clock
        most = self.limits.last_day_sessions if unlocked else self.limits.day_sessions
        self.most_sessions = most
        self.boot()

    def boot(self):
        self.journal = Journal()
        if self.flash:
            self.journal.take(COUNTERS, self.flash)
        self.journal.recover()
        self.plan = Plan(self.limits.profile, self.unlocked, self.stage)
        true_time = TrueTime(self.chip if self.clock else None)
        away_s = true_time.away_s(*self.journal.clock)
        allowance = Allowance(self.limits, self.unlocked)
        allowance.recall(self.journal.waits, away_s)
        self.ledger = Ledger(self.journal, self.plan, Status(), allowance, true_time)

    def write(self):
        self.flash = "".join(self.journal.pieces(COUNTERS))
        self.ledger.kept()

    def powered(self, seconds, resting=1):
        """True time and powered time go on together; what falls due is written."""
        while seconds:
            step_s = min(seconds, 60)
            seconds -= step_s
            self.chip.true_s += step_s
            self.journal.due[COUNTERS] = 0
            self.ledger.pass_time(step_s * 1_000, resting)
            if self.journal.due[COUNTERS] and not self.journal.open:
                self.write()

    @rule(
        late_s=st.integers(0, 300),
        heat_s=st.integers(1, 1_800),
        cut=st.booleans(),
        lost=st.booleans(),
    )
    def session(self, late_s, heat_s, cut, lost):
        """A start, heat, a stop; the plug pulled in it, before the last write, or not."""
        limits = self.limits
        heat = 0 if self.plan.heat_wait_s else 1
        if not self.plan.massage_left_s:
            return
        longest_s = min(self.plan.massage_left_s, limits.session_max_ms // 1_000)
        late_s = min(late_s, longest_s)
        heat_s = min(heat_s, longest_s - late_s, limits.heat_max_ms // 1_000)
        self.journal.begin("warm feet", longest_s, longest_s * heat)
        self.ledger.mark(longest_s, heat)
        self.write()
        self.powered(late_s, 0)
        begun_s = self.chip.true_s
        self.powered(heat_s, 0)
        if heat and heat_s:
            self.heats.append((begun_s, self.chip.true_s))
        if cut:
            self.boot()
            return
        ran_s = late_s + heat_s
        self.ledger.end(ran_s * 1_000, ran_s, heat if heat_s else 0)
        self.journal.end("stopped", ran_s, heat_s * heat, "")
        if lost:
            self.boot()
        else:
            self.write()
        self.check()

    @rule(seconds=st.sampled_from([1, 59, 600, 1_800, 7_200, 14_400, 43_200, 85_500, 86_400]))
    def wait(self, seconds):
        self.powered(seconds)

    @rule(seconds=st.sampled_from([1, 61, 600, 14_400, 86_400, 40_000_000]))
    def unplugged(self, seconds):
        self.chip.true_s += seconds
        self.boot()

    @rule()
    def reset(self):
        self.boot()

    @rule()
    def battery_dies(self):
        """The chip begins anew, and says that it stood still."""
        self.chip.turned_min = -(self.chip.true_s // 60)
        self.chip.stopped = 1

    @rule(minutes=st.integers(1, 100_000))
    def turned_back(self, minutes):
        self.chip.turned_min -= minutes

    @rule()
    def out_of_its_socket(self):
        self.chip.gone = not self.chip.gone

    @precondition(lambda self: len(self.heats) > 1)
    @rule()
    def look(self):
        self.check()

    def check(self):
        heats = self.heats
        most, gap_s = self.most_sessions, self.limits.gap_ms // 1_000
        for i in range(1, len(heats)):
            assert heats[i][0] - heats[i - 1][1] >= gap_s
        for i in range(most, len(heats)):
            # any 24 hours that begin in the heat of one session
            begin_s = heats[i - most][0]
            for from_s in (begin_s, heats[i - most][1], (begin_s + heats[i - most][1]) // 2):
                to_s = from_s + DAY_S
                s = sum(max(min(b, to_s) - max(a, from_s), 0) for a, b in heats)
                assert s <= most * self.limits.heat_max_ms // 1_000
        assert not self.plan.heat_wait_s or heats


Life.TestCase.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)
TestAnyLife = Life.TestCase


def test_the_rules_above_reach_a_second_heated_session():
    for clock in (False, True):
        life = Life()
        life.begin(NEUROPATHY, 1, clock)
        life.powered(120)
        life.session(0, 900, False, False)
        life.session(0, 300, False, False)
        assert len(life.heats) == 1
        life.unplugged(14_400 + 120)
        life.session(0, 300, False, False)
        assert len(life.heats) == 1 + clock
        life.wait(14_400)
        life.session(0, 300, False, False)
        assert len(life.heats) == 2
