"""How a thermistor's samples become a reading: slower than noise, far faster than the bead.

Decides the filter alone; integers, no state. Called by `readings`, which does the usual step
itself: a call in every tick costs more than the step.
"""

GLITCH_CODE16 = 1024  # 64 counts, 1.7 °C: no bead moves so far in 40 ms


def filtered(code16: int, code: int) -> int:
    """`code16` (counts times 16) moved an eighth of the way to the new sample `code`: 0.3 s,
    against a bead of 12 s.

    A glitch may be any step, so one sample moves the result by 8 counts at most.
    """
    step = (code << 4) - code16
    if step > GLITCH_CODE16:
        step = GLITCH_CODE16
    elif step < -GLITCH_CODE16:
        step = -GLITCH_CODE16
    return code16 + (step >> 3)
