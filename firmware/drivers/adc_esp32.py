"""The ESP32's calibrated ADC, made to look like the RP2040's: full scale is the 3.3 V the NTC
dividers hang on.

Decides the scale. Called by `readings`. 11 dB attenuation is linear from 150 to 2450 mV
(Espressif); the front end keeps every temperature that matters inside that.
"""

from machine import ADC, Pin

FULL_SCALE_UV64 = 51_562  # 3.3 V in steps of 64 uV: keeps every product below 2^30


class CalibratedAdc:
    """`read_u16()` like machine.ADC on rp2: a 12-bit code in the upper bits."""

    def __init__(self, pin: int) -> None:
        self.adc = ADC(Pin(pin), atten=ADC.ATTN_11DB)

    def read_u16(self) -> int:
        """0 … 65,520, from the calibrated voltage."""
        code = (self.adc.read_uv() >> 6) * 4096 // FULL_SCALE_UV64
        return (code if code < 4095 else 4095) << 4
