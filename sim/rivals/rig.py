"""The rivals' bench: our world, wires, faults and plant, no firmware of ours; a plain thermostat
on each pad that regulates on sensor A alone, and one rival's detector as its only protection.

Decides what a rival is given, and it is given the benefit of every doubt: the reading is our ADC's
mean of eight samples, right to the beta equation; the target is given in one step, as a printer
does, so its watch sees all the power there is; and when it detects, both gates and the rail are
cut within 50 ms, though a printer only lowers the gate and a welded switch goes on. Nobody's
hardware latch, heat timer or presence stands behind it. A printer has no switched rail, so it is
up all the time.
Called by `sim.matrix.observe`.
"""

import math

from . import detector

SAMPLES = 8
SMOOTH_S = 1.0
STEP_S = 0.1
GAIN_W_K = 4.8  # as our thermostat's: .4 of full power a degree at 12 W
INTEGRAL_S = 100.0
GATE_US = 17_000  # of a tick of 20 ms, at full power
TICKS = 5  # in a control step


class Thermostat:
    """Proportional and integral; the integral rests while the heater is at an end stop."""

    def __init__(self, power_w):
        self.gain = GAIN_W_K / power_w
        self.sum = 0.0

    def step(self, target_c, reading_c):
        """Duty, 0 … 1."""
        if target_c <= 0.0:
            self.sum = 0.0
            return 0.0
        error = (target_c - reading_c) * self.gain
        duty = error + self.sum
        if 0.0 < duty < 1.0 or (duty >= 1.0) != (error > 0.0):
            self.sum = min(max(self.sum + error * STEP_S / INTEGRAL_S, 0.0), 1.0)
        return min(max(duty, 0.0), 1.0)


class RivalRig:
    """Hangs on `world.on_tick`; `ask` says what is wanted: (from_s, until_s, target_c, max_c).
    `told` is (who and why, foot, seconds) once something was detected.
    """

    def __init__(self, world, name, ask):
        self.world = world
        self.from_s, self.until_s, self.target_c, max_c = ask
        stage = world.spec["stage"]
        power_w = 144.0 / (stage["heater_mohm"] / 1000.0)
        self.name = name
        self.detectors = [detector(name, max_c) for _ in (0, 1)]
        self.thermostats = [Thermostat(power_w) for _ in (0, 1)]
        self.ntc = world.wiring.senses.front["ntc"]
        self.places = [world.wiring.senses.front["mux"][side + ".a"] for side in ("left", "right")]
        self.smooth_c = [0.0, 0.0]
        self.duty = [0.0, 0.0]
        self.ticks = 0
        self.told = None
        world.boot_at_us = 1 << 60  # the chip never starts a program of ours

    def tick(self, world):
        """One world tick: a pulse on each gate and on the rail's keep-alive, unless told."""
        self.ticks += 1
        now_us = world.chip.now_us
        if self.ticks % TICKS == 0 and self.told is None:
            self.control(now_us / 1_000_000)
        if self.told is not None:
            return
        world.wiring.edges.begin(now_us, 10, 10)
        for foot in (0, 1):
            on_us = int(self.duty[foot] * GATE_US)
            if on_us:
                world.wiring.heaters[foot].begin(now_us, on_us, 0)

    def control(self, now_s):
        """Read, detect, regulate."""
        target_c = self.target_c if self.from_s <= now_s < self.until_s else 0.0
        for foot in (0, 1):
            raw_c = self.read(foot)
            smooth_c = self.smooth_c[foot]
            smooth_c = smooth_c + (raw_c - smooth_c) * STEP_S / SMOOTH_S if smooth_c else raw_c
            self.smooth_c[foot] = smooth_c
            watcher = self.detectors[foot]
            if watcher is not None:
                heating = self.duty[foot] > 0.0
                why = watcher.check(now_s, raw_c, smooth_c, target_c, heating)
                if why:
                    self.told = (self.name + ": " + why, foot, now_s)
                    return
            self.duty[foot] = self.thermostats[foot].step(target_c, smooth_c)

    def read(self, foot):
        """Sensor A as the converter shows it."""
        adc, select = self.places[foot]
        line = self.world.wiring.senses.lines[adc]
        noise = line.noise
        total = SAMPLES * line.codes[select]
        at = (self.ticks * 7 + foot * 517) & 1023
        for i in range(SAMPLES):
            total += noise[(at + i * 131) & 1023]
        code = min(max(total / SAMPLES, 1.0), 4095.0)
        ohm = self.ntc["pulldown_ohm"] * (4096.0 - code) / code
        per_k = 1.0 / 298.15 + math.log(ohm / self.ntc["r25_ohm"]) / self.ntc["beta_k"]
        return 1.0 / per_k - 273.15
