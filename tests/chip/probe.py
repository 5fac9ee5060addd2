"""Breaks the running firmware from inside, on demand: what no host and no wire can do.

Decides nothing by itself: four pins that the board does not use say which fault, and stand at 0
until the bench raises them. It is never flashed; the bench's second disk alone has it. `put_in` is
called by that disk's main.py before `start`.
"""

import gc

from machine import Pin, reset, soft_reset

PINS = (5, 22, 24, 29)  # free on the board, or the module's own
MARK = 28  # goes high as the fault begins: from there the bench counts
SLOW_RAISES, SLOW_HANGS, FAST_RAISES, FAST_STOPS, RESETS, WAITS, SOFT_RESETS, COUNTS = range(1, 9)


class Broken:
    """Readings that raise."""

    def sample(self, inputs):
        raise RuntimeError("probe")


class Probe:
    """Stands in front of the conductor: called first thing in every slow scan."""

    def __init__(self, device):
        self.device = device
        self.inner = device.slow.conductor
        self.pins = tuple([Pin(pin, Pin.IN, Pin.PULL_DOWN) for pin in PINS])
        self.mark = Pin(MARK, Pin.OUT, value=0)
        device.slow.conductor = self

    def asked(self):
        number = 0
        for i in range(len(self.pins)):
            number += self.pins[i].value() << i
        return number

    def step(self, inputs, status, intents, now_ms):
        number = self.asked()
        if number == COUNTS:
            gc.collect()
            print("heap", gc.mem_alloc(), gc.mem_free())
        elif number:
            self.breaks(number)
        return self.inner.step(inputs, status, intents, now_ms)

    def breaks(self, number):
        self.mark.value(1)
        if number == SLOW_RAISES:
            raise RuntimeError("probe")
        if number == FAST_RAISES:
            self.device.fast.readings = Broken()
        elif number == FAST_STOPS:
            self.device.hw.ticker.timer.deinit()
        elif number == RESETS:
            reset()
        while number == SLOW_HANGS:
            pass
        while number == WAITS:  # the bench chooses the instant
            if self.asked() == SOFT_RESETS:
                soft_reset()


def put_in(main, before):
    """From now on `main.boot` makes a device with a probe in it; `before` is the heap without."""
    real_boot = main.boot

    def boot():
        device = real_boot()
        Probe(device)
        return device

    main.boot = boot
    gc.collect()
    print("probe", gc.mem_alloc() - before)
