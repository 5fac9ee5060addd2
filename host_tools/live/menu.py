"""A small list to choose from by typing part of a name; and what a choice leads to.

Decides which entries fit what was typed, which one is marked, and the steps of the two menus
(begin a fault: its name, then its place; end one). Draws nothing and acts on nothing: the last
choice calls what `player` gave. `view` draws it.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from sim.faults import FAULTS
from sim.scenarios.fault_rules import places, possible


class Option(NamedTuple):
    """One entry: the name that is typed, the words beside it, what it stands for."""

    name: str
    says: str
    value: Any


Then = Callable[[Any], "Menu | None"]


class Menu:
    """`key` takes a key and gives the menu that is open afterwards: this, the next, or None."""

    def __init__(self, title: str, options: list[Option], then: Then) -> None:
        self.title, self.options, self.then = title, options, then
        self.typed = ""
        self.marked = 0

    def fitting(self) -> list[Option]:
        """What contains the typed text; the whole word first, then what begins with it."""
        text = _same(self.typed)
        found = [each for each in self.options if text in _same(each.name)]
        return sorted(
            found,
            key=lambda each: (_same(each.name) != text, not _same(each.name).startswith(text)),
        )

    def key(self, key: str) -> "Menu | None":
        found = self.fitting()
        if key == "escape":
            return None
        if key == "enter":
            return self.then(found[self.marked].value) if found else self
        if key in ("up", "down") and found:
            self.marked = (self.marked + (1 if key == "down" else -1)) % len(found)
        elif key == "backspace":
            self.typed, self.marked = self.typed[:-1], 0
        elif key == "space" or len(key) == 1:
            self.typed, self.marked = self.typed + (" " if key == "space" else key), 0
        return self


def _same(text: str) -> str:
    return text.lower().replace(" ", "_")


def begin_menu(stage: dict[str, Any], begin: Callable[[str, str | None], None]) -> Menu:
    """Choose a fault this stage can have, then its place; `begin(name, where)`."""

    def place(name: str) -> Menu | None:
        def there(where: str) -> None:
            begin(name, where)

        options = [Option(each, "", each) for each in places(name, stage)]
        if options:
            return Menu(f"{name}: where?", options, there)
        begin(name, None)
        return None

    options = [Option(name, FAULTS[name].says, name) for name in possible(stage)]
    return Menu("begin a fault", options, place)


def end_menu(active: list[Any], end: Callable[[Any], None]) -> Menu:
    """Choose one of the faults that act (sim.faults.row.Active); `end(fault)`."""

    def done(fault: Any) -> None:
        end(fault)

    options = [
        Option(f"{each.fault.name} {each.where or ''}".strip(), each.fault.says, each)
        for each in active
    ]
    return Menu("end a fault", options, done)
