"""The buzzer: one tone or silence on a PWM pin of its own slice.

Decides nothing about meaning; `panel` does. Called by the slow scan through `panel`.
"""

from machine import PWM, Pin

DUTY_U16 = 32_768  # a square wave; the loudness is the transducer's


class Buzzer:
    """`pin` is a GPIO number whose PWM slice no motor shares: its frequency changes."""

    def __init__(self, pin: int) -> None:
        self.pwm = PWM(Pin(pin), freq=2_000, duty_u16=0)
        self.tone_hz = 0

    def tone(self, hz: int) -> None:
        """0 is silence, else 100 … 10,000 Hz."""
        if hz == self.tone_hz:
            return
        self.tone_hz = hz
        if hz:
            self.pwm.freq(hz)
        self.pwm.duty_u16(DUTY_U16 if hz else 0)
