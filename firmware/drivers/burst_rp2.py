"""A self-expiring pulse on RP2040 and RP2350: one FIFO word is one pulse, an empty FIFO is LOW.

Decides how a pulse outlives nothing: when the program hangs, throws or is reset, no word follows
and the state machine stalls in `pull` with the pin low. It may not repeat a word by itself. Called
by `heater_gate` and `rail`. A soft reset can freeze a state machine mid-pulse; that is
what the rail's own keep-alive is for.
"""

import rp2
from machine import Pin

UNIT_US = 10  # one state machine cycle at 100 kHz
FREQUENCY_HZ = 100_000
ON_BITS = 14


@rp2.asm_pio(sideset_init=rp2.PIO.OUT_LOW, out_shiftdir=rp2.PIO.SHIFT_RIGHT)
def one_pulse():
    wrap_target()
    pull(block).side(0)
    out(x, 14).side(0)
    out(y, 16).side(0)
    jmp(not_x, "low").side(0)
    label("high")
    jmp(x_dec, "high").side(1)
    label("low")
    jmp(y_dec, "low").side(0)
    wrap()


def word(on_us: int, off_us: int) -> int:
    """FIFO word for `on_us` high then about `off_us` low, each 0 … 163,840 µs in steps of 10 µs.

    The loops run n + 1 times, so n = units - 1 gives the exact time; a high time under one unit is
    no pulse at all, because the program jumps over the loop when x is 0 (so the shortest pulse is
    two units). 30 bits: a small int everywhere.
    """
    on = on_us // UNIT_US - 1
    if on < 1:
        on = 0
    return on | (off_us // UNIT_US) << ON_BITS


class Burst:
    """One pin that can be high only as long as somebody keeps asking.

    `slot` is the state machine, 0 … 3.
    """

    def __init__(self, pin: int, slot: int, off_us: int) -> None:
        self.off_us = off_us
        self.on_us = 0  # of the word made last: most pulses are as long as the one before
        self.word = 0
        self.machine = rp2.StateMachine(
            slot, one_pulse, freq=FREQUENCY_HZ, sideset_base=Pin(pin, Pin.OUT, value=0)
        )
        self.machine.active(1)
        self.waiting = self.machine.tx_fifo
        self.put = self.machine.put

    def fire(self, on_us: int) -> None:
        """Start one pulse of `on_us`.

        Does nothing while one is still waiting: `put` would block, and words must not queue.
        """
        if on_us > 0 and not self.waiting():
            if on_us != self.on_us:
                self.on_us = on_us
                self.word = word(on_us, self.off_us)
            self.put(self.word)
