"""Both feet side by side: what is, what is believed, what is done.

Decides which quantities a foot's column has, their order and rank (0 is left out last) and how a
narrow column makes do. `view` calls it.
"""

from rich.text import Text

from host_tools.live.figures import bar, spark
from host_tools.live.scene import Scene

SIDES = ("left", "right")
NARROW = 26  # a column with less than this has no room for history
Line = tuple[int, Text]  # rank, text


def feet(scene: Scene, width: int, label: int) -> list[Line]:
    """One line a quantity, in the order a person asks; `label` characters for its name."""
    row = scene.row
    column = max((width - label) // 2, 8)
    room = column - 16 if column >= NARROW else 0
    size = max(min(column - 10, 18), 3)

    def pair(name: str, rank: int, *cells: Text) -> Line:
        line = Text(name.ljust(label), style="")
        for cell in cells:
            cell.truncate(column - 1, overflow="crop", pad=True)
            line.append(cell).append(" ")
        return rank, line

    def warm(side: str, key: str) -> Text:
        text = Text(f"{row[f'{side}_{key}']:5.1f} °C  ", style="bold")
        history = spark(scene.history.get(f"{side}_{key}", []), room)
        return text.append(history, "not bold yellow" if key == "pad_c" else "not bold red")

    def believed(side: str) -> Text:
        sensed, wanted = row[f"sensed_{side}_mc"] / 1000, row[f"set_{side}_mc"] / 1000
        goal = f"set {wanted:.1f} °C" if wanted > 0 else "no goal"
        return Text(f"{sensed:5.1f} °C  ").append(goal, "" if wanted > 0 else "dim")

    def air(side: str) -> Text:
        valve, pump = row[f"out_valve_{side}"], row["out_pump_permille"]
        does = ("fills" if pump else "holds") if valve else "vents"
        return Text(f"{row[f'{side}_pressure_mmhg']:5.1f} mmHg  ").append(does, "dim")

    def foot(side: str) -> Text:
        there = row[f"present_{side}"]
        return Text.assemble(
            (f"{side}  ", "bold"), ("foot in" if there else "no foot", "green" if there else "dim")
        )

    def roller(side: str) -> Text:
        made = bar(row[f"out_roller_{side}_permille"], size, "cyan")
        return made.append(f" {abs(row[f'{side}_roller_rpm']):.0f} rpm", "dim")

    return [
        pair("", 1, *(foot(side) for side in SIDES)),
        pair("pad", 0, *(warm(side, "pad_c") for side in SIDES)),
        pair("skin", 0, *(warm(side, "skin_c") for side in SIDES)),
        pair("sensed", 2, *(believed(side) for side in SIDES)),
        pair("heat", 1, *(bar(row[f"out_heat_{side}_permille"], size, "red") for side in SIDES)),
        pair("air", 1, *(air(side) for side in SIDES)),
        pair("roller", 2, *(roller(side) for side in SIDES)),
        pair(
            "vibration",
            3,
            bar(row["out_vibration_permille"], size, "magenta"),
            Text("pump ").append(bar(row["out_pump_permille"], max(size - 5, 3), "blue")),
        ),
    ]
