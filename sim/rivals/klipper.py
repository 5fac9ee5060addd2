"""Klipper's two layers: readings outside [min_temp, max_temp], and a heater that does not heat.

Facts: github.com/Klipper3d/klipper at 84104bbb, klippy/extras/verify_heater.py (hysteresis 5,
max_error 120, heating_gain 2, check_gain_time 60 for a bed, looked at once a second),
klippy/extras/adc_temperature.py (a report every .3 s, four in a row out of range),
klippy/extras/heaters.py (min_temp and max_temp have no default, smooth_time 1 s; the check reads
the smoothed temperature). min_temp 0 as in its config/generic-ramps.cfg; max_temp is given by who
sets it up: here the firmware latch of the profile, the tightest that leaves room to regulate.

The idea: once near the target, the shortfall below target minus hysteresis is summed up second by
second, and too large a sum is a fault. On the way up the sum starts anew as long as the reading
gains 2 degrees a minute. What is too hot is left to max_temp.
"""

HYSTERESIS_C = 5.0
MAX_ERROR_CS = 120.0
GAIN_C = 2.0
GAIN_TIME_S = 60.0
MIN_C = 0.0
REPORT_S = 0.3
REPORTS = 4


class Klipper:
    """One heater. `check` gives words when it would shut the printer down, else ""."""

    def __init__(self, max_c):
        self.max_c = max_c
        self.report_s = 0.0
        self.outside = 0
        self.look_s = 0.0
        self.climbing = False
        self.first_climb = False
        self.target_c = 0.0
        self.shortfall_cs = 0.0
        self.goal_c = 0.0
        self.goal_s = 0.0

    def check(self, now_s, raw_c, smooth_c, target_c, heating):
        if now_s >= self.report_s:
            self.report_s = now_s + REPORT_S
            self.outside = self.outside + 1 if not MIN_C <= raw_c <= self.max_c else 0
            if self.outside >= REPORTS:
                return "max_temp" if raw_c > self.max_c else "min_temp"
        if now_s < self.look_s:
            return ""
        self.look_s = now_s + 1.0
        changed = target_c != self.target_c
        self.target_c = target_c
        missing_c = target_c - HYSTERESIS_C - smooth_c
        if target_c <= 0.0 or missing_c <= 0.0:  # there, or nothing asked for
            self.climbing = self.first_climb = False
            if smooth_c <= target_c + HYSTERESIS_C:
                self.shortfall_cs = 0.0
            return ""
        self.shortfall_cs += missing_c
        if not self.climbing:
            if changed:
                self.climbing = self.first_climb = True
                self.set_goal(now_s, smooth_c)
            elif self.shortfall_cs >= MAX_ERROR_CS:
                return "verify_heater"
        elif smooth_c >= self.goal_c:
            self.first_climb = False
            self.shortfall_cs = 0.0
            self.set_goal(now_s, smooth_c)
        elif now_s >= self.goal_s:
            self.climbing = False
        elif self.first_climb:  # it may sink at first
            self.goal_c = min(self.goal_c, smooth_c + GAIN_C)
        return ""

    def set_goal(self, now_s, smooth_c):
        """Two degrees more within a minute."""
        self.goal_c = smooth_c + GAIN_C
        self.goal_s = now_s + GAIN_TIME_S
