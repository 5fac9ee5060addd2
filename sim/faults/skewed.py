"""Both ADC lines while one is at fault: what each channel then gives.

Decides the order in which stuck codes, the reference, bursts and a shifted ground count; `adc`
says which of them act. Called wherever a code is read, the fast scan too.
"""

from array import array

from ..senses import CODE_MAX, CODE_MIN


class SkewedLine:
    """In place of a line's codes, for every reader. Integers only: the fast scan reads here."""

    def __init__(self, line, boxes, no_current):
        self.line = line
        self.no_current = no_current  # a heater's code without any
        self.noise = line.noise
        self.boxes = boxes
        self.stuck = [-1] * 8
        self.whole = -1
        self.share14 = 16384
        self.burst = array("h", [0] * 8)
        self.ground = array("h", [0] * 8)  # what current in the heater beside it adds
        self.heaters = [None] * 8  # which heater that is
        self.seen = array("H", [0] * 8)

    def __getitem__(self, select):
        code = self.still(select)
        if self.whole < 0 and self.stuck[select] < 0:
            return code
        return code - self.noise[self.line.at]  # which the reader adds

    def still(self, select):
        """The code without noise."""
        if self.whole >= 0:
            return self.whole
        if self.stuck[select] >= 0:
            return self.stuck[select]
        more = self.burst[select]
        heater = self.heaters[select]
        if heater is not None and heater.box[heater.index] > self.no_current:
            more += self.ground[select]
        code = (self.boxes[select] * self.share14 >> 14) + more
        if code < CODE_MIN and more:
            return CODE_MIN
        return code if code < CODE_MAX else CODE_MAX


class Skewed:
    """Both lines; `look` gives what each channel reads, for the trace."""

    def __init__(self, senses, low, high):
        no_current = senses.no_heater_code()
        self.lines = [SkewedLine(senses.lines[i], senses.codes[i], no_current) for i in (0, 1)]
        self.low = low  # bits of the select number that stay 0, and 1
        self.high = high

    def look(self):
        """Two arrays of codes without noise, by the channel the chip asks for."""
        for line in self.lines:
            for asked in range(8):
                line.seen[asked] = line.still(asked & ~self.low | self.high)
        return self.lines[0].seen, self.lines[1].seen
