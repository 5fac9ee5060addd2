"""Every number of the plant, once: value, unit, spread, status and where it comes from.

Decides nothing by itself; foot, pad, pneumatic, mechanics and hardware read their numbers here by
name when they are built, never in the hot path. Status: F found in a public source, M from memory
(check before citing), S own calculation or a choice fitted to one. What a stage or a scenario
declares is listed at the end, so that this table and those two are all the numbers there are.

Literals stay at 15 digits or fewer: then every interpreter reads the same double.
"""

# name, value, unit, (low, high) believable spread, status, source or reason
TABLE = (
    # -- skin, from the surface inwards -------------------------------------------------------
    ("epidermis_m", 0.0012, "m", (0.0006, 0.0016), "M", "plantar epidermis with its horny layer"),
    ("dermis_m", 0.0015, "m", (0.001, 0.002), "M", "plantar dermis"),
    ("fat_m", 0.010, "m", (0.006, 0.018), "M", "plantar fat pad"),
    ("epidermis_w_mk", 0.21, "W/(m K)", (0.20, 0.26), "F", "PMC5459687 table"),
    ("dermis_w_mk", 0.29, "W/(m K)", (0.29, 0.53), "F", "PMC5459687 table"),
    ("fat_w_mk", 0.20, "W/(m K)", (0.16, 0.23), "F", "PMC5459687 table"),
    ("epidermis_j_kgk", 3600.0, "J/(kg K)", (3370.0, 3600.0), "F", "PMC5459687 table, porcine"),
    ("dermis_j_kgk", 3224.0, "J/(kg K)", (3224.0, 3662.0), "F", "PMC5459687 table, porcine"),
    ("fat_j_kgk", 2303.0, "J/(kg K)", (2303.0, 2678.0), "F", "PMC5459687 table, porcine"),
    ("epidermis_kg_m3", 1200.0, "kg/m3", (1110.0, 1200.0), "M", "usual in skin burn models"),
    ("dermis_kg_m3", 1200.0, "kg/m3", (1090.0, 1200.0), "M", "usual in skin burn models"),
    ("fat_kg_m3", 1000.0, "kg/m3", (850.0, 1000.0), "M", "usual in skin burn models"),
    ("core_c", 35.0, "C", (32.0, 37.0), "M", "deep foot and its arterial blood"),
    ("perfusion_per_s", 0.0015, "1/s", (0.0005, 0.003), "M", "dermis at rest, Pennes"),
    ("fat_perfusion_per_s", 0.0002, "1/s", (0.0, 0.0005), "M", "fat: an order less than dermis"),
    ("blood_j_m3k", 3996000.0, "J/(m3 K)", (3800000.0, 4000000.0), "M", "1060 kg/m3 x 3770"),
    ("dilation_most", 10.0, "x rest", (1.5, 15.0), "F", "forearm 15-20 (PubMed 2139018)"),
    ("dilation_from_c", 33.0, "C", (32.0, 35.0), "F", "dorsum of the foot (PubMed 2279855)"),
    ("dilation_full_c", 41.0, "C", (40.0, 43.0), "S", "fitted: 41 C pad, h 40 gives 37.7 C"),
    ("dilation_tau_s", 180.0, "s", (60.0, 600.0), "M", "minutes to a plateau"),
    ("restricted_k", 0.8, "x", (0.8, 1.0), "F", "conductivity -20 % with circulation restricted"),
    ("skin_to_air_w_m2k", 9.0, "W/(m2 K)", (7.0, 11.0), "F", "9.7 bare chest (J Trauma 30:422)"),
    # -- pad and its beads --------------------------------------------------------------------
    ("pad_j_k", 80.0, "J/K", (60.0, 120.0), "M", "heated plate of one well"),
    ("covered_loss", 0.6, "x", (0.5, 0.8), "M", "a blanket: .25 becomes .15 W/K"),
    ("bead_tau_s", 12.0, "s", (4.0, 12.0), "F", "10 k NTC, slowest of the type"),
    ("bead_a_rise", 1.0, "x", (0.98, 1.0), "S", "bead's share of pad over room: the plate's mean"),
    ("bead_b_rise", 0.992, "x", (0.98, 1.0), "S", "sits towards the rim: .14 C less at 41 C"),
    ("bead_latch_rise", 1.004, "x", (1.0, 1.01), "S", "the latch's own sits on the hottest spot"),
    ("air_rise", 0.4, "x", (0.2, 0.6), "S", "air beside the pad, share of pad over room"),
    ("air_rise_covered", 0.7, "x", (0.5, 0.9), "S", "the same under a blanket"),
    ("air_tau_s", 60.0, "s", (20.0, 120.0), "S", "well air and shell"),
    # -- air, amounts in mL at atmospheric pressure -------------------------------------------
    ("pump_ml_s", 50.0, "mL/s", (17.0, 60.0), "F", "3 L/min free flow, cuff type"),
    ("pump_stall_kpa", 103.0, "kPa", (60.0, 103.0), "F", "cuff pump"),
    ("manifold_ml_kpa", 0.1, "mL/kPa", (0.05, 0.3), "S", "10 mL of stiff tube at 101 kPa"),
    ("manifold_bleed_ml_s_kpa", 0.1, "mL/(s kPa)", (0.02, 0.2), "S", "shut off, empties in 3 s"),
    ("limp_ml", 200.0, "mL", (100.0, 300.0), "M", "fills before the bladder grows taut"),
    ("limp_kpa", 0.2, "kPa", (0.05, 0.4), "S", "the fabric's own weight when just full"),
    ("taut_ml_kpa", 7.3, "mL/kPa", (5.0, 9.0), "S", "5 of growth (M) + 2.3 of compression"),
    ("hose_ml_s_kpa", 50.0, "mL/(s kPa)", (20.0, 100.0), "S", "valve and hose: 7 mmHg at 3 L/min"),
    ("vent_ml_s_kpa", 7.3, "mL/(s kPa)", (3.7, 14.6), "S", "time constant 1 s, .5-2 (M)"),
    ("bleed_ml_s_rkpa", 1.9, "mL/(s kPa^.5)", (1.4, 2.4), "S", "0.3 mm hole, 6 mL/s at 75 mmHg"),
    ("bleed_laminar_kpa", 0.1, "kPa", (0.05, 0.2), "S", "below this the hole is a linear leak"),
    ("relief_ml_s_kpa", 100.0, "mL/(s kPa)", (50.0, 200.0), "S", "full pump 4 mmHg above opening"),
    ("valve_holds_v", 5.0, "V", (2.0, 7.0), "M", "a 12 V solenoid drops out below this"),
    # -- motors -------------------------------------------------------------------------------
    ("roller_ohm", 2.2, "ohm", (2.0, 2.6), "F", "12 V / 5.5 A stall: Pololu 37D, 150:1"),
    ("roller_v_s_rad", 0.011, "V s/rad", (0.010, 0.012), "S", "67 rpm x 150 at .2 A"),
    ("roller_gear", 150.0, "x", (150.0, 150.0), "F", "gearmotor"),
    ("roller_kg_m2", 0.0000055, "kg m2", (0.000003, 0.00001), "S", "0.1 s to speed, with gears"),
    ("roller_free_a", 0.2, "A", (0.1, 0.3), "F", "no load"),
    ("roller_foot_a", 0.25, "A", (0.1, 0.5), "S", "a foot resting on it"),
    ("roller_a_mmhg", 0.006, "A/mmHg", (0.002, 0.012), "S", "the bladder presses the foot on it"),
    ("vibration_rpm", 6000.0, "rpm", (4000.0, 9000.0), "M", "eccentric motor at 12 V"),
    ("vibration_a", 0.25, "A", (0.1, 0.4), "M", "at full speed"),
    ("vibration_tau_s", 0.12, "s", (0.05, 0.2), "M", "spin-up"),
)

