"""What is generated is fresh, and staleness shows."""

import pytest

from host_tools import board_tables, boards, generate
from host_tools.errors import BadInput
from host_tools.firmware_tables import with_unit


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


@pytest.mark.parametrize(
    ("name", "value", "words"),
    (
        ("vented_pa", 667, "5 mmHg"),
        ("held_pa", 1_333, "10 mmHg"),
        ("day_sessions", 1, "1 session"),
        ("day_sessions", 3, "3 sessions"),
        ("heater_off_permille", 1, "1 ‰"),
        ("third_cap_mc", 41_300, "41.3 °C"),
        ("cem43_day_permille", 500, "0.5 CEM43 min"),
    ),
)
def test_a_limit_is_shown_as_people_say_it(name, value, words):
    assert with_unit(name, value) == words
