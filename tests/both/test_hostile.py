"""Hostile firmware and a hostile main loop reach the plant through the board's own pins. HAZ-100
HAZ-099."""

from sim.hostile.attack import attack
from sim.hostile.strategies import ASKS, PLANS
from sim.rig import spec

from .device import CAP_C

SMALL = {"contact_area_m2": 0.012, "perfusion": 0.0, "covered": True, "ambient_c": 35.0}


def played(stage, name, seconds, **plant):
    made = spec(
        stage=stage,
        profile="standard" if stage == "standard" else "neuropathy",
        duration_s=seconds,
        plant=plant,
    )
    made["hostile"] = {"name": name, "marks_s": [seconds / 2, seconds]}
    return attack(made)


def test_every_plan_does_what_its_row_says():
    """HAZ-100: heat, air, and which hardware answers, within three minutes."""
    for name in PLANS:
        row = played("standard", name, 180, feet="both", supply_v=14.5, **SMALL)
        heat, _, air = PLANS[name][:3]
        assert (row["heater_j"] > 500.0) == (heat != ""), name
        assert (row["mmhg"] > 100.0) == (air != ""), name
        assert (row["latch_s"] is not None) == (heat == "most"), name
        if heat in ("park", "swing"):
            assert 43.5 < row["pad_c"] < 45.5, (name, row["pad_c"])
        assert len(row["doses"]) == 2 and row["doses"][0] <= row["doses"][1]


def test_a_main_loop_that_asks_for_everything_stays_within_the_caps():
    """HAZ-099: heat does come, and no row gets more than the governor's limits."""
    for name in ASKS:
        row = played("gentle", name, 150, contact_w_m2k=200.0, contact_area_m2=0.012)
        assert row["skin_c"] <= CAP_C["gentle"] + 0.3, name
        if name == "ask for heat":
            assert row["heater_j"] > 500.0
        if name == "ask and lie":
            assert row["trips"][0] == "slow_loop_dead"
