"""Pump, manifold, two 3/2 valves, two bladders: amounts of air in mL at atmospheric pressure.

Decides pressures and where every millilitre goes. May not decide what a valve is told to do.
Called every 20 ms.

A bladder first fills limp (200 mL at next to no pressure), then stiffens. De-energised, its valve
opens it to the room and shuts the manifold port; energised, the hose joins bladder and manifold. A
0.3 mm hole bleeds each bladder whatever the valve does. A blocked hose sits between valve and
bladder: it neither fills nor vents, and only the hole lets air out. Nothing flows back through the
pump: it is the only source, so no pressure passes its stall. The relief sits on the manifold. One
implicit step solves the star in closed form, so no stiffness can make it unstable; flows are then
taken from the new pressures and moved once, so pumped = stored + vented holds to rounding.
"""

from math import sqrt  # correctly rounded on every machine, unlike exp

from sim.plant.parameters import MMHG_PER_KPA, value

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any

STEP_S = 0.02
_EMPTY_ML = 1e-6


class Air:
    __slots__ = (
        "_bleed", "_hose", "_laminar_kpa", "_limp_kpa", "_limp_ml", "_limp_ml_kpa",
        "_manifold_bleed", "_manifold_ml_kpa", "_pump", "_pump_stall_kpa", "_relief",
        "_relief_kpa", "_taut_ml_kpa", "_vent", "amount_ml", "bladder_mmhg", "blocked",
        "leak_ml_s_kpa", "manifold_kpa", "manifold_ml", "peak_mmhg", "pumped_ml", "still",
        "vented_ml",
    )  # fmt: skip

    def __init__(self, stage: "dict[str, Any]", setup: "dict[str, Any]") -> None:
        # conductances are kept per 20 ms step: mL a step and kPa
        self._pump = value("pump_ml_s") * STEP_S
        self._pump_stall_kpa = value("pump_stall_kpa")
        self._manifold_ml_kpa = value("manifold_ml_kpa")
        self._manifold_bleed = value("manifold_bleed_ml_s_kpa") * STEP_S
        self._limp_ml = value("limp_ml")
        self._limp_kpa = value("limp_kpa")
        self._limp_ml_kpa = self._limp_ml / self._limp_kpa
        self._taut_ml_kpa = value("taut_ml_kpa")
        self._hose = value("hose_ml_s_kpa") * STEP_S
        self._vent = value("vent_ml_s_kpa") * STEP_S
        self._bleed = value("bleed_ml_s_rkpa") * STEP_S
        self._laminar_kpa = value("bleed_laminar_kpa")
        relief = stage["relief"] if setup["relief"] else None
        self._relief_kpa = relief["opens_mmhg"] / MMHG_PER_KPA if relief else 0.0
        self._relief = value("relief_ml_s_kpa") * STEP_S if relief else 0.0
        self.leak_ml_s_kpa = [0.0, 0.0]
        self.blocked = [0, 0]
        self.amount_ml = [0.0, 0.0]
        self.manifold_ml = 0.0
        self.manifold_kpa = 0.0
        self.bladder_mmhg = [0.0, 0.0]
        self.peak_mmhg = [0.0, 0.0]
        self.pumped_ml = 0.0  # ledger
        self.vented_ml = 0.0  # ledger: vents, bleeds, leaks, relief
        self.still = True  # nothing stored anywhere

    def stored_ml(self) -> float:
        return self.amount_ml[0] + self.amount_ml[1] + self.manifold_ml

    def step(self, pump: float, left: int, right: int) -> None:
        """pump 0..1 of full drive; left and right are the valves' real positions."""
        if pump == 0.0:
            if self.still:
                return
        else:
            self.still = False
        amount = self.amount_ml
        leak = self.leak_ml_s_kpa
        blocked = self.blocked
        limp_ml = self._limp_ml
        limp_kpa = self._limp_kpa
        bleed = self._bleed
        laminar = self._laminar_kpa
        # bladder 0: pressure, amount per kPa, ways out, way to the manifold
        n0 = amount[0]
        if n0 > limp_ml:
            c0 = self._taut_ml_kpa
            p0 = limp_kpa + (n0 - limp_ml) / c0
        else:
            c0 = self._limp_ml_kpa
            p0 = n0 / c0
        out0 = bleed / sqrt(p0 + laminar) + leak[0] * STEP_S
        in0 = 0.0
        if not blocked[0]:
            if left:
                in0 = self._hose
            else:
                out0 += self._vent
        n1 = amount[1]
        if n1 > limp_ml:
            c1 = self._taut_ml_kpa
            p1 = limp_kpa + (n1 - limp_ml) / c1
        else:
            c1 = self._limp_ml_kpa
            p1 = n1 / c1
        out1 = bleed / sqrt(p1 + laminar) + leak[1] * STEP_S
        in1 = 0.0
        if not blocked[1]:
            if right:
                in1 = self._hose
            else:
                out1 += self._vent
        # manifold: substitute both bladders, solve for the new pressure
        d0 = c0 + in0 + out0
        d1 = c1 + in1 + out1
        share0 = in0 / d0
        share1 = in1 / d1
        flow = pump * self._pump
        known = self.manifold_ml + flow + share0 * c0 * p0 + share1 * c1 * p1
        weight = self._manifold_ml_kpa + self._manifold_bleed + flow / self._pump_stall_kpa
        weight += in0 - in0 * share0 + in1 - in1 * share1
        pm = known / weight
        pumped = flow - flow * pm / self._pump_stall_kpa
        lost = 0.0
        if pm > self._relief_kpa and self._relief:
            relief = self._relief
            pm = (known + relief * self._relief_kpa) / (weight + relief)
            pumped = flow - flow * pm / self._pump_stall_kpa
            lost = relief * (pm - self._relief_kpa)
        p0 = (c0 * p0 + in0 * pm) / d0
        p1 = (c1 * p1 + in1 * pm) / d1
        # move the air
        give0 = in0 * (pm - p0)
        give1 = in1 * (pm - p1)
        lose0 = out0 * p0
        lose1 = out1 * p1
        lost += self._manifold_bleed * pm
        n0 += give0 - lose0
        n1 += give1 - lose1
        nm = self.manifold_ml + pumped - lost - give0 - give1
        self.pumped_ml += pumped
        self.vented_ml += lost + lose0 + lose1
        if pump == 0.0 and n0 + n1 + nm < _EMPTY_ML:
            self.vented_ml += n0 + n1 + nm
            n0 = n1 = nm = 0.0
            self.still = True
        amount[0] = n0
        amount[1] = n1
        self.manifold_ml = nm
        self.manifold_kpa = nm / self._manifold_ml_kpa
        # pressures from the amounts, so that a bladder just grown taut reads true
        if n0 > limp_ml:
            p0 = (limp_kpa + (n0 - limp_ml) / self._taut_ml_kpa) * MMHG_PER_KPA
        else:
            p0 = n0 / self._limp_ml_kpa * MMHG_PER_KPA
        if n1 > limp_ml:
            p1 = (limp_kpa + (n1 - limp_ml) / self._taut_ml_kpa) * MMHG_PER_KPA
        else:
            p1 = n1 / self._limp_ml_kpa * MMHG_PER_KPA
        mmhg = self.bladder_mmhg
        mmhg[0] = p0
        mmhg[1] = p1
        mmhg = self.peak_mmhg
        if p0 > mmhg[0]:
            mmhg[0] = p0
        if p1 > mmhg[1]:
            mmhg[1] = p1
