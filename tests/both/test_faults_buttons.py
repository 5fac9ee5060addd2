"""Buttons that do not come up, and buttons that bounce."""

from sim.rig import Rig

from .device import evening

NONE, UP, HEAT = 4087, 1920 * 4096 // 3300, 960 * 4096 // 3300


def ladder(rig):
    return rig.world.wiring.senses.codes[0][5]


def test_a_stuck_start_stops_the_session_and_locks_it_out_while_it_lasts():
    rig = evening()
    rig.run(5)
    rig.fault("button_stuck", "start", for_s=30.0)
    rig.run(20)
    assert rig.world.journal.ended == "stopped" and rig.device.outputs.rail == 0
    rig.press("start")  # a finger changes nothing on a closed contact
    assert rig.world.wiring.senses.stop_level == 1
    rig.run(15)
    assert rig.world.wiring.senses.stop_level == 0


def test_a_stuck_key_is_one_press_and_hides_the_keys_above_it():
    rig = Rig(profile="standard", stage="standard")
    presses = rig.device.inputs.button_presses
    rig.fault("button_stuck", "heat")
    rig.run(5)
    assert ladder(rig) == HEAT and rig.device.inputs.button_presses == presses + 1
    rig.hold("up")  # a higher voltage than heat's
    rig.run(1)
    assert ladder(rig) == HEAT
    rig.world.faults[0].value = None
    rig.release("up")
    rig.run(0.1)


def test_of_several_fingers_the_lowest_voltage_counts_and_each_can_let_go():
    rig = Rig()
    assert ladder(rig) == NONE
    rig.hold("heat")
    rig.run(0.1)
    rig.hold("up")
    rig.run(0.1)
    assert ladder(rig) == HEAT
    rig.release("heat")
    rig.run(0.1)
    assert ladder(rig) == UP
    rig.release("up")
    rig.run(0.1)
    assert ladder(rig) == NONE


def contacts(rig, button):
    """Counts how often the contact moves."""
    moves = []
    senses = rig.world.wiring.senses
    touch = senses.touch

    def count(name, down):
        if name == button:
            moves.append(down)
        touch(name, down)

    senses.touch = count
    return moves


def test_each_edge_of_a_worn_button_bounces_so_often_and_ends_where_it_should():
    for button in ("up", "start"):
        rig = Rig()
        moves = contacts(rig, button)
        rig.fault("button_bounce", button, 5)
        rig.run(0.1)
        assert moves == []
        rig.press(button, hold_ms=200)
        assert moves == [1] + [0, 1] * 5 + [0] + [1, 0] * 5
        rig.press("down")
        assert len(moves) == 22


def test_a_bounce_ends_when_the_finger_moves_again():
    rig = Rig()
    moves = contacts(rig, "up")
    rig.fault("button_bounce", "up", 50)  # 300 ms of bouncing
    rig.press("up", hold_ms=100)
    rig.run(1)
    assert moves[-1] == 0 and 1 in moves
    assert ladder(rig) == NONE


def test_a_bouncing_start_still_stops_a_session():
    rig = evening()
    rig.run(5)
    rig.fault("button_bounce", "start")
    rig.run(0.1)
    rig.press("start")
    rig.run(1)
    assert rig.world.journal.ended == "stopped" and rig.device.outputs.rail == 0


def test_a_button_is_whole_again_when_its_fault_is_over():
    rig = Rig()
    rig.fault("button_bounce", "up", for_s=0.1)
    rig.fault("button_stuck", "heat", for_s=0.1)
    rig.run(0.5)
    assert ladder(rig) == NONE
    moves = contacts(rig, "up")
    rig.press("up")
    assert moves == [1, 0]


def leant_on(board):
    """A device that hung in a hot session and was restarted by the watchdog, a finger on start."""
    rig = Rig(stage="standard", profile="standard", board=board)
    rig.start_session(2)
    rig.run(2)
    rig.fault("cpu_hang")
    rig.run(1)
    rig.hold("start")
    while rig.device is not None:
        rig.run(0.02)
    while rig.device is None:
        rig.run(0.02)
    return rig


