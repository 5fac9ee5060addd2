"""The [plant] table of a scenario: every key with its default, and the range the plant can play.

Decides the defaults, once for scenarios, for `Rig` and for tests. Bounds are what the plant can
play with some room, not what is safe. Besides these keys any number of `plant.parameters` may be
given by its name, within its believable spread.
"""

from .plant.parameters import TABLE

# key: (default, low, high, unit)
NUMBERS = {
    "ambient_c": (23.0, -10.0, 50.0, "°C"),
    "perfusion": (1.0, 0.0, 10.0, "(1 normal, 0 occluded)"),
    "contact_area_m2": (0.02, 0.001, 0.05, "m²"),
    "contact_w_m2k": (40.0, 1.0, 500.0, "W/m²K"),
    "heater_scale": (1.0, 0.0, 5.0, "of the stage's nominal power"),
    "supply_v": (12.0, 0.0, 30.0, "V"),
    "feet_warmer_c": (0.0, -15.0, 8.0, "°C over a sole at rest in this room, when power comes"),
    "left_perfusion": (1.0, 0.0, 10.0, "of the right foot's, for two feet that are unlike"),
    "left_area": (1.0, 0.5, 2.0, "the same of the area"),
    "left_contact": (1.0, 0.1, 10.0, "the same of the contact"),
    "left_warmer_c": (0.0, -20.0, 20.0, "°C over the right foot, when power comes"),
    "ntc_percent": (0.0, 0.0, 3.0, "% that R25, B and divider of each sensor may be off"),
}
PARAMETERS = {row[0]: (row[3][0], row[3][1], row[2]) for row in TABLE}  # (low, high, unit)
FLAGS = {
    "covered": False, "hardware_latch": True, "heat_timer": True, "relief": True,
    "valve_timer": True, "clamp": True,
}  # fmt: skip
FEET = ("both", "left", "right", "none")
# The warmest room in which a stage still heats: 35 and 28 °C (SAF-077) less noise.
WARMEST_C = {"standard": 34.8, "gentle": 27.8}


def left_foot(made):
    """What is true of the left foot: a copy."""
    own = dict(made)
    own["perfusion"] *= made["left_perfusion"]
    own["contact_area_m2"] *= made["left_area"]
    own["contact_w_m2k"] *= made["left_contact"]
    own["feet_warmer_c"] += made["left_warmer_c"]
    return own


def setup(changes):
    """A complete [plant] dict: the defaults with `changes`. KeyError for an unknown key."""
    made: dict[str, object] = {"feet": "none"}
    for key in NUMBERS:
        made[key] = NUMBERS[key][0]
    made.update(FLAGS)
    parameters = {}
    for key in changes:
        if key in PARAMETERS:
            parameters[key] = changes[key]
        elif key in made:
            made[key] = changes[key]
        else:
            raise KeyError(key)
    if parameters:
        made["parameters"] = parameters
    return made
