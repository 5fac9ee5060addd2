"""Puts finished files where the person asked, all or none.

Decides that nothing half-written is ever seen under --out: everything is written into a temporary
folder beside it first, then renamed. A folder that existed keeps what else is in it; only files an
earlier run left under the same names are replaced, or removed when this run has none of them.
host_tools.sim calls it.
"""

import errno
import os
import shutil
import tempfile
from pathlib import Path

from host_tools.errors import BadInput, RunFailed

NAMES: tuple[str, ...] = ("summary.json", "trace.csv", "events.jsonl", "session.svg")
NAMES += ("report.html", "junit.xml", "session.toml")  # the last of a live evening
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)  # nothing wrong with what the person asked for


def check_out(folder: Path) -> None:
    """Refuses, before anything runs, a place that cannot be written; makes nothing."""
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"--out: {folder} is a file; give a folder, new or existing")
    above = folder
    while not above.exists() and above != above.parent:
        above = above.parent
    if not above.is_dir() or not os.access(above, os.W_OK | os.X_OK):
        raise BadInput(f"--out: {above} cannot be written to; give another folder")


def publish(folder: Path, files: dict[str, str], keep: bool = False) -> None:
    """Writes the files into the folder, each whole; `keep` leaves an earlier run's others."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        parts = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        try:
            for name, text in files.items():
                (parts / name).write_text(text, encoding="utf-8", newline="\n")
            parts.chmod(0o777 & ~_umask())
            if not folder.exists():
                parts.rename(folder)
                return
            for name in files:
                os.replace(parts / name, folder / name)
            old = [] if keep else [*NAMES, *(path.name for path in folder.glob("broken_*.svg"))]
            for name in old:
                if name not in files:
                    (folder / name).unlink(missing_ok=True)
        finally:
            shutil.rmtree(parts, ignore_errors=True)
    except OSError as error:
        if error.errno in FULL:
            raise RunFailed(f"{folder} cannot be written: {error.strerror}") from None
        raise BadInput(f"--out: {folder}: {error.strerror}; give another folder") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
