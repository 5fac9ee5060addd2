"""A short evening with each fault: the hash of its trace and the lines its link ignored.

Run by tests/test_faults_interpreters.py on each interpreter, from the checkout root; not a test
itself.
"""

import sys

if __name__ == "__main__":
    sys.path.insert(0, ".")

from sim.faults import FAULTS
from tests.both.fault_bench import evening, fault

BEGIN_US = 8_007_000
AIR = ("valve", "hose", "pump", "press")
# places whose effect is seen in so short a time, where the first one's is not
PLACES = {"bit_flip": "roller_left", "adc_stuck": "left.all", "valve_stuck_on": "right"}
VALUES = {"bit_flip": 29, "ntc_drift": -20.0}
TOGETHER = (
    ("ntc_swapped", "left", None),
    ("ntc_noise", "left.all", 1.5),
    ("ntc_drift", "left.a", -3.0),
    ("ntc_detached", "left.b", None),
    ("reference_off", None, 1.03),
    ("heater_weak", "right", 0.7),
    ("supply_sag", None, 10.5),
    ("clock_scale", None, 0.97),
    ("button_bounce", "heat", 9),
    ("hose_leak", "left", 0.3),
    ("pressure_offset", None, 3.0),
    ("serial_garbage", None, 700.0),
)


def hash_of(kind, board, faults):
    """The evening in one word, each fault 3 s long where it lasts."""
    plan = [fault(name, where, value, BEGIN_US, 3_000_000) for name, where, value in faults]
    world = evening(kind, plan, board)
    world.end_us = 12_000_000
    world.run(world.end_us)
    ignored = 0 if world.device is None else world.device.link.ignored
    return "%s+%d" % (world.trace.sha256(), ignored)


def lines(put):
    """Every fault on both boards, and many at once."""
    for board in ("rpi_pico", "esp32_devkit"):
        for kind in ("hot", "warm", "air"):
            put("%s none %s" % (board, hash_of(kind, board, ())))
        for name in sorted(FAULTS):
            places = FAULTS[name].places or (None,)
            one = (name, PLACES.get(name, places[0]), VALUES.get(name))
            kind = "hot" if name[:4] == "ntc_" else "air" if name.startswith(AIR) else "warm"
            put("%s %s %s" % (board, name, hash_of(kind, board, (one,))))
        put("%s together %s" % (board, hash_of("air", board, TOGETHER)))


if __name__ == "__main__":
    lines(print)
