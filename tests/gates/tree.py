"""Which files the gates look at. Called by the gate tests and `sizes`."""

from pathlib import Path

from tests.gates.rules import imports

ROOT = Path(__file__).resolve().parents[2]

# Where the simulator is entered on MicroPython. What these reach by importing is its core.
ENTRIES = ("sim/run.py", "sim/worker.py")


def files(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def firmware() -> list[Path]:
    return files("firmware")


def core(root: Path = ROOT) -> list[Path]:
    """Every file of sim/ that a run on MicroPython may import, packages' `__init__` included."""
    folders = [*(root / "sim/fake").rglob("*.py"), *(root / "sim/plant").rglob("*.py")]
    waiting = folders + [root / entry for entry in ENTRIES if (root / entry).exists()]
    reached: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        reached.add(path)
        name, package = module(path, root)
        for _, target in imports(path.read_text(encoding="utf-8"), name, package):
            waiting += sources(target, root)
    return sorted(reached)


def sources(dotted: str, root: Path) -> list[Path]:
    """The files of sim/ that importing `dotted` runs: each package on the way, then the module."""
    parts = dotted.split(".")
    if parts[0] != "sim":
        return []
    found = []
    for count in range(1, len(parts) + 1):
        place = root.joinpath(*parts[:count])
        both = (place / "__init__.py", place.with_suffix(".py"))
        found += [file for file in both if file.exists()]
    return found


def label(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def module(path: Path, root: Path = ROOT) -> tuple[str, bool]:
    """The dotted name of a file and whether it is a package's `__init__`."""
    parts = list(path.relative_to(root).with_suffix("").parts)
    package = parts[-1] == "__init__"
    return ".".join(parts[:-1] if package else parts), package
