"""The generated tables of boards/README.md: pins, wiring, multiplexer, buttons, stages.

Decides how a description reads as a table, and nothing else: every number comes from the JSON.
Called by `generate`.
"""

from collections.abc import Callable, Iterable

from host_tools import board_rules, boards
from host_tools.descriptions import Description

# Signal -> (where the wire goes, what the part between needs). One row a signal, in wiring order.
WIRES = {
    "heater_left": ("gate driver of the left heater switch", "10 kΩ to ground"),
    "heater_right": ("gate driver of the right heater switch", "10 kΩ to ground"),
    "rail_keepalive": (
        "charge pump that holds the rail switch",
        "a capacitor in series: edges only",
    ),
    "roller_left_pwm": ("left roller bridge, enable", "10 kΩ to ground"),
    "roller_right_pwm": ("right roller bridge, enable", "10 kΩ to ground"),
    "roller_left_dir": ("left roller bridge, phase", ""),
    "roller_right_dir": ("right roller bridge, phase", ""),
    "vibration_pwm": ("vibration motor switch", "10 kΩ to ground"),
    "pump_pwm": ("pump switch", "10 kΩ to ground"),
    "valve_left": ("left 3/2 valve switch; off vents the bladder", "10 kΩ to ground"),
    "valve_right": ("right 3/2 valve switch; off vents the bladder", "10 kΩ to ground"),
    "latch_test": ("hardware latch, test input: hot while high", "10 kΩ to ground"),
    "timer_test": ("heat timer, test input: shows an early stage", "10 kΩ to ground"),
    "mux_s0": ("S0 of both 74HC4051", ""),
    "mux_s1": ("S1 of both 74HC4051", ""),
    "mux_s2": ("S2 of both 74HC4051", ""),
    "adc0": ("common of multiplexer 0", ""),
    "adc1": ("common of multiplexer 1", ""),
    "stop_button": ("stop button to ground, normally closed", "10 kΩ to 3.3 V"),
    "lamps": ("data in of the eight WS2812", "330 Ω in series"),
    "buzzer_pwm": ("passive buzzer switch", ""),
    "i2c_sda": ("clock chip and display", "4.7 kΩ to 3.3 V"),
    "i2c_scl": ("clock chip and display", "4.7 kΩ to 3.3 V"),
}


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    titles = list(heads)
    lines = [titles, ["---"] * len(titles), *([str(cell) for cell in row] for row in rows)]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def place(board: Description, signal: str) -> str:
    """`GPIO 4`, or `Q2` of the shift register."""
    if signal in board["pins"]:
        return f"GPIO {board['pins'][signal]}"
    return f"Q{'ABCDEFGH'[board['shift_register']['bits'][signal]]} of the 74HC595"


def wiring() -> str:
    found = [boards.load_board(name) for name in boards.names("board")]
    rows = [
        [f"`{signal}`", *(place(board, signal) for board in found), goes, needs]
        for signal, (goes, needs) in WIRES.items()
    ]
    register = {"data": "SER of the 74HC595", "clock": "SRCLK", "latch": "RCLK"}
    for signal, goes in register.items():
        cells = [board.get("shift_register", {}).get(signal) for board in found]
        shown = ["–" if pin is None else f"GPIO {pin}" for pin in cells]
        rows.append([f"`shift_register.{signal}`", *shown, goes, ""])
    names = [f"`{board['name']}`" for board in found]
    return table(["signal", *names, "goes to", "with"], rows)


