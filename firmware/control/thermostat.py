"""One pad's temperature: where the pad really is, a setpoint that climbs no faster than allowed,
and the power that holds it there.

Decides the heat request of one foot. May not judge safety and may not exceed 0 … 1000; the
governor cuts what it asks. Called by the slow scan every 100 ms, heat or no heat, so that its
filters know the pad before it is warmed.

- **The pad.** The bead follows it with 12 s; so does a controller that believes the bead, and
  overshoots. Twice the bead's rise over the last 4 s on top of its reading is the pad again, late
  by 4 s only (and 1 s of smoothing). A quicker bead reads too warm while it rises: slower, never
  hotter.
- **The setpoint** climbs from the pad and stays near it, for a foot, a supply or a ceiling may
  hold the pad back or push it: what comes back afterwards climbs at the same rate. It is compared
  with the pad as late as the pad is known, and aims a hair below the target: readings have noise.
- **The power** is what was given lately, less what went into warming the pad (that is the load:
  foot and room), plus what the climb takes, plus a share of the error. "Given" is after the
  ceiling, so a limit that holds heat back winds nothing up, and nothing springs when it lifts.

`solekeeper hold` measures it, by plant truth, over drawn plants and evenings.
"""

FULL_MS = 17  # the longest pulse of a tick's 20 ms
LEAST_PERMILLE = 59  # shorter pulses are not sent: this gives nothing
# 6 W a degree moves a pad of 80 J/K with 13 s, slower than the 5 s the estimate is late: calm
# with every heater a fifth off and 11 to 13.5 V, as strong as half as much again
GAIN_MW_C = 6_000
# Nine tenths of a pad: what the climb takes in advance shall not be too much for a strong heater
PAD_MJ_C = 72_000
SMOOTH_STEPS = 10  # 1 s: a reading's noise of 10 mC moves the request by 3 permille a scan
LEAD_STEPS = 40  # 4 s, and 12 s = 4 s times (1 + LEAD)
LEAD = 2
LATE_STEPS = 53  # all that, and the 0.3 s of the reading
LOAD_STEPS = 150  # 15 s: the load is known as soon as a foot's skin begins to follow
# Ahead of the pad: enough for full power. Behind: a foot that warms a cold pad is waited for
AHEAD_MC = 500
BEHIND_MC = 50
BELOW_MC = 50
LAST_STEPS = 30  # 3 s: the climb ends softly, for a strong heater runs ahead of it unseen
# No pad moves a bead so far in a second: the filters begin anew. And no error needs more to be off
FAR_MC = 3_000


class Thermostat:
    """`heater_mw` is the element's power at 12 V; `rise_mc_s` how fast the setpoint may climb."""

    __slots__ = (
        "gain",
        "warming",
        "climb",
        "rise_mc",
        "set_mc",
        "late_sum",
        "smooth_sum",
        "bead_sum",
        "pad_sum",
        "given_sum",
    )

    def __init__(self, heater_mw: int, rise_mc_s: int) -> None:
        full_mw = heater_mw // 20 * FULL_MS
        self.gain = GAIN_MW_C * 1_000 // full_mw  # permille a degree
        # permille that a degree in LOAD_STEPS takes, and the climb
        self.warming = PAD_MJ_C * 10_000 // full_mw // LOAD_STEPS
        self.climb = PAD_MJ_C * rise_mc_s // full_mw
        self.rise_mc = rise_mc_s // 10
        self.set_mc = 0  # the climbing setpoint, 0 while off
        # Each filter's value times its steps
        self.late_sum = 0
        self.smooth_sum = 0
        self.bead_sum = 0
        self.pad_sum = 0
        self.given_sum = 0

    def step(self, target_mc: int, sensed_mc: int, allowed: int) -> int:
        """Heat request in permille for the next 100 ms.

        `target_mc` 0 or `allowed` 0 is off: the next setpoint climbs from where the pad is then.
        """
        pad_mc = self.pad(sensed_mc)
        warmed_mc = pad_mc - self.pad_sum // LOAD_STEPS
        self.pad_sum += warmed_mc
        request = 0
        if target_mc and allowed:
            target_mc -= BELOW_MC
            load = self.given_sum // LOAD_STEPS - warmed_mc * self.warming // 1_000
            request = load + self.follow(target_mc, pad_mc) * self.gain // 1_000
            request += self.step_mc(target_mc) * self.climb // self.rise_mc
            request = max(0, min(request, 1_000))
        else:
            self.set_mc = 0
        given = min(request, allowed)
        if given < LEAST_PERMILLE:
            given = 0
        self.given_sum += given - self.given_sum // LOAD_STEPS
        return request

    def pad(self, sensed_mc: int) -> int:
        """The pad's temperature, from what its bead read until now."""
        smooth_mc = self.smooth_sum // SMOOTH_STEPS
        if not -FAR_MC < sensed_mc - smooth_mc < FAR_MC:
            smooth_mc = sensed_mc
            self.smooth_sum = sensed_mc * SMOOTH_STEPS
            self.bead_sum = sensed_mc * LEAD_STEPS
            self.pad_sum = sensed_mc * LOAD_STEPS
        self.smooth_sum += sensed_mc - smooth_mc
        moved_mc = smooth_mc - self.bead_sum // LEAD_STEPS
        self.bead_sum += moved_mc
        return smooth_mc + LEAD * moved_mc

    def follow(self, target_mc: int, pad_mc: int) -> int:
        """Climb a step; how far the pad is below the setpoint of some seconds ago."""
        if not self.set_mc:
            self.set_mc = min(pad_mc, target_mc)
            self.late_sum = self.set_mc * LATE_STEPS
        climbed_mc = max(self.set_mc + self.step_mc(target_mc), pad_mc - BEHIND_MC)
        self.set_mc = min(climbed_mc, pad_mc + AHEAD_MC, target_mc)
        late_mc = self.late_sum // LATE_STEPS
        self.late_sum += self.set_mc - late_mc
        return max(-FAR_MC, min(late_mc - pad_mc, AHEAD_MC))

    def step_mc(self, target_mc: int) -> int:
        """How far to climb in a step: less and less in the last degree."""
        left_mc = max(0, target_mc - self.set_mc)
        return min(self.rise_mc, (left_mc + LAST_STEPS - 1) // LAST_STEPS)
