"""Judges one evening by plant truth: how far pads and skin went over the setpoint, how calm the
heater was, how soon the pad was warm.

Decides the figures of one foot; may not touch the device. Beside each well stands a twin that is
never heated: what a warm foot or a hot room does alone is nobody's overshoot. After a step down
the mark follows the cooling pad, so that only what rises counts. Called after every plant step.
"""

from sim.plant.pad import Well

CALM_S = 20.0  # hold begins this long after the last change of anything
NEAR_C = 0.5  # warm: this near the setpoint, from below
CLOSE_C = 0.3  # and the last of it, which is told but not claimed
CORE_C = 35.0  # skin below what the blood brings by itself is not overheated
OFF_S = 30.0  # a heater that gave nothing for so long is not the cause of what rises
RISE_S = 30.0  # the pad's rise is measured over this
BLANK_S = 60.0  # after a foot came in, what it does to the pad counts for nothing


class FootJudge:
    """One foot's figures in `figures`; `look` once per thermal step."""

    def __init__(self, stage, setup, well):
        self.well = well
        self.twin = Well(stage, setup)
        self.mark_c = None
        self.target_c = 0.0
        self.since_s = 0.0  # of the last change
        self.in_s = None  # when a foot came in last
        self.first_s = None  # and first
        self.first_target_c = None
        self.near_s = None
        self.off_s = 0.0  # when the heater last gave anything
        self.lately = []  # pad temperatures of RISE_S
        self.hold = None  # (lowest, highest pad) of a hold
        self.duty = 0
        self.steps = 0  # scans in hold, and what the duty moved in them
        self.moved = 0
        self.figures = {
            "over_c": -99.0, "skin_over_c": -99.0, "rise_c_min": 0.0, "ripple_c": 0.0,
            "sag_c": 0.0, "near_s": None, "close_s": None, "moved_permille": 0.0, "jumps": 0,
            "changed": 0,
        }  # fmt: skip

    def look(self, now_s, target_c, duty, full):
        """A tenth of a second later. `target_c` 0 is no heat; `full` 1 while the heater gives all
        it may.
        """
        well = self.well
        twin = self.twin
        inside = well.foot.inside
        twin.foot._film_w_k = well.foot._film_w_k
        if inside != twin.foot.inside:
            self.since_s = now_s
            self.in_s = now_s if inside else None
        twin.foot.place(inside)
        twin.step(0.0)
        pad = well.pad_c
        if target_c != self.target_c:
            if self.first_s is not None and self.near_s is None and inside:
                self.figures["changed"] = 1  # no warm-up to compare: the aim moved meanwhile
            self.since_s = now_s
            self.target_c = target_c
        if self.first_s is None and target_c and inside:
            self.first_s = self.in_s
            self.first_target_c = target_c
        if full:
            self.since_s = now_s
        figures = self.figures
        lately = self.lately
        lately.append(pad)
        if len(lately) > RISE_S * 10:
            old = lately.pop(0)
            settled = self.in_s is not None and now_s - self.in_s >= BLANK_S
            if target_c and inside and settled and pad > 34.0:
                rise = (pad - old) * 60.0 / RISE_S
                if rise > figures["rise_c_min"]:
                    figures["rise_c_min"] = rise
        if not target_c:
            self.duty = duty
            return
        if self.near_s is None and inside and pad >= self.first_target_c - NEAR_C:
            self.near_s = now_s - self.first_s
            figures["near_s"] = self.near_s
        if figures["close_s"] is None and inside and pad >= self.first_target_c - CLOSE_C:
            figures["close_s"] = now_s - self.first_s
        mark = target_c
        if self.mark_c is not None and self.mark_c > target_c:
            mark = max(target_c, min(self.mark_c, pad))
        if duty:
            self.off_s = now_s
        elif now_s - self.off_s > OFF_S:  # what it has been off for that long, it does not cause
            mark = max(mark, pad)
        self.mark_c = mark
        over = pad - max(mark, twin.pad_c)
        if over > figures["over_c"]:
            figures["over_c"] = over
            figures["over_at_s"] = now_s
        if inside:
            # skin warmer than the pad is warmed by its own body, not by the pad
            over = min(well.skin_c, pad) - max(mark, twin.skin_c, CORE_C)
            if over > figures["skin_over_c"]:
                figures["skin_over_c"] = over
            self.calm(now_s, pad - target_c, duty)
        self.duty = duty

    def calm(self, now_s, error_c, duty):
        """Ripple and the heater's restlessness, while nothing changes and the pad is near."""
        if now_s - self.since_s < CALM_S or not -NEAR_C < error_c < NEAR_C:
            self.hold = None
            return
        figures = self.figures
        step = abs(duty - self.duty)
        self.steps += 1
        self.moved += step
        figures["moved_permille"] = self.moved / self.steps
        if step > 200:
            figures["jumps"] += 1
        if self.hold is None:
            self.hold = [now_s, []]
        started_s, seen = self.hold
        if now_s - started_s < 60.0:
            return
        seen.append(error_c)
        if len(seen) > 300:
            seen.pop(0)
            # a drift over half a minute is the approach; what turns back is ripple
            ripple = max(seen) - min(seen) - abs(seen[-1] - seen[0])
            if ripple > figures["ripple_c"]:
                figures["ripple_c"] = ripple
            if -error_c > figures["sag_c"]:
                figures["sag_c"] = -error_c
