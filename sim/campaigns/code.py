"""Which code made a result: one short word for everything a run's outcome depends on.

Decides that firmware, boards and the simulator's core count, by content. Results of different code
never share a ledger, and a cluster's machine with another checkout is noticed. `crew` stamps every
batch with it, host_tools.campaign compares.
"""

import hashlib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# patterns below ROOT; reports, campaigns and the command line change no run
COUNTS = (
    "firmware/**/*.py",
    "boards/**/*.json",
    "sim/*.py",
    "sim/fake/*.py",
    "sim/plant/*.py",
    "sim/scenarios/*.py",
)


@cache
def code() -> str:
    """Twelve hex digits."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in COUNTS for path in ROOT.glob(pattern)}):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]
