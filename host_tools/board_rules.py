"""Rules about boards, stages and front ends that a JSON Schema cannot say.

Decides whether a chip can do with a pin what a board asks, whether a stage's power is what it
declares, and whether a stuck multiplexer would show. Each function yields faults in words, the
key first; no fault, nothing. The facts about chips are in boards/schema/chips.json. Called by
`boards`.
"""

import json
from collections.abc import Iterator
from itertools import combinations

from firmware.control.inflator import FILL_MS
from firmware.program.plan import HOLD_MS
from firmware.safety.limits import NEUROPATHY, STANDARD, Limits
from host_tools.descriptions import FOLDER, Description
from sim.boot_file import HAZARDOUS, LOADS, SLOW, TESTS

PWM = (*LOADS, "buzzer_pwm")
ADC = ("adc0", "adc1")
I2C = ("i2c_sda", "i2c_scl")
INPUTS = (*ADC, "stop_button")
REGISTER = ("data", "clock", "latch")


def chips() -> Description:
    """What each chip's pins can do."""
    return dict(json.loads((FOLDER / "schema" / "chips.json").read_text(encoding="utf-8")))


def used_pins(board: Description) -> dict[str, int]:
    """Every signal that has a GPIO, by its key in the file."""
    used = {f"pins.{name}": number for name, number in board["pins"].items()}
    register = board.get("shift_register", {})
    used |= {f"shift_register.{name}": register[name] for name in REGISTER if name in register}
    return used


def board_faults(board: Description) -> Iterator[str]:
    """Everything wrong with a board of the right shape."""
    chip = chips()[board["chip"]]
    if board["port"] != chip["port"]:
        yield f'port: "{board["port"]}" does not run on {board["chip"]}; "{chip["port"]}" does'
    bits = board.get("shift_register", {}).get("bits", {})
    for name in SLOW + TESTS:
        if name in board["pins"] and name in bits:
            yield f"pins.{name}: also in shift_register.bits; one of the two would be right"
        if name not in board["pins"] and name not in bits:
            yield f'pins: "{name}" is missing; declare it here or in shift_register.bits'
    yield from twice({f"shift_register.bits.{name}": bit for name, bit in bits.items()}, "bit")
    used = used_pins(board)
    yield from twice(used, "GPIO")
    for key, number in used.items():
        fault = pin_fault(chip, key.rpartition(".")[2], number)
        if fault:
            yield f"{key}: {fault}"
    yield from (rp2_faults if chip["port"] == "rp2" else no_faults)(board["pins"])


def twice(used: dict[str, int], what: str) -> Iterator[str]:
    for (one, number), (other, same) in combinations(used.items(), 2):
        if number == same:
            yield f"{other}: {what} {number} is taken by {one}; give each its own"


def pin_fault(chip: Description, name: str, number: int) -> str:
    """Why `chip` cannot use GPIO `number` as the signal `name`; empty if it can."""
    gpio = f"GPIO {number}"
    if str(number) in chip["never"]:
        return f"{gpio} is not free: {chip['never'][str(number)]}; {free(chip['pins'])}"
    if number not in chip["pins"]:
        return f"the chip has no {gpio}; {free(chip['pins'])}"
    drivers = free(sorted(outputs(chip)))
    if name in ADC and number not in chip["adc"]:
        return f"{gpio} is no analog input; {free(chip['adc'])}"
    if name not in INPUTS and number in chip["input_only"]:
        return f"{gpio} is input only and cannot drive this; {drivers}"
    if name not in I2C and number in chip["i2c_only"]:
        return f"{gpio} is a strapping pin with a pull-up: only I2C idles high; {drivers}"
    if name in HAZARDOUS and number in chip["high_at_reset"]:
        return f"{gpio} is pulled up while the chip starts: a load would run; {drivers}"
    if name in PWM and number not in chip["pwm"]:
        return f"PWM on {gpio} would outlive a soft reset (slices 4 to 7); {free(chip['pwm'])}"
    return ""


def outputs(chip: Description) -> set[int]:
    """Pins that may drive anything at all."""
    return set(chip["pins"]) - set(chip["input_only"]) - set(chip["high_at_reset"])


def free(numbers: list[int]) -> str:
    return "right would be one of " + ", ".join(str(number) for number in numbers)


def no_faults(_pins: dict[str, int]) -> Iterator[str]:
    yield from ()