def budget(name: str) -> Callable[[], str]:
    """The pins of one board in the order of their numbers, the free and the forbidden ones too."""

    def make() -> str:
        board = boards.load_board(name)
        chip = board_rules.chips()[board["chip"]]
        used = {
            pin: key.removeprefix("pins.") for key, pin in board_rules.used_pins(board).items()
        }
        rows = []
        for pin in sorted([*chip["pins"], *map(int, chip["never"])]):
            notes = []
            if pin in chip["input_only"]:
                notes.append("input only, no internal pull-up")
            if pin in chip["adc"]:
                notes.append("ADC")
            if board["port"] == "rp2":
                notes.append(f"PWM slice {pin >> 1 & 7}{'AB'[pin & 1]}")
            if pin in chip["high_at_reset"]:
                notes.append("pulled up at reset")
            signal = f"`{used[pin]}`" if pin in used else "free"
            if str(pin) in chip["never"]:
                signal, notes = "not to be used", [chip["never"][str(pin)]]
            rows.append([pin, signal, ", ".join(notes)])
        return table(["GPIO", "signal", "the pin"], rows)

    return make


def multiplexers() -> str:
    front_end = boards.load_front_end()
    by_channel = {tuple(channel): name for name, channel in front_end["mux"].items()}
    rows = [
        [select, f"{select:03b}", *(by_channel.get((adc, select), "to ground") for adc in (0, 1))]
        for select in range(8)
    ]
    return table(["select", "S2 S1 S0", "multiplexer 0 → `adc0`", "multiplexer 1 → `adc1`"], rows)


def stuck() -> str:
    """What each stuck select line does to the reference."""
    mux = boards.load_front_end()["mux"]
    by_channel = {tuple(channel): name for name, channel in mux.items()}
    adc, select = mux["reference"]
    rows = []
    for line in range(3):
        beside = by_channel[(adc, select ^ 1 << line)]
        for level in (0, 1):
            same = level == select >> line & 1
            seen = f"{beside} reads the reference" if same else f"the reference reads {beside}"
            rows.append([f"`s{line}` stuck at {level}", seen])
    return table(["fault", "what shows it"], rows)


def ladder() -> str:
    """Series voltages of the button ladder, lowest first."""
    levels = sorted(boards.load_front_end()["ladder_mv"].items(), key=lambda item: item[1])
    return table(["held", "reads"], [[name, f"{level:,} mV"] for name, level in levels])


def _timer(declared: Description | None) -> str:
    """'20 min ± 5 %, until 5 s without power'."""
    if not declared:
        return "none"
    rest_s = declared["forgets_rail_s"]
    rested = f" or {rest_s} s without rail" if rest_s else ""
    percent = declared["tolerance_permille"] / 10
    return (
        f"{declared['minutes']} min ± {percent:g} %, "
        f"until {declared['forgets_power_s']} s without power{rested}"
    )


def stages() -> str:
    rows = []
    for name in boards.names("stage"):
        stage = boards.load_stage(name)
        lowest = stage["heater_mohm"] * (1000 - stage["heater_tolerance_permille"]) // 1000
        watts = stage["heater_max_mv"] ** 2 / lowest / 1000
        percent = stage["heater_tolerance_permille"] / 10
        latch, relief = stage["hardware_latch"], stage["relief"]
        valves = stage["valve_timer"]
        rows.append(
            [
                f"`{name}`",
                f"{stage['heater_mohm'] / 1000:g} Ω ± {percent:g} %",
                f"{stage['heater_max_mv'] / 1000:g} V",
                f"{watts:.2f} W of {stage['heater_max_mw'] / 1000:g} W",
                f"{latch['trips_mc'] / 1000:g} °C" if latch else "none",
                _timer(stage["heat_timer"]),
                f"{relief['opens_mmhg']} mmHg" if relief else "none",
                f"{valves['seconds']} s, rest {valves['rests_s']} s" if valves else "none",
            ]
        )
    heads = [
        "stage",
        "one pad",
        "at most",
        "worst case of declared",
        "latch",
        "heat timer",
        "relief",
        "valve timer",
    ]
    return table(heads, rows)


BLOCKS: dict[str, Callable[[], str]] = {
    "wiring": wiring,
    "multiplexers": multiplexers,
    "stuck-selects": stuck,
    "ladder": ladder,
    "stages": stages,
    **{f"pins-{name}": budget(name) for name in boards.names("board")},
}
