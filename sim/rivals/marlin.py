"""Marlin's three: MINTEMP and MAXTEMP, a watch while it heats up, a guard once it has been there.

Facts: github.com/MarlinFirmware/Marlin, Marlin/Configuration_adv.h (for a bed: watch 60 s for
2 degrees, protection 20 s below target minus 2), Marlin/Configuration.h (BED_MINTEMP 5,
TEMP_BED_HYSTERESIS 3; BED_MAXTEMP 150 is a printer's: here the firmware latch of the profile),
Marlin/src/module/temperature.h (HeaterWatch) and temperature.cpp (tr_state_machine_t::run,
readings_ready). Its THERMAL_PROTECTION_VARIANCE_MONITOR, which looks for a reading that never
moves, is off by default and not played. Every number but the limits of temperature is an integer
there; readings here keep their fractions.

The idea: when a target is set, 2 degrees more are wanted within the minute, again and again until
4 below the target. Once the target was reached, 20 s below target minus 2 are a runaway. Too hot
is MAXTEMP's alone.
"""

WATCH_S = 60.0
WATCH_C = 2.0
NEAR_C = 3.0 + 1.0  # TEMP_BED_HYSTERESIS and one more: no watch so close to the target
PERIOD_S = 20.0
HYSTERESIS_C = 2.0
MIN_C = 5.0
READ_S = 0.2  # a reading is the sum of sixteen samples


class Marlin:
    """One heater. `check` gives words when it would stop the printer, else ""."""

    def __init__(self, max_c):
        self.max_c = max_c
        self.read_s = 0.0
        self.target_c = 0.0
        self.watch_s = 0.0  # 0: nothing watched
        self.watch_c = 0.0
        self.been_there = False
        self.runaway_s = 0.0

    def check(self, now_s, raw_c, smooth_c, target_c, heating):
        if now_s < self.read_s:
            return ""
        self.read_s = now_s + READ_S
        if raw_c > self.max_c:
            return "MAXTEMP"
        if target_c > 0.0 and raw_c < MIN_C:
            return "MINTEMP"
        if target_c != self.target_c:
            self.target_c = target_c
            self.been_there = False
            self.watch(now_s, smooth_c)
        if self.watch_s and now_s >= self.watch_s:
            if smooth_c < self.watch_c:
                return "heating failed"
            self.watch(now_s, smooth_c)
        if target_c <= 0.0:
            return ""
        if not self.been_there and smooth_c < target_c:
            return ""
        self.been_there = True
        if smooth_c >= target_c - HYSTERESIS_C:
            self.runaway_s = now_s + PERIOD_S
        elif now_s >= self.runaway_s:
            return "thermal runaway"
        return ""

    def watch(self, now_s, smooth_c):
        """Two degrees more by then, if there is room for them below the target."""
        if self.target_c > 0.0 and smooth_c + WATCH_C < self.target_c - NEAR_C:
            self.watch_c = smooth_c + WATCH_C
            self.watch_s = now_s + WATCH_S
        else:
            self.watch_s = 0.0
