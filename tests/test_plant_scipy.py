"""The plant against SciPy's integrator on the same equations, written out a second time here.

The stepping in sim/plant is explicit or implicit Euler; solve_ivp with tight tolerances is the
oracle. Agreement says that the arithmetic is right, not that a foot is like this.
"""

import math

import pytest

from sim.plant.parameters import VALUES as V
from tests.both.plant_bench import bare, heat, run, stage

integrate = pytest.importorskip("scipy.integrate")
TIGHT = {"method": "LSODA", "rtol": 1e-10, "atol": 1e-10}


def well_equations(watts, contact, perfusion, ambient, loss, area=0.02):
    """dT/dt of pad, six layers, blood flow and dose; and the algebraic surface temperature."""
    k = V["restricted_k"] if perfusion == 0.0 else 1.0
    thick = [V["epidermis_m"] / 2] * 2 + [V["dermis_m"]] + [V["fat_m"] / 3] * 3
    names = ["epidermis"] * 2 + ["dermis"] + ["fat"] * 3
    conduct = [V[name + "_w_mk"] * k for name in names]
    capacity = [m * V[n + "_kg_m3"] * V[n + "_j_kgk"] for m, n in zip(thick, names, strict=True)]
    half = [m / 2 / c for m, c in zip(thick, conduct, strict=True)]  # m2 K/W
    blood = [0, 0, V["perfusion_per_s"]] + [V["fat_perfusion_per_s"]] * 3

    def surface(pad, first):
        inner = 1 / half[0]
        return (contact * pad + inner * first) / (contact + inner)

    def slope(_t, y):
        pad, layers, dilation = y[0], y[1:7], y[7]
        skin = surface(pad, layers[0])
        flux = [contact * (pad - skin)]  # W/m2, from above into each layer
        for i in range(5):
            flux.append((layers[i] - layers[i + 1]) / (half[i] + half[i + 1]))
        flux.append((layers[5] - V["core_c"]) / half[5])
        out = [(watts - loss * (pad - ambient) - area * flux[0]) / V["pad_j_k"]]
        for i in range(6):
            flow = blood[i] * perfusion * (dilation if i == 2 else 1.0)
            taken = V["blood_j_m3k"] * flow * thick[i] * (layers[i] - V["core_c"])
            out.append((flux[i] - flux[i + 1] - taken) / capacity[i])
        span = V["dilation_full_c"] - V["dilation_from_c"]
        more = (V["dilation_most"] - 1) * max(0.0, skin - V["dilation_from_c"]) / span
        out.append((min(1 + more, V["dilation_most"]) - dilation) / V["dilation_tau_s"])
        out.append((0.5 if skin >= 43 else 0.25) ** (43 - skin) / 60)
        return out

    return slope, surface


@pytest.mark.parametrize(
    ("stage_name", "contact", "perfusion", "on_us"),
    [
        ("standard", 40.0, 0.0, 20000),
        ("standard", 200.0, 1.0, 14000),
        ("gentle", 100.0, 0.3, 20000),
    ],
)
def test_pad_skin_flow_and_dose_follow_the_integrator(stage_name, contact, perfusion, on_us):
    made = bare(stage_name, contact_w_m2k=contact, perfusion=perfusion)
    foot = made.wells[0].foot
    start = [23.0, foot.e1, foot.e2, foot.d, foot.f1, foot.f2, foot.f3, foot.dilation, 0.0]
    described = stage(stage_name)
    watts = 144.0 / (described["heater_mohm"] / 1000) * on_us / 20000
    loss = described["pad_loss_mw_per_k"] / 1000
    slope, surface = well_equations(watts, contact, perfusion, 23.0, loss)
    times = [60.0 * minute for minute in range(1, 26)]
    truth = integrate.solve_ivp(slope, (0, 1500), start, t_eval=times, max_step=5.0, **TIGHT)
    assert truth.success
    heat(made, on_us, on_us)
    for column in range(25):
        run(made, 60)
        want = truth.y[:, column]
        assert made.pad_c[0] == pytest.approx(want[0], abs=0.006)
        assert made.skin_c[0] == pytest.approx(surface(want[0], want[1]), abs=0.006)
        assert foot.f3 == pytest.approx(want[6], abs=0.006)
        assert foot.dilation == pytest.approx(want[7], abs=0.01)
    assert made.cem43_min[0] == pytest.approx(want[8], rel=0.01)


def pressure(amount):
    if amount <= V["limp_ml"]:
        return amount / V["limp_ml"] * V["limp_kpa"]
    return V["limp_kpa"] + (amount - V["limp_ml"]) / V["taut_ml_kpa"]


def air_equations(duty, left, right):
    """dn/dt of two bladders and the manifold, in mL/s; below the relief."""

    def slope(_t, n):
        manifold = n[2] / V["manifold_ml_kpa"]
        pumped = duty * V["pump_ml_s"] * max(0.0, 1 - manifold / V["pump_stall_kpa"])
        change = [0.0, 0.0, pumped - V["manifold_bleed_ml_s_kpa"] * manifold]
        for i, valve in enumerate((left, right)):
            own = pressure(n[i])
            out = V["bleed_ml_s_rkpa"] * own / math.sqrt(own + V["bleed_laminar_kpa"])
            fill = V["hose_ml_s_kpa"] * (manifold - own) if valve else 0.0
            vent = 0.0 if valve else V["vent_ml_s_kpa"] * own
            change[i] = fill - out - vent
            change[2] -= fill
        return change

    return slope


def test_pressures_follow_the_integrator_through_fill_hold_and_vent():
    made = bare()
    drive = made.drive
    state = [0.0, 0.0, 0.0]
    for duty, left, right, seconds in ((1, 1, 0, 6), (0.8, 1, 1, 7), (0, 1, 1, 3), (0, 0, 1, 2)):
        drive.pump_permille = round(duty * 1000)
        drive.valve[0], drive.valve[1] = left, right
        slope = air_equations(duty, left, right)
        truth = integrate.solve_ivp(slope, (0, seconds), state, max_step=0.05, **TIGHT)
        state = truth.y[:, -1]
        run(made, seconds)
        for i in (0, 1):
            assert made.bladder_mmhg[i] == pytest.approx(pressure(state[i]) * 7.50062, abs=0.6)


def test_a_roller_spins_up_as_its_differential_equation_says():
    made = bare(feet="none")
    made.drive.roller_permille[0] = 600
    ke, ohm, inertia = V["roller_v_s_rad"], V["roller_ohm"], V["roller_kg_m2"]

    def slope(_t, speed):
        amps = (7.2 - ke * speed[0]) / ohm
        return [ke * (amps - V["roller_free_a"]) / inertia]

    truth = integrate.solve_ivp(slope, (0, 1.0), [0.0], **TIGHT, dense_output=True)
    for step in range(1, 51):
        made.step()
        want = truth.sol(step * 0.02)[0] * 9.549296585513721 / 150
        assert made.roller_rpm[0] == pytest.approx(want, abs=3.0)
    assert made.roller_rpm[0] == pytest.approx(want, abs=0.05)
