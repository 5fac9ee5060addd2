"""Which code made a result: one short word for firmware, boards, the simulator's core, and what
draws and judges a campaign.

Decides that these count, by content; pages and the command line do not. Nor do sim/matrix,
sim/hold, sim/hostile, sim/adversary, sim/rivals, sim/havoc and sim/cuts: what they choose and how
they judge it may change under one word. Results of different code never share a ledger, and a
cluster's machine with another checkout is noticed. `crew` stamps every batch with it,
host_tools.campaign compares.
"""

import hashlib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COUNTS = (
    "firmware/**/*.py",
    "boards/**/*.json",
    "sim/*.py",
    "sim/fake/*.py",
    "sim/faults/*.py",
    "sim/plant/*.py",
    "sim/scenarios/*.py",
    "sim/campaigns/*.py",
    "sim/reports/summary.py",
    "sim/reports/limit_lines.py",
)


@cache
def code() -> str:
    """Twelve hex digits."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in COUNTS for path in ROOT.glob(pattern)}):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]
