"""The bench measures what it says, on every interpreter it finds, and refuses nonsense."""

from tests.outside import solekeeper


def test_a_minute_is_measured_on_every_interpreter_and_all_leave_one_trace():
    from host_tools.bench import interpreters

    done = solekeeper("bench", "--minutes", 1, "--no-profile")
    assert done.code == 0, done.out + done.err
    for name in interpreters():
        assert name in done.out


def test_no_time_at_all_is_one_line_exit_2():
    for minutes in (0, -5, "x"):
        done = solekeeper("bench", "--minutes", minutes)
        assert done.code == 2 and len(done.err.splitlines()) == 1
