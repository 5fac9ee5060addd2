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
