"""IronOS' runaway detector, as it is and as it was up to 2.22, with the numbers of its hot plate
(MHP30), the nearest thing to a pad it has.

Facts: github.com/Ralim/IronOS, source/Core/Threads/PIDThread.cpp (detectThermalRunaway,
setOutputx10WattsViaFilters) and source/Core/BSP/MHP30/configuration.h. At 4fb95a65 (after 2.22):
45 s, 3 degrees. At 0c0ee91e: 20 s, 2 degrees. It has no limit of temperature beyond that of the
set point; a reading at the top of the converter takes the power away. A thermocouple that breaks
reads the top; our divider's NTC reads the bottom: here either end takes the power away.

As it was: more than 3 degrees below the set point, the reading has to gain more than 3 degrees
every 45 s. As it is: the first time it has heated for 20 s (or stood idle 20 s after power-up, for
a heating that never began counts from 0) the span of all readings is looked at once, and never
again; a span below 2 degrees adds 1 to a counter that acts above 8 and loses 1 a second. So it
cannot act.
"""

LOW_C, HIGH_C = -35.0, 120.0  # beyond these the converter is at an end


class IronOs222:
    """One heater, as of 2.22. Whole degrees, as there."""

    TIME_S = 45.0
    MORE_C = 3

    def __init__(self, max_c):
        self.kept_c = 0
        self.kept_s = 0.0

    def check(self, now_s, raw_c, smooth_c, target_c, heating):
        if not LOW_C < raw_c < HIGH_C:
            return "converter at its end"
        reading_c = int(smooth_c)
        missing_c = int(target_c) - reading_c if target_c > 0.0 else 0
        if missing_c <= self.MORE_C or reading_c - self.kept_c > self.MORE_C:
            self.kept_c = reading_c
            self.kept_s = now_s
        elif now_s - self.kept_s > self.TIME_S:
            return "thermal runaway"
        return ""


class IronOs:
    """One heater, as of September 2025."""

    TIME_S = 20.0
    SPAN_C = 2
    ACTS_ABOVE = 8

    def __init__(self, max_c):
        self.least_c = 65535
        self.most_c = 0
        self.heats_since_s = 0.0
        self.looked = False
        self.count = 0
        self.second_s = 0.0

    def check(self, now_s, raw_c, smooth_c, target_c, heating):
        if not LOW_C < raw_c < HIGH_C:
            return "converter at its end"
        if not self.looked:
            self.span(now_s, int(smooth_c), heating)
        if now_s - self.second_s > 1.0:
            self.second_s = now_s
            self.count = max(0, self.count - 1)
        return "thermal runaway" if self.count > self.ACTS_ABOVE else ""

    def span(self, now_s, reading_c, heating):
        """Look at the span of all readings, once."""
        self.least_c = min(self.least_c, reading_c)
        if not heating:
            self.heats_since_s = 0.0
        else:
            self.most_c = max(self.most_c, reading_c)
            if not self.heats_since_s:
                self.heats_since_s = now_s
        if now_s - self.heats_since_s > self.TIME_S and self.most_c > self.least_c:
            self.looked = True
            if self.most_c - self.least_c < self.SPAN_C:
                self.count += 1