def rp2_faults(pins: dict[str, int]) -> Iterator[str]:
    """PWM slices and I2C controllers of the RP2040: a pin's number decides both."""
    for one, other in combinations(PWM, 2):
        number = pins[other] >> 1 & 7
        if pins[one] >> 1 & 7 != number or pins[one] == pins[other]:
            continue
        if (pins[one] ^ pins[other]) & 1 == 0:
            yield (
                f"pins.{other}: GPIO {pins[other]} is the same PWM channel as GPIO {pins[one]} "
                f"({one}); give it another"
            )
        elif "buzzer_pwm" in (one, other):
            motor = one if other == "buzzer_pwm" else other
            yield (
                f"pins.buzzer_pwm: shares PWM slice {number} and so its frequency with {motor}; "
                "give it a slice of its own"
            )
    sda, scl = pins["i2c_sda"], pins["i2c_scl"]
    if sda & 1 or not scl & 1 or sda >> 1 & 1 != scl >> 1 & 1:
        yield (
            f"pins.i2c_scl: GPIO {sda} and {scl} are not data and clock of one I2C controller; "
            "16 and 17 would be"
        )


LINEAR_MV = 2450  # the ESP32's ADC is linear up to here


def stage_faults(stage: Description) -> Iterator[str]:
    """The declared worst case must be the true one: highest voltage on the lowest resistance."""
    lowest_mohm = stage["heater_mohm"] * (1000 - stage["heater_tolerance_permille"]) // 1000
    worst_mw = -(-(stage["heater_max_mv"] ** 2) // lowest_mohm)
    if worst_mw > stage["heater_max_mw"]:
        yield (
            f"heater_max_mw: {stage['heater_max_mw']} is less than heater_max_mv squared over the "
            f"lowest resistance; at least {worst_mw} would be right"
        )
    full_mv = stage["heater_max_mv"] * stage["heater_mv_per_a"] // lowest_mohm
    most_mv = stage["heater_zero_mv"] + full_mv
    if most_mv > LINEAR_MV:
        yield f"heater_mv_per_a: full current reads {most_mv} mV; at most {LINEAR_MV} is right"
    if stage["valve_timer"]:
        yield from valve_timer_faults(stage["valve_timer"])


def valve_timer_faults(timer: Description) -> Iterator[str]:
    """Its tolerance must leave room for the longest fill and hold, and for the shortest vent."""
    longest_ms = FILL_MS + max(HOLD_MS)
    shortest_ms = min(limits.vent_ms for limits in (Limits(STANDARD), Limits(NEUROPATHY)))
    if timer["seconds"] * (1000 - timer["tolerance_permille"]) < longest_ms:
        least = -(-longest_ms // (1000 - timer["tolerance_permille"]))
        yield (
            f"valve_timer.seconds: {timer['seconds']} would let go while a bladder is filled and "
            f"held; at least {least} is right"
        )
    if timer["rests_s"] * (1000 + timer["tolerance_permille"]) > shortest_ms:
        most = shortest_ms // (1000 + timer["tolerance_permille"])
        yield (
            f"valve_timer.rests_s: {timer['rests_s']} is longer than bladders vent; "
            f"at most {most} is right"
        )


def front_end_faults(front_end: Description) -> Iterator[str]:
    """Channels are used once, a stuck select line shows, buttons can be told apart."""
    mux = {name: tuple(channel) for name, channel in front_end["mux"].items()}
    for (one, channel), (other, same) in combinations(mux.items(), 2):
        if channel == same:
            yield f"mux.{other}: channel {list(channel)} is taken by {one}; give each its own"
    for line in range(3):
        for level in (0, 1):
            if not stuck_shows(mux, line, level):
                adc, select = mux["reference"]
                beside = [adc, select ^ 1 << line]
                yield (
                    f"mux.reference: s{line} stuck at {level} would not show; "
                    f"a sensor on {beside} would make it"
                )
    ladder = sorted(front_end["ladder_mv"].items(), key=lambda item: item[1])
    for (one, low), (other, high) in zip(ladder, ladder[1:], strict=False):
        if high - low < 300:
            yield f"ladder_mv.{other}: {high} is too near to {one} ({low}); 300 mV apart is right"
    if ladder[-1][0] != "none":
        yield "ladder_mv.none: an open wire reads highest; above every button would be right"
    if front_end["presence_foot_mv"] - front_end["presence_empty_mv"] < 500:
        yield "presence_foot_mv: too near to presence_empty_mv; 500 mV above it is right"


def stuck_shows(mux: dict[str, tuple[int, int]], line: int, level: int) -> bool:
    """True if, one select line stuck, a sensor reads the reference or the reference a sensor."""
    by_channel = {channel: name for name, channel in mux.items()}
    read = {}
    for name, (adc, select) in mux.items():
        stuck = select | 1 << line if level else select & ~(1 << line)
        read[name] = by_channel.get((adc, stuck), "")
    lands = any(seen == "reference" for name, seen in read.items() if name != "reference")
    return lands or read["reference"] not in ("reference", "")
