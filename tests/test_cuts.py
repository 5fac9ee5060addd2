"""The plug pulled in a session's first and last minute; and the judge sees what is wrong.

Every tick of both: `make cuts`. HAZ-113
"""

import os

import pytest

from firmware.journal import Journal
from sim.cuts.__main__ import main, play
from sim.cuts.moments import MINUTE_US, Copies

EVERY = 311  # ticks: 21 cuts a stage; a prime, so that they lie in every part of a scan

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")


@pytest.mark.parametrize("stage", ("standard", "gentle"))
def test_no_cut_of_the_first_and_last_minute_leaves_air_heat_or_a_false_account(stage):
    """HAZ-113."""
    rows = play(stage, EVERY, 2)
    assert not [row for row in rows if row["broken"]]
    assert {row["ended"] for row in rows} == {"", "cut", "completed"}
    assert max(row["mmhg"] for row in rows) > 10 and sum(row["hot"] for row in rows) > 18
    # the second try is one that heats, where it may
    assert all(row["again"] != row["hot"] for row in rows)
    # the first minute and the last one, at every phase, from a device that stood just before
    assert all(0 <= row["stood_us"] < 200_000 for row in rows)
    for last in (False, True):
        at_us = sorted(row["at_us"] for row in rows if row["last"] == last)
        assert MINUTE_US - 7_000_000 < at_us[-1] - at_us[0] < MINUTE_US + 7_000_000
        assert len({us % 20_000 for us in at_us}) == 4


def test_a_device_that_forgets_its_mark_is_found_out(monkeypatch):
    """A boot that books nothing for the session that the plug ended."""
    monkeypatch.setattr(Journal, "recover", lambda self: setattr(self, "open", 0))
    broken = {what for row in play("standard", 1_500, 2) for _, what, _ in row["broken"]}
    assert "the account is not true" in broken, broken


def test_a_copy_that_dies_is_told_with_its_reason(capfd):
    copies = Copies(1)
    copies.start(lambda: 1 / 0)
    with pytest.raises(RuntimeError, match="a copy ended"):
        list(copies.results(0))
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_bad_input_is_one_line(capsys, monkeypatch):
    for words in (("--every", "0"), ("--jobs", "x"), ("--stage", "none")):
        monkeypatch.setattr("sys.argv", ["cuts", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 2
        assert words[0] in capsys.readouterr().err
