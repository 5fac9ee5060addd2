"""Which runs there are: the matrix, the sweeps, the comparison with rivals, and a short form.

Decides by the hazard table and by the lists below; nothing is drawn by chance, so a case is the
same run every time. CPython only.
"""

from sim.hazards import Hazard, Table
from sim.matrix.plays import FEET, HEATED, PHASES, STAGES, Case

# fault -> values; each at one sensor, both of a pad, and all three
SWEPT = {
    "ntc_drift": (-0.05, -0.1, -0.2, -0.3, -0.5, -0.7, -1.0),
    "ntc_offset": (-0.5, -1.0, -1.5, -2.0, -3.0, -4.0, -6.0, -8.0),
    "heater_leak": (10.0, 20.0, 25.0, 30.0, 40.0, 50.0, 80.0, 150.0),
    "heater_weak": (0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.2),
}
WHERE = {"ntc": ("left.a", "left", "left.all"), "heater": ("left",)}
# what a printer's firmware can be asked about
COMPARED = (
    "nothing",
    "heater_stuck_on left",
    "heater_leak left 100",
    "heater_open left",
    "ntc_open left",
    "ntc_short left",
    "ntc_frozen left",
    "ntc_frozen left.all",
    "ntc_frozen left + ntc_offset left -1",
    "ntc_drift left -0.1",
    "ntc_drift left -0.5",
    "ntc_drift left.all -0.5",
    "ntc_offset left -2",
    "ntc_offset left -8",
    "ntc_offset left.all -8",
    "ntc_detached left",
    "ntc_detached left.all",
    "adc_stuck left",
    "reference_off",
    "supply_over",
)
WHO = ("", "alone", "klipper", "marlin", "ironos_2.22", "ironos", "bare")
SHORT_S = 240.0


def matrix(table: Table, only: str = "") -> list[tuple[Hazard, Case]]:
    """Every play of every row, in each stage and phase, on each foot where that matters."""
    found = []
    for hazard in table.hazards:
        feet = tuple(FEET) if hazard.part in HEATED else ("large",)
        for play in hazard.plays:
            if only and only not in (hazard.id, hazard.part, play, play.split()[0]):
                continue
            for stage in STAGES:
                for phase in PHASES:
                    for foot in feet:
                        found.append((hazard, Case(play, stage, phase, foot, hazard.part)))
    return found


def short(table: Table) -> list[tuple[Hazard, Case]]:
    """One play of each row in which something happens, the stages by turns, a few minutes of a
    warm-up: for every commit.
    """
    found = []
    rows = [each for each in table.hazards if each.plays[:1] not in ((), ("nothing",))]
    for i, hazard in enumerate(rows):
        stage = tuple(STAGES)[i % 2]
        foot = "small" if hazard.part in HEATED else "large"
        case = Case(hazard.plays[0], stage, "warm-up", foot, hazard.part, lasts_s=SHORT_S)
        found.append((hazard, case))
    return found


def sweeps() -> list[Case]:
    """On the worse foot, from early and from late; and where no sensor of the pad is left to
    contradict, on that foot alone as well.
    """
    return [
        Case(f"{fault} {where} {value:g}", stage, phase, "small", feet=feet)
        for fault, values in SWEPT.items()
        for where in WHERE[fault.split("_")[0]]
        for feet in (("both", "left") if where == "left.all" else ("both",))
        for value in values
        for stage in STAGES
        for phase in ("warm-up", "hold")
    ]


def versus() -> list[Case]:
    """Ours with its hardware, ours alone, and theirs, on the worse foot."""
    return [
        Case(play, stage, phase, "small", who=who)
        for play in COMPARED
        for stage in STAGES
        for phase in PHASES
        for who in WHO
    ]
