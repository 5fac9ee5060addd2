"""Other projects' heater supervision, stated in our own words, on our plant.

No line here is theirs: each file says which repository and file the facts come from, and the
numbers are the defaults found there. `rig` runs one of them as the only protection of a plain
thermostat. Core: runs on every interpreter the simulator runs on.
"""

from .ironos import IronOs, IronOs222
from .klipper import Klipper
from .marlin import Marlin

# By the name a run asks for. None: nobody looks, a bare thermostat.
RIVALS = {
    "klipper": Klipper,
    "marlin": Marlin,
    "ironos_2.22": IronOs222,
    "ironos": IronOs,
    "bare": None,
}


def detector(name, max_c):
    """One heater's detector, or None; `max_c` is the MAXTEMP it is set up with."""
    made = RIVALS[name]
    return made(max_c) if made else None
