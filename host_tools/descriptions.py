"""Reads the JSON descriptions under boards/ and holds them against their schemas.

Decides whether a file has the right shape, and says in one line (file, key, what would be right)
what has not. It knows no chip and no circuit: those rules are in `board_rules`. Called by
`boards`.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

import jsonschema

from host_tools.errors import BadInput

FOLDER = Path(__file__).resolve().parents[1] / "boards"
Description = dict[str, Any]

# A kind of description, and keys that give it away even when others are missing or misspelt.
KINDS = {
    "board": {"chip", "pins", "port", "adc_full_mv", "shift_register"},
    "stage": {"heater_mohm", "heater_max_mv", "heater_max_mw", "pad_loss_mw_per_k", "fuse_mc"},
    "front_end": {"mux", "ntc", "reference_mv", "ladder_mv", "rail_divider"},
}


def schema(kind: str) -> Description:
    """The committed JSON Schema (draft 2020-12) of a kind."""
    text = (FOLDER / "schema" / f"{kind}.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def read(path: Path) -> Description:
    """The object in a JSON file; anything else is BadInput."""

    def pairs(items: list[tuple[str, Any]]) -> Description:
        for key in {key for key, _ in items}:
            if sum(key == other for other, _ in items) > 1:
                raise BadInput(f'{path}: "{key}" stands twice; once would be right')
        return dict(items)

    def inexact(text: str) -> NoReturn:
        raise BadInput(f"{path}: {text} is not an integer; every number here is one")

    try:
        text = path.read_text(encoding="utf-8")
        data = json.loads(
            text, object_pairs_hook=pairs, parse_float=inexact, parse_constant=inexact
        )
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}; give a JSON file") from None
    except UnicodeDecodeError:
        raise BadInput(f"{path}: not UTF-8 text; a description is a JSON file") from None
    except RecursionError:
        raise BadInput(f"{path}: nested too deeply; a description is nearly flat") from None
    except ValueError as error:  # json's own error, or an integer of thousands of digits
        raise BadInput(f"{path}: not JSON: {str(error).splitlines()[0]}") from None
    if not isinstance(data, dict):
        raise BadInput(f"{path}: not a JSON object; a description starts with a brace")
    return data


def kind_of(data: Description, path: Path) -> str:
    """The kind most of whose tell-tale keys are there."""
    score, kind = max((len(keys & data.keys()), kind) for kind, keys in KINDS.items())
    if not score:
        tell = '"pins" (a board), "heater_mohm" (a stage) or "mux" (a front end)'
        raise BadInput(f"{path}: no such description is known; it would have {tell}")
    return kind


def check_shape(data: Description, kind: str, path: Path) -> None:
    """BadInput with the first fault against the schema, in the order of the file's keys."""
    validator = jsonschema.Draft202012Validator(schema(kind))
    faults = sorted(validator.iter_errors(data), key=lambda fault: list(map(str, fault.path)))
    if faults:
        raise BadInput(f"{path}: {words(faults[0])}")


def words(fault: Any) -> str:
    """One fault in words: the key, what is there, what would be right."""
    key = ".".join(str(part) for part in fault.path)
    inside = f"{key}: " if key else ""
    rule, right = fault.validator, fault.validator_value
    meaning = fault.schema.get("description", "")
    if rule == "additionalProperties":
        known = fault.schema["properties"]
        unknown = next(name for name in fault.instance if name not in known)
        return f'{inside}unknown key "{unknown}"; known: {listed(known)}'
    if rule == "required":
        missing = next(name for name in right if name not in fault.instance)
        about = fault.schema["properties"].get(missing, {}).get("description", "")
        return f'{inside}"{missing}" is missing; declare it' + (f": {about}" if about else "")
    shown = json.dumps(fault.instance)
    shown = shown if len(shown) < 40 else shown[:36] + " ..."
    meaning = f" ({meaning})" if meaning else ""
    return f"{inside}{shown} is wrong; {wanted(rule, right)}{meaning}"


def wanted(rule: str, right: Any) -> str:
    """What a schema keyword asks for."""
    if rule == "type":
        return "it must be " + " or ".join([right] if isinstance(right, str) else right)
    if rule == "enum":
        return f"it must be one of {listed(right)}"
    if rule == "const":
        return f"it must be {right}"
    if rule == "pattern":
        return f"it must match {right}"
    least = {"minimum": "at least", "minLength": "at least this long:", "minItems": "this long:"}
    least |= {"maximum": "at most", "minProperties": "at least this many entries:"}
    return f"it must be {least[rule]} {right}" if rule in least else "it has too many entries"


def listed(names: Iterable[object]) -> str:
    return ", ".join(str(name) for name in names)