# Taken from the stage description (boards/stages/NAME.json), nominal values:
FROM_STAGE = (
    ("heater_mohm", "milliohm", "resistance of one heater"),
    ("heater_max_mv", "mV", "the supply clamp: the heaters never see more"),
    ("pad_loss_mw_per_k", "mW/K", "pad to room, uncovered"),
    ("hardware_latch.trips_mc", "milli-C", "bead temperature at which the latch cuts"),
    ("heat_timer.minutes", "min", "the independent heat timer"),
    ("heat_timer.forgets_power_s", "s", "so long without power it forgets"),
    ("heat_timer.forgets_rail_s", "s", "and so long with the rail down, if at all"),
    ("valve_timer.seconds", "s", "valves driven so long without a rest let go"),
    ("valve_timer.rests_s", "s", "until neither was driven for so long"),
    ("relief.opens_mmhg", "mmHg", "relief valve on the manifold"),
)

VALUES = {row[0]: row[1] for row in TABLE}

MMHG_PER_KPA = 7.50062


def value(name: str) -> float:
    """The nominal value of one parameter; a misspelt name is a KeyError at construction."""
    return VALUES[name]


class Instead:
    """`with Instead({"core_c": 36.0}):` what is built inside has other numbers; outside, the table
    is whole again. For what-if runs alone: a World does it for the key `parameters` of its plant.
    """

    def __init__(self, changes: "dict[str, float] | None") -> None:
        self._changes = changes or {}
        self._usual = {name: VALUES[name] for name in self._changes}

    def __enter__(self) -> None:
        VALUES.update(self._changes)

    def __exit__(self, *_error: object) -> None:
        VALUES.update(self._usual)
