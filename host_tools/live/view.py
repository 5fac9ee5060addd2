"""The picture of a scene: lines of text that fit a terminal of any size.

Decides what stands where, and what is left out first when the terminal is small: every line has a
rank, and the lowest go. Pure: a scene and a size in, lines out. `screen` shows them.
"""

from typing import Any

from rich.text import Text

from host_tools.live.feet import feet
from host_tools.live.figures import colour_word, lamp
from host_tools.live.keymap import rows as key_rows
from host_tools.live.scene import Machine, Scene, clock
from sim.scenarios.names import SESSION_STATES

COLOURS = {"running": "bold green", "tripped": "bold white on red", "cooling": "bold cyan"}
COLOURS.update(paused="bold yellow", inspecting="bold yellow", ready="bold blue")
FOOTER = "s start  h heat  l r b n feet  f fault  e end  ? keys  q end"
LABEL = 10
Line = tuple[int, Text]  # rank, text: 0 is left out last


def lines(scene: Scene, width: int, height: int) -> list[Text]:
    """The picture, at most `height` lines of at most `width`."""
    upper = _head(scene, width) + feet(scene, width, LABEL) + _parts(scene)
    upper += _trouble(scene.machine)
    footer = _footer(scene)
    if scene.menu is not None or scene.help:
        room = max(height // 2, 6)
        lower = _menu(scene, room) if scene.menu is not None else _help(width)
        footer = []
    else:
        lower = _happened(scene, height - len(upper) - len(footer))
    kept = upper + lower
    if scene.keys:  # whoever types finds the keys at the same place
        kept += [(5, Text()) for _ in range(height - len(kept) - len(footer))]
    kept += footer
    for rank in (5, 4, 3, 2, 1):
        while len(kept) > height and any(each[0] == rank for each in kept):
            last = max(i for i, each in enumerate(kept) if each[0] == rank)
            del kept[last]
    made = [text for _, text in kept[:height]]
    for text in made:
        text.no_wrap = True
        text.truncate(width, overflow="ellipsis")
    return made


def _head(scene: Scene, width: int) -> list[Line]:
    row, machine = scene.row, scene.machine
    time = clock(row["t_ms"]) + (
        f" of {clock(scene.duration_ms).strip()}" if scene.duration_ms else ""
    )
    right = Text(("paused  " if scene.paused else "") + f"{scene.pace}  {time}".strip())
    right.stylize("bold")
    left = Text.assemble(("simulated", "bold"), (f" · {scene.title}", "dim"))
    left.truncate(max(width - len(right) - 2, 0), overflow="ellipsis", pad=True)
    code = row["state"]
    state = SESSION_STATES[code] if code < len(SESSION_STATES) else str(code)
    line = Text.assemble((f" {state} ", COLOURS.get(state, "bold")))
    made = [(0, left.append("  ").append(right)), (0, line)]
    if machine is None:
        return [*made, (5, Text())]
    if machine.session_ms:
        line.append(f" {machine.program}  ")
        line.append(f"{clock(machine.elapsed_ms)} of {clock(machine.session_ms).strip()}   ")
        line.append(f"heat {machine.heat or 'off'}   strength {machine.strength:+d}   ")
        line.append(f"air {'by program' if machine.air < 0 else machine.air}")
    return [*made, (1, _lamps(machine)), (5, Text())]


def _lamps(machine: Machine) -> Text:
    text = Text("lamps".ljust(LABEL), style="")
    lamps = machine.lamps
    if len(lamps) == 8:
        for i, name in ((0, "state"), (1, "program")):
            text.append(lamp(lamps[i])).append(f" {name} {colour_word(lamps[i])}   ", "dim")
        for first, name in ((2, "heat"), (5, "strength")):
            for each in lamps[first : first + 3]:
                text.append(lamp(each))
            text.append(f" {name}   ", "dim")
    else:
        text.append("dark   ", "dim")
    hz = machine.buzzer_hz
    return text.append(f"♪ {hz} Hz" if hz else "silent", "bold yellow" if hz else "dim")


def _parts(scene: Scene) -> list[Line]:
    row, machine = scene.row, scene.machine
    up = row["out_rail_us"] > 0
    line = Text("rail".ljust(LABEL), style="").append("up" if up else "down", "" if up else "dim")
    if machine is not None:
        line.append(f"   plug {'in' if machine.plugged else 'OUT'}   ")
        line.append(f"supply {machine.supply_v:.1f} V", "dim")
        for name in machine.open_parts:
            line.append(f"   {name} OPEN", "bold red")
        if machine.down:
            line.append(f"   down: {' '.join(machine.down)}", "bold")
    return [(2, line), (5, Text())]


def _trouble(machine: Machine | None) -> list[Line]:
    if machine is None:
        return []
    made: list[Line] = []
    if machine.trip:
        made.append((0, Text("trip".ljust(LABEL)).append(machine.trip, "bold red")))
        made.append((0, Text(" " * LABEL + machine.cause)))
        made += [(1, Text(" " * LABEL + machine.do))] if machine.do else []
    room = 3
    for number, fault in enumerate(machine.faults[-room:]):
        name = "faults" if number == 0 else ""
        more = len(machine.faults) - room
        text = Text(name.ljust(LABEL)).append(fault, "yellow")
        made.append((1, text.append(f"   and {more} more") if number == 0 and more > 0 else text))
    return made


def _happened(scene: Scene, room: int) -> list[Line]:
    made: list[Line] = []
    events = scene.machine.events if scene.machine is not None else ()
    count = min(max(room, 0), 6)
    for event in events[-count:] if count else ():
        made.append((4, Text(" " * LABEL + event, style="dim")))
    if made:
        made[0][1].plain = "events".ljust(LABEL) + made[0][1].plain[LABEL:]
    return made


def _footer(scene: Scene) -> list[Line]:
    if not scene.keys:
        return [(3, Text("Ctrl-C ends it", style="dim"))]
    return [(1, Text(scene.note, style="bold")), (3, Text(FOOTER, style="dim"))]


def _menu(scene: Scene, room: int) -> list[Line]:
    menu: Any = scene.menu
    found = menu.fitting()
    count = room - 2
    first = max(0, min(menu.marked - count // 2, len(found) - count))
    head = Text.assemble((f"{menu.title} ", "bold"), (f"{menu.typed}▏", "bold yellow"))
    head.append(f"   {len(found)} of {len(menu.options)}", "dim")
    made: list[Line] = [(0, head)]
    for number, option in enumerate(found[first : first + count], first):
        here = number == menu.marked
        text = Text(f"{'▸' if here else ' '} {option.name:<20} ", style="reverse" if here else "")
        made.append((0 if here else 1, text.append(option.says, "not reverse dim")))
    if not found:
        made.append((0, Text("  nothing fits; backspace takes a letter back")))
    return [*made, (2, Text("type, ↑ ↓, enter; escape closes", style="dim"))]


def _help(width: int) -> list[Line]:
    """The keys, in as many columns as fit."""
    cells = [f"{keys:<12}{says}" for keys, says in key_rows()]
    columns = max(1, min(2, width // 40))
    tall = -(-len(cells) // columns)
    made: list[Line] = []
    for i in range(tall):
        parts = [cells[j][: width // columns - 1] for j in range(i, len(cells), tall)]
        made.append((1, Text("".join(part.ljust(width // columns) for part in parts))))
    return made
