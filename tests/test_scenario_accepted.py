"""--accept: figures committed beside a scenario, and what is said when a later run moves them."""

import json

import pytest

from tests.outside import WALK, solekeeper, use_stub, write

SWEEP = WALK + '[sweep]\nkey = "plant.ambient_c"\nvalues = [18, 22]'
COLD = WALK.replace("ambient_c = 23.0", "ambient_c = 22.0")


@pytest.fixture(autouse=True)
def stub(monkeypatch):
    use_stub(monkeypatch)


def accepted(folder):
    return json.loads((folder / "accepted" / "walk.json").read_text())


def test_nothing_is_compared_and_nothing_written_until_somebody_accepts(tmp_path):
    done = solekeeper("sim", write(tmp_path, WALK))
    assert done.code == 0 and "moved" not in done.out
    assert [path.name for path in tmp_path.iterdir()] == ["walk.toml"]


def test_accepted_figures_lie_beside_the_scenario_and_the_next_run_keeps_them(tmp_path):
    path = write(tmp_path, WALK)
    done = solekeeper("sim", path, "--accept")
    assert done.code == 0 and f"accepted: {tmp_path / 'accepted' / 'walk.json'}" in done.out
    (run,) = accepted(tmp_path)["runs"].values()
    assert run["trip.name"] == "heater_on_unasked" and len(run["trace_sha256"]) == 64
    assert run["plant.left.peak_pressure_mmhg"] == 40.0 and "wall_s" not in run
    assert len((tmp_path / "accepted" / "walk.json").read_text()) < 2000
    done = solekeeper("sim", path)
    assert done.code == 0 and "moved" not in done.out


def test_a_moved_figure_ends_1_and_says_which_and_how_far_and_what_to_do(tmp_path):
    path = write(tmp_path, WALK)
    solekeeper("sim", path, "--accept")
    before = accepted(tmp_path)
    write(tmp_path, COLD)
    done = solekeeper("sim", path)
    assert done.code == 1
    lines = [line for line in done.out.splitlines() if "moved" in line]
    assert any("plant.left.peak_pad_c" in line and ", accepted 2" in line for line in lines)
    assert not any("peak_pressure" in line or "trace" in line for line in lines)
    assert f"solekeeper sim {path} --accept" in done.out
    assert accepted(tmp_path) == before


def test_accepting_again_makes_the_moved_figures_the_accepted_ones(tmp_path):
    path = write(tmp_path, WALK)
    solekeeper("sim", path, "--accept")
    write(tmp_path, COLD)
    assert solekeeper("sim", path, "--accept").code == 0
    assert solekeeper("sim", path).code == 0


def test_a_trace_that_moves_alone_is_told_as_that(tmp_path):
    path = write(tmp_path, WALK)
    solekeeper("sim", path, "--accept")
    place = tmp_path / "accepted" / "walk.json"
    kept = accepted(tmp_path)
    kept["runs"]["walk"]["trace_sha256"] = "0" * 64
    place.write_text(json.dumps(kept))
    done = solekeeper("sim", path)
    assert done.code == 1 and "moved: the trace alone" in done.out and "000000000000" in done.out


def test_a_run_made_otherwise_than_the_file_says_is_not_compared(tmp_path):
    path = write(tmp_path, WALK)
    solekeeper("sim", path, "--accept")
    for option in (("--seed", 3), ("--board", "esp32_devkit"), ("--stage", "standard")):
        done = solekeeper("sim", path, *option)
        assert done.code == 0 and "moved" not in done.out
        refused = solekeeper("sim", path, "--accept", *option)
        assert refused.code == 2 and "--accept" in refused.err


def test_a_broken_expectation_is_never_accepted(tmp_path):
    path = write(tmp_path, WALK.replace("below = 41.0", "below = 20.0"))
    done = solekeeper("sim", path, "--accept")
    assert done.code == 1 and f"{path}: not accepted" in done.err
    assert not (tmp_path / "accepted").exists()


def test_a_sweep_keeps_all_its_runs_in_one_file_and_misses_a_new_one(tmp_path):
    path = write(tmp_path, SWEEP)
    assert solekeeper("sim", path, "--accept").code == 0
    assert list(accepted(tmp_path)["runs"]) == ["walk_1_ambient_c_18", "walk_2_ambient_c_22"]
    assert solekeeper("sim", path).code == 0
    write(tmp_path, SWEEP.replace("22]", "22, 23]"))
    done = solekeeper("sim", path)
    assert done.code == 1 and "not among the accepted" in done.out


def test_json_stays_one_document_and_the_moved_figures_go_to_stderr(tmp_path):
    path = write(tmp_path, WALK)
    solekeeper("sim", path, "--accept")
    write(tmp_path, COLD)
    done = solekeeper("sim", path, "--json")
    assert done.code == 1 and json.loads(done.out)["schema"] == 1
    assert "moved: plant.left.peak_pad_c" in done.err and "--accept" in done.err


@pytest.mark.parametrize("text", ("", "[]", "{}", '{"schema": 2, "runs": {}}', "\xff"))
def test_accepted_figures_nobody_can_read_are_one_line(tmp_path, text):
    path = write(tmp_path, WALK)
    (tmp_path / "accepted").mkdir()
    (tmp_path / "accepted" / "walk.json").write_text(text, encoding="latin-1")
    done = solekeeper("sim", path)
    assert done.code == 2 and done.err.count("\n") == 1
    assert "walk.json" in done.err and "--accept" in done.err
