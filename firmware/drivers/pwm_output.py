"""A motor's or pump's PWM pin: writes a level, and only when it changed.

Built with `duty_u16=0`: an ESP32 starts a PWM without a duty at 50 %. Clamped here again, because
a negative duty can be full on. Heaters never come here: PWM outlives the program. Called by the
fast scan through `outputs`.
"""

from machine import PWM, Pin

U16_PER_PERMILLE = 65  # 1000 * 65 = 65,000 of 65,535: the last half percent is not missed


class PwmOutput:
    """`pin` is a GPIO number, `freq_hz` the carrier."""

    def __init__(self, pin: int, freq_hz: int) -> None:
        self.pwm = PWM(Pin(pin), freq=freq_hz, duty_u16=0)
        self.level = 0

    def write(self, level_permille: int) -> None:
        """0 … 1000; anything outside is cut."""
        if level_permille == self.level:
            return
        if level_permille < 0:
            level_permille = 0
        elif level_permille > 1000:
            level_permille = 1000
        self.level = level_permille
        self.pwm.duty_u16(level_permille * U16_PER_PERMILLE)
