"""Noise on the link: what arrives, what is lost, and that the driver's text is bytes."""

from firmware.link import frame
from sim.fake import stdio
from sim.fake.chip import STDIN_ROOM, use
from sim.fake.endings import BadText
from sim.rig import Rig


def deaf(rig):
    """The program does not read what arrives."""
    rig.device.link.stdio.read = lambda: ""
    return rig.world.chip


def sent(rig):
    """Everything that arrives from now on, in pieces; the program sees nothing of it."""
    pieces = []
    chip = deaf(rig)

    def take(_world):
        pieces.append(chip.stdin)
        chip.stdin = ""

    rig.world.on_tick = take
    return pieces


def test_noise_arrives_at_its_rate_until_the_ports_buffer_is_full():
    for board in ("rpi_pico", "esp32_devkit"):
        rig = Rig(board=board)
        chip = deaf(rig)
        rig.fault("serial_garbage", value=1_000.0)
        rig.run(0.2)
        assert abs(len(chip.stdin) - 200) <= 100, len(chip.stdin)
        rig.run(2)
        assert len(chip.stdin) == STDIN_ROOM[chip.port]


def test_noise_is_every_byte_but_ctrl_c_and_seeded():
    texts = []
    for seed in (1, 1, 2):
        rig = Rig(seed=seed)
        text = sent(rig)
        rig.fault("serial_garbage", value=2_000.0)
        rig.run(5)
        texts.append("".join(text))
    assert texts[0] == texts[1] != texts[2]
    assert {ord(c) for c in texts[0]} == set(range(256)) - {3}


def test_a_session_goes_on_in_the_noise_and_a_whole_line_is_still_heard():
    rig = Rig(stage="standard", profile="standard")
    rig.start_session(heat=2)
    rig.fault("serial_garbage", for_s=20.0)
    rig.run(30)
    assert rig.state == "running" and rig.trip == "" and rig.device.link.ignored > 10
    line = frame({"do": "stop"})[:-1]
    rig.after(0, {"do": "host", "line": ""})
    rig.after(0, {"do": "host", "line": line})
    rig.run(1)
    assert rig.world.journal.ended == "stopped"


def read(text, count=1):
    rig = Rig()
    use(rig.world.chip)
    rig.world.chip.stdin = text
    return stdio.stdin.read(count)


def test_text_from_a_ports_standard_input_is_utf8_or_it_throws():
    assert read("ab", 2) == "ab" and read("\r") == "\n"
    assert read("\xc3\xa4") == "\u00e4" and read("\xe2\x82\xac") == "\u20ac"
    assert read("\xf0\x9f\x98\x80") == "\U0001f600"
    for bad in ("\xffabcd", "\x80abcd", "\xc3a", "\xe2\x82a"):
        try:
            read(bad)
        except BadText:
            continue
        raise AssertionError(bad)


def test_text_waits_for_the_bytes_that_a_first_byte_promises():
    rig = Rig()
    use(rig.world.chip)
    began_us = rig.world.chip.now_us
    rig.world.chip.stdin = "\xc3"
    rig.world.agenda.add(began_us + 500_000, rig.world.agenda.host, ("",))
    try:
        stdio.stdin.read(1)
    except BadText:  # the line's end is no second half
        pass
    assert rig.world.chip.now_us >= began_us + 500_000


def test_bytes_are_bytes():
    rig = Rig()
    use(rig.world.chip)
    rig.world.chip.stdin = "\xff\r\x00"
    assert stdio.stdin.buffer.read(3) == bytes([255, 13, 0])
