"""The sole of one foot: layered skin over the contact area, down to the core.

Decides how heat moves through epidermis (2 nodes), dermis (1) and fat (3) to a core held at 35 C,
with Pennes perfusion and a blood flow that rises slowly with skin temperature. May not decide what
touches it: pad.Well says whether that is the pad or the room. Called every 100 ms of plant time.

The surface is an interface without capacity between the contact (or air) film and half of the
first epidermis node. Fluxes are explicit and each is added on one side and taken from the other,
so energy is conserved to rounding. The fastest node has a time constant of 3.5 s: 0.1 s is safe.
"""

from sim.plant.parameters import value

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any

THERMAL_S = 0.1


class Foot:
    __slots__ = (
        "_air_share", "_air_w_k", "_core_w_k", "_d_per_w", "_dermis_blood_w_k", "_df",
        "_dilate_c", "_dilate_gain", "_dilate_most", "_dilate_step", "_e_per_w", "_ed",
        "_ee", "_f_per_w", "_fat_blood_w_k", "_ff", "_film_w_k", "_outside_share",
        "_outside_w_k", "_skin_w_k", "area_m2", "core_c", "core_j", "d", "dilation", "e1",
        "e2", "f1", "f2", "f3", "inside", "surface_c",
    )  # fmt: skip

    def __init__(self, setup: "dict[str, Any]", ambient_c: float) -> None:
        area: float = setup["contact_area_m2"]
        perfusion: float = setup["perfusion"]
        k = value("restricted_k") if perfusion == 0.0 else 1.0
        epidermis_m = value("epidermis_m") / 2.0
        dermis_m = value("dermis_m")
        fat_m = value("fat_m") / 3.0
        epidermis_k = value("epidermis_w_mk") * k
        dermis_k = value("dermis_w_mk") * k
        fat_k = value("fat_w_mk") * k
        self.area_m2 = area
        self.core_c = value("core_c")
        self._skin_w_k = area * 2.0 * epidermis_k / epidermis_m
        self._ee = area * epidermis_k / epidermis_m
        self._ed = area / (epidermis_m / 2.0 / epidermis_k + dermis_m / 2.0 / dermis_k)
        self._df = area / (dermis_m / 2.0 / dermis_k + fat_m / 2.0 / fat_k)
        self._ff = area * fat_k / fat_m
        self._core_w_k = area * 2.0 * fat_k / fat_m
        # THERMAL_S / heat capacity: kelvins a node gains per watt held for one thermal step
        epidermis_j = area * epidermis_m * value("epidermis_kg_m3") * value("epidermis_j_kgk")
        dermis_j = area * dermis_m * value("dermis_kg_m3") * value("dermis_j_kgk")
        fat_j = area * fat_m * value("fat_kg_m3") * value("fat_j_kgk")
        self._e_per_w = THERMAL_S / epidermis_j
        self._d_per_w = THERMAL_S / dermis_j
        self._f_per_w = THERMAL_S / fat_j
        blood = value("blood_j_m3k") * area * perfusion
        self._dermis_blood_w_k = blood * dermis_m * value("perfusion_per_s")
        self._fat_blood_w_k = blood * fat_m * value("fat_perfusion_per_s")
        self._dilate_c = value("dilation_from_c")
        span_c = value("dilation_full_c") - value("dilation_from_c")
        self._dilate_gain = (value("dilation_most") - 1.0) / span_c
        self._dilate_most = value("dilation_most")
        self._dilate_step = THERMAL_S / value("dilation_tau_s")
        air = area * value("skin_to_air_w_m2k")
        self._air_w_k = air * self._skin_w_k / (air + self._skin_w_k)
        self._air_share = air / (air + self._skin_w_k)
        self.inside = 0
        self.touch(setup["contact_w_m2k"])
        self.place(0)
        self.core_j = 0.0  # ledger: joules given to core and blood
        self.rest(ambient_c)
        self.warm(setup["feet_warmer_c"])

    def warm(self, more_c: float) -> None:
        """A sole that comes from a bath or from snow: every layer is so much warmer; the core and
        its blood bring it back.
        """
        if more_c:
            self.e1 += more_c
            self.e2 += more_c
            self.d += more_c
            self.f1 += more_c
            self.f2 += more_c
            self.f3 += more_c
            self.surface_c += more_c

    def touch(self, contact_w_m2k: float) -> None:
        """A foot moved on the pad: another contact conductance from now on."""
        self._film_w_k = self.area_m2 * contact_w_m2k
        if self.inside:
            self.place(1)

    def place(self, inside: int) -> None:
        """In the well the sole touches the pad; outside it faces the room. Heat stays in it."""
        self.inside = inside
        if inside:
            both = self._film_w_k + self._skin_w_k
            self._outside_w_k = self._film_w_k * self._skin_w_k / both
            self._outside_share = self._film_w_k / both
        else:
            self._outside_w_k = self._air_w_k
            self._outside_share = self._air_share

    def target_dilation(self, surface_c: float) -> float:
        """Blood flow, times rest, that this skin temperature would settle at."""
        over_c = surface_c - self._dilate_c
        if over_c <= 0.0:
            return 1.0
        target = 1.0 + over_c * self._dilate_gain
        return self._dilate_most if target > self._dilate_most else target

    def rest(self, ambient_c: float) -> None:
        """The steady state of a bare foot in this room (tridiagonal, dilation by fixed point)."""
        dilation = 1.0
        core = self.core_c
        fat = self._fat_blood_w_k
        links = (self._ee, self._ed, self._df, self._ff, self._ff)
        nodes = [0.0] * 6
        for _ in range(60):
            own = (0.0, 0.0, self._dermis_blood_w_k * dilation, fat, fat, fat)
            upper = [0.0] * 6
            known = [0.0] * 6
            for i in range(6):  # eliminate downwards
                left = self._air_w_k if i == 0 else links[i - 1]
                right = self._core_w_k if i == 5 else links[i]
                diagonal = left + right + own[i]
                source = own[i] * core
                if i == 0:
                    source += left * ambient_c
                else:
                    diagonal -= left * upper[i - 1]
                    source += left * known[i - 1]
                if i == 5:
                    source += right * core
                upper[i] = right / diagonal
                known[i] = source / diagonal
            below_c = 0.0
            for i in range(5, -1, -1):  # and substitute upwards
                below_c = known[i] + (upper[i] * below_c if i < 5 else 0.0)
                nodes[i] = below_c
            surface = nodes[0] + (ambient_c - nodes[0]) * self._air_share
            dilation = (dilation + self.target_dilation(surface)) / 2.0
        self.e1, self.e2, self.d, self.f1, self.f2, self.f3 = nodes
        self.dilation = dilation
        self.surface_c = surface

    def stored_j(self) -> float:
        """Heat above 0 C held by all layers (for the ledger)."""
        held = (self.e1 + self.e2) / self._e_per_w + self.d / self._d_per_w
        return THERMAL_S * (held + (self.f1 + self.f2 + self.f3) / self._f_per_w)

    def step(self, outside_c: float) -> float:
        """One thermal step against a pad or a room at outside_c; returns the joules taken in."""
        e1, e2, d = self.e1, self.e2, self.d
        f1, f2, f3 = self.f1, self.f2, self.f3
        core = self.core_c
        into = (outside_c - e1) * self._outside_w_k
        q1 = (e1 - e2) * self._ee
        q2 = (e2 - d) * self._ed
        q3 = (d - f1) * self._df
        q4 = (f1 - f2) * self._ff
        q5 = (f2 - f3) * self._ff
        q6 = (f3 - core) * self._core_w_k
        dilation = self.dilation
        dermis_w = (d - core) * self._dermis_blood_w_k * dilation
        fat = self._fat_blood_w_k
        b1 = (f1 - core) * fat
        b2 = (f2 - core) * fat
        b3 = (f3 - core) * fat
        per_w = self._e_per_w
        self.e1 = e1 + (into - q1) * per_w
        self.e2 = e2 + (q1 - q2) * per_w
        self.d = d + (q2 - q3 - dermis_w) * self._d_per_w
        per_w = self._f_per_w
        self.f1 = f1 + (q3 - q4 - b1) * per_w
        self.f2 = f2 + (q4 - q5 - b2) * per_w
        self.f3 = f3 + (q5 - q6 - b3) * per_w
        self.core_j += (q6 + dermis_w + b1 + b2 + b3) * THERMAL_S
        target = self.target_dilation(self.surface_c)
        self.dilation = dilation + (target - dilation) * self._dilate_step
        return into * THERMAL_S

    def surface(self, outside_c: float) -> float:
        """Skin temperature at the interface, after the pad has moved too; kept in surface_c."""
        e1 = self.e1
        skin_c = e1 + (outside_c - e1) * self._outside_share
        self.surface_c = skin_c
        return skin_c
