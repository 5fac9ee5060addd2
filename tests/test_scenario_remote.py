"""The MicroPython runtime from the host's side: what goes in, what comes back, what goes wrong."""

import pytest

from sim import remote
from sim.errors import BadInput, RunFailed

ECHO = """
import sys
sys.path.insert(0, ".")
from sim.plain import from_line, to_line
spec = from_line(sys.stdin.readline())["spec"]
print("a word that nobody asked for")
for i in range(3):
    print("R 0" + str(i))
print("V " + to_line({"back": spec, "third": 1.0 / 3.0}))
"""
SPEC = {"name": "zwölf \U0001f9b6", "plant": {"ambient_c": 0.1}, "plan": None, "at": [1, True]}


def script(folder, text):
    path = folder / "other.py"
    path.write_text(text, encoding="utf-8")
    return path


def test_spec_records_and_verdict_cross_unharmed(micropython, tmp_path):
    records = []
    verdict = remote.run_remote(SPEC, records.append, script(tmp_path, ECHO))
    assert records == [b"\x00", b"\x01", b"\x02"]
    assert verdict == {"back": SPEC, "third": 1.0 / 3.0}


@pytest.mark.parametrize(
    "text, words",
    (
        ("raise ValueError('boom')", "ValueError: boom"),
        ("import sys\nsys.exit(3)", "code 3"),
        ("print('nothing')", "code 0 and no verdict: nothing"),
        ("print('V {half')", "no verdict"),
        ("print('R zz')", "no verdict"),
        ("print('E OSError: thrown inside')", "OSError: thrown inside"),
    ),
)
def test_a_run_without_a_whole_verdict_is_one_line(micropython, tmp_path, text, words):
    with pytest.raises(RunFailed) as caught:
        remote.run_remote(SPEC, lambda record: None, script(tmp_path, text))
    assert words in str(caught.value) and "\n" not in str(caught.value)


def test_a_sink_that_stops_ends_the_other_interpreter_too(micropython, tmp_path):
    def stop(record):
        raise KeyboardInterrupt

    endless = "print('R 00')\nwhile True:\n    pass"
    with pytest.raises(KeyboardInterrupt):
        remote.run_remote(SPEC, stop, script(tmp_path, endless))


def test_no_micropython_is_bad_input_that_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(remote.sys, "executable", str(tmp_path / "python"))
    monkeypatch.setattr(remote.shutil, "which", lambda name: None)
    with pytest.raises(BadInput, match="use --runtime cpython"):
        remote.find_micropython()