def test_a_start_that_was_down_before_the_boot_acknowledges_nothing_when_it_is_let_go():
    """A finger on a frozen device, under which the watchdog bites: no lamp had told anything."""
    for board in ("rpi_pico", "esp32_devkit"):
        for released_s in (0.3, 1.5, 1.9):
            rig = leant_on(board)
            rig.run(released_s)
            rig.release("start")
            rig.run(1)
            assert rig.trip == "reset_unexpected", (board, released_s)
            rig.press("start")
            rig.run(2)
            assert rig.trip == "", (board, released_s)


def test_a_start_that_is_stuck_over_the_plug_starts_nothing_and_works_when_it_is_free():
    rig = Rig(stage="standard", profile="standard")
    rig.power(0)
    rig.run(6)
    rig.hold("start")
    rig.power(1)
    rig.run(1)
    rig.release("start")
    rig.run(1)
    assert rig.state == "idle"
    rig.run(3)
    rig.press("start")
    assert rig.state == "ready"


def test_a_key_that_is_stuck_over_the_plug_chooses_no_heat():
    for stage, profile in (("standard", "standard"), ("gentle", "neuropathy")):
        rig = Rig(stage=stage, profile=profile)
        rig.power(0)
        rig.run(1)
        rig.hold("heat")
        rig.power(1)
        rig.run(3)
        assert rig.device.sequencer.heat == 0, stage
        rig.release("heat")
        rig.run(1)
        rig.press("heat")
        assert rig.device.sequencer.heat == 1, stage


def test_no_key_pressed_beside_start_answers_the_inspection_before_it_is_asked():
    """HAZ-116: a hand on two keys, and a main loop that stood still over both."""
    for step in range(6):  # of a slow scan
        for beside_ms in (-60, -20, 0, 20, 40):
            rig = Rig(stage="gentle", profile="neuropathy")
            rig.run(1 + step * 0.02)
            rig.after(0.2, {"do": "press", "button": "up", "hold_ms": 150})
            rig.after(0.2 + beside_ms / 1000, {"do": "press", "button": "start", "hold_ms": 80})
            rig.run(1.5)
            assert rig.state == "inspecting", (step, beside_ms)
            rig.press("up")
            assert rig.state == "ready", (step, beside_ms)
    rig = Rig(stage="gentle", profile="neuropathy")
    rig.fault("slow_hang", for_s=1.6)
    rig.after(0.2, {"do": "press", "button": "up", "hold_ms": 120})
    rig.after(1.2, {"do": "press", "button": "start", "hold_ms": 120})
    rig.run(4)
    assert rig.state == "inspecting"


def test_a_key_that_is_stuck_over_the_plug_answers_nothing_when_others_are_pressed_beside_it():
    """Whenever a finger leaves the key beside it, the ladder reads the stuck one again."""
    rig = Rig(stage="standard", profile="standard")
    rig.power(0)
    rig.run(1)
    rig.hold("heat")
    rig.power(1)
    rig.run(2)
    for _ in range(3):
        rig.press("air")
    assert rig.device.sequencer.heat == 0
    rig = Rig(stage="gentle", profile="neuropathy")
    rig.power(0)
    rig.run(4)
    rig.hold("up")
    rig.power(1)
    rig.run(3)
    rig.press("start")
    rig.run(1)
    rig.press("air")
    assert rig.state == "inspecting"


def test_a_key_pressed_while_the_main_loop_stands_still_over_the_question_answers_nothing():
    """HAZ-116: however long it stands, and whenever in it the key is pressed."""
    for still_s in (0.25, 0.35, 0.5, 1.6):
        for at_s in (0.0, 0.02, 0.1, 0.2):
            rig = Rig(stage="gentle", profile="neuropathy")
            rig.run(4)
            rig.after(0, {"do": "press", "button": "start", "hold_ms": 80})
            while rig.state != "inspecting":
                rig.run(0.02)
            rig.fault("slow_hang", for_s=still_s)
            rig.after(at_s, {"do": "press", "button": "up", "hold_ms": 80})
            rig.run(3)
            assert rig.state == "inspecting", (still_s, at_s)


def test_a_worn_start_that_chatters_over_a_reset_acknowledges_nothing():
    for edges in (8, 20, 50):
        rig = leant_on("rpi_pico")
        rig.run(0.5)
        rig.fault("button_bounce", "start", edges)
        rig.release("start")
        rig.run(2)
        assert rig.trip == "reset_unexpected", edges
