"""Small pictures of single values: a bar, a line of history, a lamp.

Decides how a number looks on one line of text; nothing about where it stands. `view` calls it.
"""

from rich.text import Text

LEVELS = "▁▂▃▄▅▆▇█"
LOW_C, HIGH_C = 20.0, 45.0  # a history's height: from a cool room to beyond every limit
POINTS = 240
LAMP_FULL = 40  # the firmware's lamps are dimmed to this; the screen's need not be

# strongest channels -> the word for it, so that colour is never the only sign
WORDS = {
    (1, 0, 0): "red",
    (0, 1, 0): "green",
    (0, 0, 1): "blue",
    (1, 1, 0): "amber",
    (1, 1, 1): "white",
}


def bar(permille: int, width: int, colour: str) -> Text:
    """A bar, its percentage, and an arrow where it turns back."""
    share = min(abs(permille), 1000)
    full = (share * width + 500) // 1000
    text = Text("━" * full, style="").append("─" * (width - full), "dim")
    text.stylize(colour, 0, full)
    return text.append(f" {share // 10:3d} %{' ◂' if permille < 0 else '  '}")


def spark(values: list[float], width: int) -> str:
    """The whole history in `width` characters; the same height for every foot."""
    if width < 1 or not values:
        return ""
    width = min(width, len(values))
    picked = [values[(i + 1) * len(values) // width - 1] for i in range(width)]
    top = len(LEVELS) - 1
    steps = [round((value - LOW_C) / (HIGH_C - LOW_C) * top) for value in picked]
    return "".join(LEVELS[min(max(step, 0), top)] for step in steps)


class History:
    """The run so far, thinned so that it never grows beyond POINTS: `values` by name."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.values: dict[str, list[float]] = {name: [] for name in names}
        self.every = 10  # records: a second
        self.records = 0

    def wants(self) -> bool:
        """Call it once a record: whether this one is kept, and to be added."""
        self.records += 1
        return not self.records % self.every

    def add(self, row: dict[str, float]) -> None:
        """One more point."""
        for name, values in self.values.items():
            values.append(row[name])
        if self.records // self.every >= POINTS:
            self.every *= 2
            self.values = {name: values[1::2] for name, values in self.values.items()}


def lamp(colour: tuple[int, int, int]) -> Text:
    """The lamp in its own colour, bright enough for a screen."""
    if not any(colour):
        return Text("○", style="dim")
    red, green, blue = (min(255, each * 255 // LAMP_FULL) for each in colour)
    return Text("●", style=f"rgb({red},{green},{blue})")


def colour_word(colour: tuple[int, int, int]) -> str:
    """'amber'; 'dark' for a lamp that is off."""
    if not any(colour):
        return "dark"
    strongest = max(colour)
    red, green, blue = (1 if 3 * each > strongest else 0 for each in colour)
    return WORDS.get((red, green, blue), "mixed")
