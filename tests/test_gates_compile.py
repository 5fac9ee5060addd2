"""mpy-cross takes every firmware file, as bytecode and natively for both chips; it can refuse."""

import pytest

from tests.gates import sizes, tree

# source, the way it must be refused
BROKEN = (
    ("match x:\n    case 1:\n        pass\n", "bytecode"),
    ("def f(:\n    pass\n", "bytecode"),
)


@pytest.mark.parametrize("way", sizes.WAYS, ids=lambda way: way[0])
def test_every_firmware_file_compiles_as(way):
    for path in tree.firmware():
        size, error = sizes.compile_file(path, way[1])
        assert size > 0, f"{tree.label(path)}: {error}"


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case[1] + ": " + case[0].splitlines()[0])
def test_a_file_the_chip_cannot_read_is_refused(case, tmp_path):
    path = tmp_path / "planted.py"
    path.write_text(case[0])
    size, error = sizes.compile_file(path, dict(sizes.WAYS)[case[1]])
    assert size == 0
    assert "SyntaxError" in error


def test_a_native_compile_can_refuse_what_bytecode_accepts(tmp_path):
    path = tmp_path / "planted.py"
    path.write_text("@micropython.viper\ndef f(x: int) -> int:\n    return x + 'a'\n")
    size, error = sizes.compile_file(path, dict(sizes.WAYS)["armv6m"])
    assert size == 0 and "ViperTypeError" in error


def test_the_table_of_sizes_ends_1_when_a_file_does_not_compile(tmp_path, monkeypatch, capsys):
    bad = tmp_path / "planted.py"
    bad.write_text("def f(:\n")
    monkeypatch.setattr(tree, "firmware", lambda: [bad])
    monkeypatch.setattr(tree, "label", lambda path: path.name)
    assert sizes.main() == 1
    assert "planted.py (bytecode)" in capsys.readouterr().err
