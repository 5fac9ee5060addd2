"""What is generated is fresh, and staleness shows."""

import pytest

from host_tools import board_tables, boards, generate
from host_tools.errors import BadInput


def test_every_generated_file_and_table_is_what_it_would_be_now():
    found = [str(path.relative_to(generate.ROOT)) for path, _ in generate.stale()]
    assert found == [], "run `make generate`"


def test_a_stale_block_is_found_and_made_anew(tmp_path):
    text = "before\n<!-- generated: ladder -->\nold\n<!-- end -->\nafter\n"
    right = generate.filled(tmp_path / "x.md", text)
    assert "old" not in right and "| none | 3,300 mV |" in right
    assert right.startswith("before\n") and right.endswith("<!-- end -->\nafter\n")
    assert generate.filled(tmp_path / "x.md", right) == right


def test_a_block_without_a_generator_is_refused(tmp_path):
    with pytest.raises(BadInput, match="no generator is called nothing; known: "):
        generate.filled(tmp_path / "x.md", "<!-- generated: nothing -->\n<!-- end -->\n")


def test_the_documentation_of_the_boards_shows_every_board_and_every_table():
    text = (generate.ROOT / "boards/README.md").read_text(encoding="utf-8")
    for name in board_tables.BLOCKS:
        assert f"<!-- generated: {name} -->" in text


def test_the_wiring_table_has_every_signal_a_board_must_declare():
    for name in boards.names("board"):
        board = boards.load_board(name)
        bits = board.get("shift_register", {}).get("bits", {})
        assert {*board["pins"], *bits} == set(board_tables.WIRES)
