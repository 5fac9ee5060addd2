"""One table of a TOML file, read strictly: a mistake is one line that says what would be right.

Decides what a number, a whole number, a name and a line of text are (true is no number; NaN and
infinity are none either; 1 is accepted where 1.0 is asked). It may not know what the keys mean.
`scenario`, `campaigns` and their helpers read through it.

A table may be put together from several files: then it knows which file each key came from, and a
value that a sweep or a campaign put there says so.
"""

import difflib
import math
from collections.abc import Iterable
from typing import Any, NoReturn

from sim.errors import BadInput


def show(value: object) -> str:
    """A value as the person wrote it, near enough, and never longer than a line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = value.replace("\n", " ")
        return '"' + (text if len(text) <= 40 else text[:37] + "…") + '"'
    if isinstance(value, (int, float)):
        return str(value)[:40]
    if isinstance(value, dict):
        return "a table"
    return "a list" if isinstance(value, list) else f"a {type(value).__name__}"


def nearest(word: str, words: Iterable[str]) -> str:
    """' (did you mean "heat"?)' or nothing."""
    close = difflib.get_close_matches(word, list(words), n=1)
    return f' (did you mean "{close[0]}"?)' if close else ""


class Section:
    """A table, the file it stands in and its name there: `walk.toml`, `at[3]`."""

    def __init__(self, file: str, name: str, table: object, note: str = "") -> None:
        self.file, self.name, self.note = file, name, note
        self.origins: dict[str, str] = {}  # key -> the file it came from, where not `file`
        self.notes: dict[str, str] = {}  # key -> who put its value there
        if not isinstance(table, dict):
            raise BadInput(
                f"{file}: {name}: {show(table)} is not a table of keys; see scenarios/README.md"
            )
        self.table: dict[str, Any] = table

    def fail(self, key: str, text: str) -> NoReturn:
        place = f"{self.name}.{key}" if self.name and key else self.name or key
        note = self.notes.get(key, self.note)
        raise BadInput(f"{self.origins.get(key, self.file)}: {place}: {text}{note}")

    def over(self, other: "Section") -> "Section":
        """This table laid over another: key by key, this one's values win."""
        made = Section(self.file, self.name, {**other.table, **self.table}, self.note)
        made.origins = {key: other.origins.get(key, other.file) for key in other.table}
        made.origins.update({key: self.origins.get(key, self.file) for key in self.table})
        made.notes = {**other.notes, **self.notes}
        return made

    def put(self, key: str, value: object, file: str, note: str) -> "Section":
        """The same table with one value from elsewhere; a complaint about it names that place."""
        made = Section(self.file, self.name, {**self.table, key: value}, self.note)
        made.origins, made.notes = {**self.origins, key: file}, {**self.notes, key: note}
        return made

    def __contains__(self, key: str) -> bool:
        return key in self.table

    def allow(self, keys: Iterable[str]) -> None:
        """Refuses every key that is not one of these."""
        known = list(keys)
        for key in self.table:
            if key not in known:
                hint = nearest(key, known) or "; one of " + " ".join(known)
                self.fail(key, f"unknown key{hint}")

    def need(self, key: str, what: str) -> None:
        if key not in self.table:
            self.fail(key, f"missing; {what}")

    def number(self, key: str, low: float, high: float, unit: str = "") -> float:
        value = self.table[key]
        right = f"a number from {low:g} to {high:g}{' ' + unit if unit else ''}"
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.fail(key, f"{show(value)} is not a number; {right}")
        if isinstance(value, float) and not math.isfinite(value):
            self.fail(key, f"{show(value)} is not a finite number; {right}")
        if not low <= value <= high:
            self.fail(key, f"{show(value)} is out of range; {right}")
        return float(value)

    def whole(self, key: str, low: int, high: int, unit: str = "") -> int:
        value = self.table[key]
        right = f"a whole number from {low} to {high}{' ' + unit if unit else ''}"
        if isinstance(value, bool) or not isinstance(value, int):
            self.fail(key, f"{show(value)} is not a whole number; {right}")
        if not low <= value <= high:
            self.fail(key, f"{show(value)} is out of range; {right}")
        return value

    def flag(self, key: str) -> bool:
        value = self.table[key]
        if not isinstance(value, bool):
            self.fail(key, f"{show(value)} is neither true nor false")
        return value

    def choice(self, key: str, options: Iterable[str], what: str) -> str:
        """One of some words; `what` is the noun with its article: 'a button'."""
        words = list(options)
        value = self.table[key]
        if not isinstance(value, str) or value not in words:
            listed = " ".join(f'"{word}"' if " " in word else word for word in words)
            hint = nearest(value, words) if isinstance(value, str) else ""
            self.fail(key, f"{show(value)} is not {what}; one of {listed}{hint}")
        return value

    def line(self, key: str, longest: int) -> str:
        """Text on one line that is not empty."""
        value = self.table[key]
        if not isinstance(value, str):
            self.fail(key, f"{show(value)} is not text; put it in quotes")
        if not value.strip() or len(value) > longest or not value.isprintable():
            self.fail(key, f"{show(value)} is not one line of 1 to {longest} printable characters")
        return value
