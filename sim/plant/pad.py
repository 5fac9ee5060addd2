"""One well: the heated pad, its three NTC beads, the air beside it and the foot on it.

Decides pad and bead temperatures, the skin's dose and the heat ledgers of one side. May not decide
whether a heater conducts: plant.Plant hands it joules. Called every 100 ms of plant time.
"""

from sim.plant.dose import cem43_per_min, decay
from sim.plant.foot import THERMAL_S, Foot
from sim.plant.parameters import value

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any


class Well:
    __slots__ = (
        "_a_rise", "_air_rise", "_air_step", "_b_rise", "_bead_step", "_latch_rise",
        "_loss_j_k", "_pad_j_k", "_step_min", "air_c", "ambient_c", "ambient_j",
        "beads_c", "cem43_min", "foot", "heater_j", "pad_c", "peak_pad_c", "peak_skin_c",
        "skin_c",
    )  # fmt: skip

    def __init__(self, stage: "dict[str, Any]", setup: "dict[str, Any]") -> None:
        ambient: float = setup["ambient_c"]
        covered = setup["covered"]
        loss_w_k: float = stage["pad_loss_mw_per_k"] / 1000.0
        if covered:
            loss_w_k = loss_w_k * value("covered_loss")
        self.ambient_c = ambient
        self._pad_j_k = value("pad_j_k")
        self._loss_j_k = loss_w_k * THERMAL_S
        self._bead_step = 1.0 - decay(THERMAL_S / value("bead_tau_s"))
        self._a_rise = value("bead_a_rise")
        self._b_rise = value("bead_b_rise")
        self._latch_rise = value("bead_latch_rise")
        self._air_rise = value("air_rise_covered" if covered else "air_rise")
        self._air_step = 1.0 - decay(THERMAL_S / value("air_tau_s"))
        self.pad_c = ambient
        self.beads_c = [ambient, ambient, ambient]
        self.air_c = ambient
        self.foot = Foot(setup, ambient)
        self.skin_c = self.foot.surface_c
        self.heater_j = 0.0  # ledger: everything the heater gave this pad
        self.ambient_j = 0.0  # ledger: pad and bare skin to the room
        self._step_min = THERMAL_S / 60.0
        self.cem43_min = 0.0
        self.peak_pad_c = ambient
        self.peak_skin_c = self.skin_c

    def air(self, ambient_c: float) -> None:
        """A door was opened: another room from now on; pad, beads and well follow."""
        self.ambient_c = ambient_c

    def stored_j(self) -> float:
        return self.pad_c * self._pad_j_k + self.foot.stored_j()

    def step(self, heater_j: float) -> None:
        """One thermal step; heater_j is what the heater gave since the last one."""
        foot = self.foot
        ambient = self.ambient_c
        pad = self.pad_c
        loss_j = (pad - ambient) * self._loss_j_k
        if foot.inside:
            pad += (heater_j - loss_j - foot.step(pad)) / self._pad_j_k
            skin = foot.surface(pad)
        else:
            pad += (heater_j - loss_j) / self._pad_j_k
            loss_j -= foot.step(ambient)  # bare skin trades with the same room
            skin = foot.surface(ambient)
        self.heater_j += heater_j
        self.ambient_j += loss_j
        self.pad_c = pad
        self.skin_c = skin
        rise = pad - ambient
        beads = self.beads_c
        lag = self._bead_step
        a, b, c = beads
        beads[0] = a + (ambient + rise * self._a_rise - a) * lag
        beads[1] = b + (ambient + rise * self._b_rise - b) * lag
        beads[2] = c + (ambient + rise * self._latch_rise - c) * lag
        self.air_c += (ambient + rise * self._air_rise - self.air_c) * self._air_step
        self.cem43_min += cem43_per_min(skin) * self._step_min
        if pad > self.peak_pad_c:
            self.peak_pad_c = pad
        if skin > self.peak_skin_c:
            self.peak_skin_c = skin
