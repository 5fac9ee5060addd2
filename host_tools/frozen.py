"""The firmware as it is frozen into a MicroPython image of one's own, and how to tell such a one.

Decides the sources (what `image` compiles, with one thing written otherwise: see `thawed`) and the
mark by which a board or a .uf2 says which firmware it holds. May not build anything: MicroPython's
own make does, which runs this file by boards/manifest.py, so no package is needed here. `freeze`,
`copying` and the chip tier ask it.
"""

import ast
import hashlib
import json
import shutil
import struct
import sys
from pathlib import Path

from host_tools import image
from host_tools.chip_source import replaced
from host_tools.errors import BadInput

FOLDER = image.ROOT / "out" / "frozen" / "source"
MODULE = "solekeeper_frozen"  # asked at a board's prompt: no file of a flash has that name
MARK = "solekeeper frozen "
DIGITS = 64
# What MicroPython freezes as a small int inside a constant tuple. A larger one becomes an object
# in flash, whatever the chip's small ints hold, and each sum with it allocates: in the fast scan
# that raises. tools/mpy-tool.py of MicroPython decides so, up to 1.29 at least.
LEAST, MOST = -0x2000, 0x1FFF
ADDED = (ast.Constant, ast.UnaryOp, ast.BinOp, ast.unaryop, ast.operator)
FUNCTIONS = (ast.FunctionDef, ast.Lambda)
UF2_BLOCK = 512


def large(node: ast.expr) -> bool:
    """Whether `node` comes to a whole number that would be frozen as an object."""
    if not all(isinstance(part, ADDED) for part in ast.walk(node)):
        return False
    value = eval(compile(ast.Expression(node), "", "eval"), {"__builtins__": {}})
    return type(value) is int and not LEAST <= value <= MOST


def thawed(name: str, text: str) -> str:
    """`text` with every large number of a tuple made at import: int(90_000), a small int in RAM.

    BadInput for one inside a function, which would make its tuple anew in every call.
    """
    places: list[tuple[ast.expr, str]] = []

    def walk(node: ast.AST, within: bool) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Tuple):
                found = [part for part in child.elts if large(part)]
                if found and within:
                    raise BadInput(
                        f"{name}: line {child.lineno}: a tuple of numbers over {MOST} in a "
                        "function allocates when frozen; a constant of the module would not"
                    )
                places.extend((part, f"int({ast.unparse(part)})") for part in found)
            walk(child, within or isinstance(child, FUNCTIONS))

    walk(ast.parse(text), False)
    return replaced(text, places)


def texts() -> dict[str, str]:
    """Path in the tree -> what is frozen of it."""
    return {name: thawed(name, text) for name, text in image.texts().items()}


def mark(files: dict[str, str] | None = None) -> str:
    """What an image says that holds this tree's firmware."""
    told = json.dumps(texts() if files is None else files)
    return MARK + hashlib.sha256(told.encode()).hexdigest()


def held_by(uf2: bytes) -> str:
    """The mark in an image, "" when no Solekeeper is frozen in it."""
    blocks = [uf2[at : at + UF2_BLOCK] for at in range(0, len(uf2), UF2_BLOCK)]
    sizes = [struct.unpack_from("<I", block, 16)[0] for block in blocks if len(block) >= 32]
    flash = b"".join(block[32 : 32 + size] for block, size in zip(blocks, sizes, strict=False))
    at = flash.find(MARK.encode())
    return "" if at < 0 else flash[at : at + len(MARK) + DIGITS].decode(errors="replace")


def beside(files: dict[str, bytes]) -> dict[str, bytes]:
    """What of `image.image` is copied to a board whose MicroPython holds the rest."""
    package = image.PACKAGE + "/"
    return image.summed(
        {path: data for path, data in files.items() if not path.startswith(package)}
    )


def write(folder: Path) -> None:
    """The package, and beside it the module with the mark."""
    files = texts()
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / f"{MODULE}.py").write_text(f'FIRMWARE = "{mark(files)}"\n', encoding="utf-8")


if __name__ == "__main__":
    try:
        write(FOLDER)
    except BadInput as error:
        sys.exit(str(error))
