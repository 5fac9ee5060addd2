"""A second program for the heat: Pennes' equation across the sole, in SI units, by scipy.

Decides how finely the sole is cut: COARSE are the plant's own six layers (then it is an oracle for
the plant's stepping), FINE cells of 0.05 mm (then for its layers too). Shares the parameters with
the plant and no code. `contact`, `warmth` and `steps` ask it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.integrate import solve_ivp
from scipy.sparse import lil_matrix

from host_tools.credibility.bench import V

COARSE = (2, 1, 3)  # cells in epidermis, dermis, fat
FINE = (24, 30, 200)
LAYERS = ("epidermis", "dermis", "fat")
DILATION, SKIN_DOSE, BASAL_DOSE = -3, -2, -1  # state behind pad and cells
Array = Any
Slope = Callable[[float, Array], Array]


@dataclass
class Well:
    """Pad, foot and room."""

    contact_w_m2k: float = 40.0
    perfusion: float = 1.0
    ambient_c: float = 23.0
    watts: float = 0.0
    loss_w_k: float = 0.25
    held: bool = False  # the pad stays as warm as it is
    inside: bool = True  # the foot touches the pad; else the room
    area_m2: float = 0.02


class Sole:
    """The cells of one foot."""

    def __init__(self, counts: tuple[int, int, int], perfusion: float) -> None:
        less = V["restricted_k"] if perfusion == 0.0 else 1.0
        thick, conduct, store, blood, kind = [], [], [], [], []
        for i, (name, count) in enumerate(zip(LAYERS, counts, strict=True)):
            flow = (0.0, V["perfusion_per_s"], V["fat_perfusion_per_s"])[i]
            for _ in range(count):
                cell = V[f"{name}_m"] / count
                thick.append(cell)
                conduct.append(V[f"{name}_w_mk"] * less)
                store.append(cell * V[f"{name}_kg_m3"] * V[f"{name}_j_kgk"])
                blood.append(V["blood_j_m3k"] * flow * perfusion * cell)
                kind.append(i)
        half = np.array(thick) / 2 / np.array(conduct)
        self.store, self.blood, self.dermis = np.array(store), np.array(blood), np.array(kind) == 1
        self.to_surface = 1 / half[0]
        self.links = 1 / (half[:-1] + half[1:])
        self.to_core = 1 / half[-1]
        self.half, self.basal, self.size = half, counts[0], len(thick)

    def skin(self, state: Array, well: Well) -> Array:
        """Temperature of the surface."""
        film = well.contact_w_m2k if well.inside else V["skin_to_air_w_m2k"]
        outside = state[0] if well.inside else well.ambient_c
        return (film * outside + self.to_surface * state[1]) / (film + self.to_surface)

    def slope(self, well: Well) -> Slope:
        span = V["dilation_full_c"] - V["dilation_from_c"]
        core = V["core_c"]

        def change(_t: float, state: Array) -> Array:
            cells, dilation, skin = state[1 : 1 + self.size], state[DILATION], 0.0
            skin = self.skin(state, well)
            flux = np.empty(self.size + 1)
            flux[0] = self.to_surface * (skin - cells[0])
            flux[1:-1] = self.links * (cells[:-1] - cells[1:])
            flux[-1] = self.to_core * (cells[-1] - core)
            taken = self.blood * np.where(self.dermis, dilation, 1.0) * (cells - core)
            out = np.zeros_like(state)
            out[1 : 1 + self.size] = (flux[:-1] - flux[1:] - taken) / self.store
            if not well.held:
                given = well.area_m2 * flux[0] if well.inside else 0.0
                out[0] = well.watts - well.loss_w_k * (state[0] - well.ambient_c) - given
                out[0] /= V["pad_j_k"]
            most = V["dilation_most"]
            want = 1 + (most - 1) * max(0.0, skin - V["dilation_from_c"]) / span
            out[DILATION] = (min(want, most) - dilation) / V["dilation_tau_s"]
            a, b = self.basal - 1, self.basal
            basal = (cells[a] / self.half[a] + cells[b] / self.half[b]) / (
                1 / self.half[a] + 1 / self.half[b]
            )
            for place, celsius in ((SKIN_DOSE, skin), (BASAL_DOSE, basal)):
                out[place] = (0.5 if celsius >= 43 else 0.25) ** (43 - celsius) / 60
            return out

        return change

    def pattern(self) -> Any:
        """Which state moves which, for the solver."""
        n = self.size + 4
        touched = lil_matrix((n, n))
        for i in range(self.size + 1):
            for j in (i - 1, i, i + 1):
                if 0 <= j <= self.size:
                    touched[i, j] = 1
        touched[1 : 1 + self.size, n - 3] = 1
        for place in (n - 3, n - 2, n - 1):
            touched[place, [0, 1, self.basal, self.basal + 1, n - 3]] = 1
        return touched.tocsc()

    def go(self, state: Array, well: Well, seconds: float, times: "Array | None" = None) -> Any:
        """The solver's answer; `times` defaults to the end alone."""
        solved = solve_ivp(
            self.slope(well), (0, seconds), state, method="BDF", rtol=1e-8, atol=1e-9,
            jac_sparsity=self.pattern(), t_eval=[seconds] if times is None else times,
        )  # fmt: skip
        if not solved.success:
            raise ArithmeticError(solved.message)
        return solved

    def rest(self, ambient_c: float) -> Array:
        """A bare foot that has been in this room for a night; the pad as cold as the room."""
        state = np.full(self.size + 4, V["core_c"])
        state[0], state[DILATION:] = ambient_c, (1.0, 0.0, 0.0)
        room = Well(ambient_c=ambient_c, held=True, inside=False)
        state = self.go(state, room, 40000.0).y[:, -1]
        state[SKIN_DOSE] = state[BASAL_DOSE] = 0.0
        return state
