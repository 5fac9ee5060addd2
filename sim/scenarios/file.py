"""From a path to the tables of a TOML document, each knowing where it stands.

Decides how a file that is no scenario at all is refused, and how a block is named in a complaint.
It may not know a single key. Only `scenario` calls it. tomllib came with Python 3.11; tomli is
the same for 3.10.
"""

import sys
from pathlib import Path
from typing import Any

from sim.errors import BadInput
from sim.scenarios.section import Section

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def read_document(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
        return text, tomllib.loads(text)
    except UnicodeDecodeError:
        raise BadInput(f"{path}: not UTF-8 text; a scenario is a TOML file") from None
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{path}: not TOML: {str(error).splitlines()[0]}") from None
    except RecursionError:
        raise BadInput(f"{path}: not TOML: nested too deeply; a scenario is flat") from None
    except OSError as error:
        why = error.strerror or "cannot be read"
        raise BadInput(
            f"{path}: {why}; give a scenario file (.toml) or a folder of them"
        ) from None


def blocks_of(file: str, document: dict[str, Any], key: str, text: str) -> list[Section]:
    """The [[at]] or [[expect]] blocks, each knowing the line its header stands on."""
    given = document.get(key, [])
    if not isinstance(given, list):
        raise BadInput(f"{file}: {key}: not a list; write [[{key}]] with two brackets")
    header = f"[[{key}]]"
    lines = [i for i, line in enumerate(text.splitlines(), 1) if line.strip().startswith(header)]
    notes = [f" (block at line {i})" for i in lines] if len(lines) == len(given) else []
    notes = notes or [""] * len(given)
    return [Section(file, f"{key}[{i}]", table, notes[i]) for i, table in enumerate(given)]
