"""`solekeeper generate`: rewrites what is made from data: files, blocks of Markdown.

Decides where generated text goes; what it says is decided by the functions in FILES and BLOCKS. A
block stands between `<!-- generated: NAME -->` and `<!-- end -->` in any .md file of the tree. A
test holds everything fresh, so nothing generated is ever edited by hand.
"""

import argparse
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from host_tools import (
    accepted_tables,
    board_tables,
    fault_tables,
    firmware_tables,
    hazard_tables,
    hostile,
    image,
    pair_tables,
    tables,
)
from host_tools.credibility import tables as plant_tables
from host_tools.errors import BadInput
from host_tools.live import keymap

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"(<!-- generated: ([\w.-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
SKIPPED = (".", "out")  # folders of the checkout that hold no documentation

# Path below the checkout -> its whole text.
FILES: dict[str, Callable[[], str]] = {**tables.FILES, "package.json": image.mip_package}
# Name of a block -> its text.
BLOCKS: dict[str, Callable[[], str]] = {
    **board_tables.BLOCKS,
    **firmware_tables.BLOCKS,
    "live-keys": keymap.markdown,
    **plant_tables.BLOCKS,
    **hazard_tables.BLOCKS,
    **fault_tables.BLOCKS,
    **hostile.BLOCKS,
    **pair_tables.BLOCKS,
    **accepted_tables.BLOCKS,
}


def documents() -> list[Path]:
    """Every Markdown file that may carry blocks."""
    top = [path for path in ROOT.iterdir() if not path.name.startswith(SKIPPED)]
    deep = [below for path in top if path.is_dir() for below in path.rglob("*.md")]
    return sorted([path for path in top if path.suffix == ".md"] + deep)


def filled(path: Path, text: str) -> str:
    """`text` with every block made anew."""

    def block(match: re.Match[str]) -> str:
        if match[2] not in BLOCKS:
            raise BadInput(
                f"{path}: no generator is called {match[2]}; known: {', '.join(BLOCKS)}"
            )
        return f"{match[1]}{BLOCKS[match[2]]()}{match[3]}"

    return BLOCK.sub(block, text)


def stale() -> Iterator[tuple[Path, str]]:
    """(path, right text) of everything generated that is not what it would be now."""
    for name, make in FILES.items():
        path, right = ROOT / name, make()
        if not path.exists() or path.read_text(encoding="utf-8") != right:
            yield path, right
    for path in documents():
        text = path.read_text(encoding="utf-8")
        right = filled(path, text)
        if text != right:
            yield path, right


def add_parser(sub: Any) -> None:
    """Called by `cli`."""
    text = "rewrite the generated files and tables"
    parser = sub.add_parser("generate", help=text, description=text.capitalize() + ".")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; end 1 if any is stale"
    )
    parser.add_argument("--pictures", action="store_true", help="draw docs/live.svg anew as well")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    found = list(stale())
    if given.pictures and not given.check:
        from host_tools.live import portrait  # a session is simulated for it

        found.append((ROOT / portrait.PATH, portrait.portrait()))
    for path, right in found:
        if not given.check:
            path.write_text(right, encoding="utf-8")
        print(f"{'stale' if given.check else 'written'}: {path.relative_to(ROOT)}")
    if not found:
        print("everything generated is fresh")
    return 1 if found and given.check else 0
