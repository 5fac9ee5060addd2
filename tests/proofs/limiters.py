"""What CrossHair confirms over every path: the pure integer limiters never give more than asked.

`make crosshair` reads the assertions; each function first says which numbers it is about.
"""

from firmware.safety.dose import AT_43, warmth_at
from firmware.safety.rest import odd_one
from firmware.safety.slew import granted


def a_grant_only_subtracts(request: int, ceiling: int, last: int, step: int) -> None:
    """A level is between nothing and each of request, ceiling and last + step."""
    assert 0 <= ceiling <= 1_000 and 0 <= last <= 1_000 and 1 <= step <= 1_000
    level = granted(request, ceiling, last, step)
    assert 0 <= level <= ceiling
    assert level <= last + step
    assert level == 0 or level <= request


def a_lower_ceiling_never_gives_more(
    request: int, ceiling: int, lower: int, last: int, step: int
) -> None:
    """Monotone in the ceiling: a check that takes away cannot add."""
    assert 0 <= lower <= ceiling <= 1_000 and 0 <= last <= 1_000 and 1 <= step <= 1_000
    assert granted(request, lower, last, step) <= granted(request, ceiling, last, step)


def the_odd_one_is_outside_the_smallest_difference(ab: int, a_third: int, b_third: int) -> None:
    """The two that remain are no further apart than any other two."""
    assert -(1 << 20) < ab < 1 << 20 and -(1 << 20) < a_third < 1 << 20
    assert -(1 << 20) < b_third < 1 << 20
    kept = (b_third, a_third, ab)[odd_one(ab, a_third, b_third)]
    assert abs(kept) <= abs(ab) and abs(kept) <= abs(a_third) and abs(kept) <= abs(b_third)


def the_doses_warmth_stays_under_43_degrees_while_it_is_limited(rate: int) -> None:
    """A cap that limits is one of 34 to 43 °C, or no heat at all."""
    assert 0 <= rate < AT_43
    mc = warmth_at(rate)
    assert mc == 0 or 34_000 <= mc <= 43_000
