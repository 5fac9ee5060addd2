"""What is to be seen of a simulated machine at one moment, as plain values.

Decides what the view may know: the newest trace row, and, where the world is at hand (not in
another process), panel, faults and events. It changes nothing and reads a device's objects only to
show them. `player` and `watch` make scenes, `view` draws them.
"""

from dataclasses import dataclass, field
from typing import Any

from host_tools.live.menu import Menu
from sim.reports.trip_words import advice, trip_in_words

TRACED = ("left_pad_c", "right_pad_c", "left_skin_c", "right_skin_c")  # what has a history
Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Machine:
    """Panel and parts, as they are and not as the firmware believes."""

    program: str = ""
    heat: int = 0
    strength: int = 0
    air: int = -1
    elapsed_ms: int = 0
    session_ms: int = 0
    lamps: tuple[Colour, ...] = ()
    buzzer_hz: int = 0
    plugged: bool = True
    supply_v: float = 0.0
    open_parts: tuple[str, ...] = ()  # what the independent hardware has opened
    down: tuple[str, ...] = ()  # buttons that are down
    trip: str = ""  # name of the trip that stands
    cause: str = ""  # in plain words
    do: str = ""  # and what a person does about it
    faults: tuple[str, ...] = ()
    events: tuple[str, ...] = ()  # the latest, oldest first


@dataclass
class Scene:
    """One picture. `duration_ms` 0: open-ended. `machine` None: only the trace is known."""

    title: str
    row: dict[str, Any]
    duration_ms: int = 0
    machine: Machine | None = None
    pace: str = ""
    paused: bool = False
    note: str = ""
    keys: bool = False  # somebody may type
    help: bool = False
    menu: Menu | None = None
    history: "dict[str, list[float]]" = field(default_factory=dict)


def clock(t_ms: int) -> str:
    """' 1:05'."""
    return f"{t_ms // 60000:2d}:{t_ms // 1000 % 60:02d}"


def title_of(spec: dict[str, Any]) -> str:
    """Which evening, on what."""
    return (
        f"{spec['name']} · {spec['profile']} · {spec['stage']['name']} · {spec['board']['name']}"
    )


def look(world: Any) -> Machine:
    """The machine of this world, now."""
    chip, plant, pins = world.chip, world.plant, world.spec["board"]["pins"]
    powered = bool(world.wiring.powered)
    buzzer = chip.pwm[pins["buzzer_pwm"]]
    parts = {"latch": plant.latch_open, "heat timer": plant.timer_open}
    known: dict[str, Any] = {
        "lamps": tuple(chip.pixels) if powered else (),
        "buzzer_hz": buzzer.freq if powered and buzzer.duty else 0,
        "plugged": bool(world.mains.plugged),
        "supply_v": plant.drive.supply_v,
        "open_parts": tuple(name for name, is_open in parts.items() if is_open),
        "down": tuple(world.wiring.senses.down),
        "faults": tuple(
            f"{each.fault.name} {each.where or ''}".strip()
            + f" since {clock(each.begun_us // 1000).strip()}"
            for each in world.faults
        ),
        "events": tuple(_words(each) for each in world.journal.events[-40:] if _told(each)),
    }
    device = world.device
    if device is not None and powered:
        sequencer, session = device.sequencer, device.session
        recipes = world.journal.modules()[2].RECIPES
        known.update(
            program=recipes[sequencer.program][0],
            heat=sequencer.heat if session.plan.heat else 0,
            strength=sequencer.more,
            air=sequencer.air,
            elapsed_ms=session.elapsed_ms,
            session_ms=sequencer.session_ms(),
        )
        if device.governor.status.trip and world.journal.trips:
            trip = world.journal.trips[-1]
            known.update(trip=trip["name"], cause=trip_in_words(trip), do=advice(trip))
    return Machine(**known)


def _told(event: dict[str, Any]) -> bool:
    """Fingers coming up and lines on the link are too many to read."""
    return event["event"] not in ("release", "link")


def _words(event: dict[str, Any]) -> str:
    more = [str(value) for key, value in event.items() if key not in ("t_s", "event")]
    if event["event"] == "power":
        more = ["on" if event["on"] else "off"]
    if event["event"].startswith("fault"):
        more = [str(event["fault"]), str(event["where"])]
    name = str(event["event"]).replace("_", " ")
    return " ".join([clock(int(event["t_s"] * 1000)), name, *more]).rstrip()
