"""One suite, one trace: whole sessions give the same hash on every run and on both interpreters.
CPython drives.
"""

import pytest

from sim.remote import run_remote
from sim.rig import Rig, spec
from sim.run import run_plain

PAIRS = [
    (board, stage) for board in ("rpi_pico", "esp32_devkit") for stage in ("standard", "gentle")
]


def evening(board, stage, seed=1, duration_s=930, at=()):
    """Warm feet at heat 3, the whole session."""
    actions = [(1.0, "heat"), (1.5, "heat"), (2.0, "heat"), (3.0, "start"), (4.0, "up")]
    plan = [
        {"t_us": int(t * 1e6), "do": "press", "button": button, "hold_ms": 80}
        for t, button in actions
    ]
    plan.append({"t_us": 5_000_000, "do": "feet", "feet": "both"})
    profile = "standard" if stage == "standard" else "neuropathy"
    return spec(
        board=board,
        stage=stage,
        profile=profile,
        duration_s=duration_s,
        seed=seed,
        at=plan + list(at),
    )


@pytest.mark.parametrize(("board", "stage"), PAIRS)
def test_a_whole_session_has_one_trace_on_both_interpreters(board, stage, micropython):
    here, there = [], []
    first = run_plain(evening(board, stage), here.append)
    other = run_remote(evening(board, stage), there.append)
    assert first["session"]["ended"] == "completed"
    assert other["trace_sha256"] == first["trace_sha256"]
    assert there == here
    assert len(here) == 9_300
    for verdict in (first, other):
        del verdict["wall_s"]
        # MicroPython keeps no order in a dict, so the hello's text differs, and its CRC with it
        verdict["events"] = [e for e in verdict["events"] if e["event"] != "link"]
    assert other == first


@pytest.mark.parametrize(("board", "stage"), PAIRS)
def test_three_runs_have_one_trace_and_a_seed_changes_it(board, stage):
    hashes = {run_plain(evening(board, stage, duration_s=60))["trace_sha256"] for _ in range(3)}
    assert len(hashes) == 1
    other = run_plain(evening(board, stage, seed=2, duration_s=60))
    assert other["trace_sha256"] not in hashes


@pytest.mark.parametrize(
    "fault",
    [
        "ntc_open",
        "heater_stuck_on",
        "slow_hang",
        "cpu_hang",
        "fast_exception",
        "soft_reset",
        "brownout",
    ],
)
def test_a_run_with_a_trip_or_a_reset_has_one_trace_too(fault, micropython):
    where = "left" if fault.startswith(("ntc", "heater")) else None
    value = 50.0 if fault == "brownout" else None
    action = {
        "t_us": 40_007_000,
        "do": "fault",
        "fault": fault,
        "where": where,
        "value": value,
        "for_us": None,
    }
    here = run_plain(evening("rpi_pico", "standard", duration_s=60, at=[action]))
    there = run_remote(
        evening("rpi_pico", "standard", duration_s=60, at=[action]), lambda record: None
    )
    assert there["trace_sha256"] == here["trace_sha256"]
    assert there["trips"] == here["trips"]


def test_the_fixture_is_a_device_on_a_desk(rig):
    assert isinstance(rig, Rig)
    assert rig.state == "idle"
