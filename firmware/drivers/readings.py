"""Every analog reading, in phases: what must act in milliseconds each tick, the rest one tick in
two or five.

Decides the order of the multiplexer and the filters; may not judge a value. The only reader of the
ADC (select-then-read is not atomic, so one context reads all). Called by the fast scan: `sample`
with every gate low, `sample_in_pulse` just after the heater pulses began. Four selects and ten
conversions a tick.
"""

from machine import Pin

from ..image import FootInputs, Inputs
from .channels import HEATERS, LATCHES, LEFT
from .keys import Keys
from .smoothing import GLITCH_CODE16, filtered

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any, Protocol

    class Adc(Protocol):
        def read_u16(self) -> int: ...


# A press that may start something lasts 40 ms to 2 s and is over: a wire that breaks is neither.
PRESS_TICKS = 2
LONG_TICKS = 100
UP_TICKS = 5  # so long it has to be up after a boot: a worn contact chatters for less


class Readings:
    """`adcs` two ADCs, `selects` three GPIO numbers, `front_end` and `stage` descriptions."""

    def __init__(
        self,
        adcs: "tuple[Adc, Adc]",
        selects: "tuple[int, int, int]",
        stop_pin: int,
        front_end: "dict[str, Any]",
        stage: "dict[str, Any]",
        full_mv: int,
    ) -> None:
        self.read0 = adcs[0].read_u16  # bound once: loading a bound method allocates
        self.read1 = adcs[1].read_u16
        self.put0 = Pin(selects[0], Pin.OUT, value=0).value
        self.put1 = Pin(selects[1], Pin.OUT, value=0).value
        self.put2 = Pin(selects[2], Pin.OUT, value=0).value
        self.stop = Pin(stop_pin, Pin.IN, Pin.PULL_UP).value
        # mA at full scale, below 2^18
        self.heater_scale = full_mv * 1000 // stage["heater_mv_per_a"]
        self.heater_zero = stage["heater_zero_mv"] * 4096 // full_mv
        self.rail_scale = full_mv * front_end["rail_divider"]
        self.roller_scale = full_mv * 1000 // front_end["roller_mv_per_a"]
        self.roller_zero = front_end["roller_zero_mv"] * 4096 // full_mv
        self.full_mv = full_mv
        self.pressure_zero_mv = front_end["pressure_zero_mv"]
        self.pressure_mv_per_kpa = front_end["pressure_mv_per_kpa"]
        self.keys = Keys(front_end["ladder_mv"], full_mv)
        self.unseen = UP_TICKS  # a press that began before this boot starts nothing
        self.down_ticks = 0
        self.phase = 0
        self.shifted = 0
        self.primed = 0  # scans until every filter holds a real sample
        self.select(HEATERS)

    def select(self, channel: int) -> None:
        """Point both multiplexers at `channel`, 0 … 7."""
        self.put0(channel & 1)
        self.put1(channel >> 1 & 1)
        self.put2(channel >> 2 & 1)

    def sample(self, inputs: Inputs) -> None:
        """This tick's share with the gates low; the selects still stand at HEATERS."""
        inputs.left.off_ma = ((self.read0() >> 4) - self.heater_zero) * self.heater_scale >> 12
        inputs.right.off_ma = ((self.read1() >> 4) - self.heater_zero) * self.heater_scale >> 12
        # normally closed to ground: pressed and a broken wire both read 1
        down = self.stop()
        if self.unseen:
            self.unseen = UP_TICKS if down else self.unseen - 1
        elif down:
            if not inputs.stop_down:
                inputs.stop_presses += 1
                self.down_ticks = 0
            if self.down_ticks <= LONG_TICKS:
                self.down_ticks += 1
        elif inputs.stop_down and PRESS_TICKS <= self.down_ticks <= LONG_TICKS:
            inputs.start_press = inputs.stop_presses
        inputs.stop_down = down
        phase = self.phase
        if phase & 1:
            self.sample_latches(inputs)
            if phase == 3 or phase == 7:
                self.sample_supply(inputs)
            else:
                self.sample_presence(inputs)
        else:
            self.sample_feet(inputs)
        if self.primed < 2:
            self.primed += 1
        # both together: `samples` tells the governor what was just read
        self.phase = phase + 1 if phase < 9 else 0
        inputs.samples = (inputs.samples + 1) & 0x3FFFFFFF

    def sample_in_pulse(self, inputs: Inputs) -> None:
        """Inside the pulses that just began: currents, and one tick in ten two temperatures."""
        inputs.left.on_ma = ((self.read0() >> 4) - self.heater_zero) * self.heater_scale >> 12
        inputs.right.on_ma = ((self.read1() >> 4) - self.heater_zero) * self.heater_scale >> 12
        if not self.phase:
            self.sample_shifted(inputs)

    def sample_shifted(self, inputs: Inputs) -> None:
        """In rotation a and b of the left, of the right, both latches': does current move them?"""
        turn = self.shifted
        self.shifted = turn + 1 if turn < 2 else 0
        if turn == 2:
            self.select(LATCHES)
            inputs.left.latch_pulse_code = self.read0() >> 4
            inputs.right.latch_pulse_code = self.read1() >> 4
        else:
            self.select(LEFT + turn)
            foot = inputs.feet[turn]
            foot.a_pulse_code = self.read0() >> 4
            foot.b_pulse_code = self.read1() >> 4
        self.select(HEATERS)

    def sample_feet(self, inputs: Inputs) -> None:
        """Even ticks: both feet's surface sensors, the keys, the rollers' shunt."""
        self.put1(0)  # HEATERS to LEFT: only what changes, here and below
        self.pair(inputs.left)
        self.put0(0)  # to RIGHT
        self.put1(1)
        self.pair(inputs.right)
        self.put0(1)  # to KEYS
        self.put1(0)
        self.put2(1)
        self.keys.take(self.read0() >> 4, inputs)
        inputs.roller_ma = ((self.read1() >> 4) - self.roller_zero) * self.roller_scale >> 12
        self.put1(1)  # to HEATERS
        self.put2(0)

    def pair(self, foot: FootInputs) -> None:
        """Sensors a and b of the foot that is selected."""
        a = self.read0() >> 4
        b = self.read1() >> 4
        foot.a_code = a
        foot.b_code = b
        if self.primed < 2:
            foot.a_code16 = a << 4
            foot.b_code16 = b << 4
            return
        # `filtered`, without a call where nothing jumps
        step = (a << 4) - foot.a_code16
        if -GLITCH_CODE16 <= step <= GLITCH_CODE16:
            foot.a_code16 += step >> 3
        else:
            foot.a_code16 = filtered(foot.a_code16, a)
        step = (b << 4) - foot.b_code16
        if -GLITCH_CODE16 <= step <= GLITCH_CODE16:
            foot.b_code16 += step >> 3
        else:
            foot.b_code16 = filtered(foot.b_code16, b)

    def sample_latches(self, inputs: Inputs) -> None:
        """Odd ticks: the hardware latches' own sensors and the manifold's pressure."""
        self.put0(0)  # HEATERS to LATCHES
        self.put1(0)
        self.put2(1)
        a = self.read0() >> 4
        b = self.read1() >> 4
        left = inputs.left
        right = inputs.right
        left.latch_code = a
        right.latch_code = b
        if self.primed < 2:
            left.latch_code16 = a << 4
            right.latch_code16 = b << 4
        else:
            left.latch_code16 = filtered(left.latch_code16, a)
            right.latch_code16 = filtered(right.latch_code16, b)
        self.put1(1)  # LATCHES to AIR
        mv = (self.read0() >> 4) * self.full_mv >> 12
        inputs.pressure_pa = (mv - self.pressure_zero_mv) * 1000 // self.pressure_mv_per_kpa

    def sample_presence(self, inputs: Inputs) -> None:
        """Three odd ticks of five: is a foot in each well."""
        self.put0(1)  # AIR to PRESENCE
        inputs.left.presence_mv = (self.read0() >> 4) * self.full_mv >> 12
        inputs.right.presence_mv = (self.read1() >> 4) * self.full_mv >> 12
        self.put2(0)  # to HEATERS

    def sample_supply(self, inputs: Inputs) -> None:
        """Two odd ticks of five: the rail, and the reference that tells whether the ADC can be
        believed.
        """
        self.put1(0)  # AIR to SUPPLY
        self.put2(0)
        inputs.rail_mv = (self.read0() >> 4) * self.rail_scale >> 12
        inputs.reference_mv = (self.read1() >> 4) * self.full_mv >> 12
        self.put0(1)  # to HEATERS
        self.put1(1)
