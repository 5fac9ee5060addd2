"""What can happen to a machine, in quantised events; where a search begins; how it comes to rest.

Faults of heat are the left foot's. Temperatures jump, which no pad does: some trips come from
that. Used by `explore`.
"""

from firmware.image import (
    BUTTON_AIR,
    BUTTON_DOWN,
    BUTTON_HEAT,
    BUTTON_PROGRAM,
    BUTTON_UP,
    HEAT_LEFT,
)
from firmware.program.allowance import DAY_S
from firmware.program.session import (
    COOLING,
    IDLE,
    INSPECTING,
    OFF,
    READY,
    RUNNING,
    STATE_NAMES,
    TIMEOUT_MS,
    TRIPPED,
)
from firmware.safety.trips import RESET_UNEXPECTED
from firmware.units import TIME_MASK
from tests.proofs.desk import BOTH, CAP, LATCH, LEFT, NO_FEET, OPEN, RIGHT, ROOM, STOP_LINE
from tests.proofs.machine import Broken


def put(name, value):
    def act(machine):
        setattr(machine.desk, name, value)
        machine.scan()

    return act


def key(button):
    """Of the ladder; who is asked something looks first."""

    def act(machine):
        if machine.session.state == INSPECTING:
            machine.scan(2)
        put("key", button)(machine)

    return act


def turn(name):
    def act(machine):
        setattr(machine.desk, name, 1 - getattr(machine.desk, name))
        machine.scan()

    return act


def wait(machine):
    machine.scan()


def wait_a_second(machine):
    machine.scan(10)


def wait_it_out(machine):
    """To the end of what this state may last, or 10 s. With the rail down the clock jumps and the
    scans stand still meanwhile; with the rail up every one of them runs.
    """
    desk = machine.desk
    since_ms = (desk.now_ms - machine.session.since_ms) & TIME_MASK
    wait_ms = max(TIMEOUT_MS[machine.session.state] - since_ms, 10_000)
    if machine.device.outputs.rail or machine.device.buffer.front.rail:
        machine.scan(wait_ms // 100)
    else:
        desk.now_ms = (desk.now_ms + wait_ms) & TIME_MASK
    machine.scan()


def a_day_later(machine):
    """Nobody comes for a day: heat may be had again. Only with the rail down; no scan runs."""
    if not machine.device.outputs.rail:
        machine.device.scribe.ledger.pass_time(DAY_S * 1_000, 1)
    machine.scan()


def press(machine):
    """The direct button, as a person presses it."""
    machine.desk.down = 0
    machine.scan()
    machine.desk.down = 1
    machine.scan()
    machine.desk.down = 0
    machine.scan()


def touch(machine):
    """Down for one sample."""
    machine.desk.down = 1
    machine.ticks(1)
    machine.desk.down = 0
    machine.scan()


def silence(machine):
    """The slow scan stops, or goes on."""
    machine.beating = 1 - machine.beating
    machine.scan()


def host_stops(machine):
    machine.desk.line = STOP_LINE
    machine.scan()


def stall(machine):
    """No fast scan for a tenth of a second."""
    machine.desk.now_ms = (machine.desk.now_ms + 100) & TIME_MASK
    machine.scan()


EVENTS = (
    ("wait", wait),
    ("wait 1 s", wait_a_second),
    ("wait it out", wait_it_out),
    ("a day later", a_day_later),
    ("press", press),
    ("touch", touch),
    ("hold or let go", turn("down")),
    ("heat", key(BUTTON_HEAT)),
    ("up", key(BUTTON_UP)),
    ("down", key(BUTTON_DOWN)),
    ("program", key(BUTTON_PROGRAM)),
    ("air", key(BUTTON_AIR)),
    ("feet out", put("feet", NO_FEET)),
    ("left in", put("feet", LEFT)),
    ("right in", put("feet", RIGHT)),
    ("both in", put("feet", BOTH)),
    ("cold", put("warmth", ROOM)),
    ("at the cap", put("warmth", CAP)),
    ("at the latch", put("warmth", LATCH)),
    ("sensor open", put("warmth", OPEN)),
    ("leak", turn("leak")),
    ("over-pressure", turn("over")),
    ("jam", turn("jam")),
    ("reference", turn("reference_off")),
    ("slow scan stops or goes on", silence),
    ("host stops", host_stops),
    ("fast scan stalls", stall),
)


def release(machine):
    """Everything let go: no foot, no finger, no fault, a room's temperature."""
    desk = machine.desk
    desk.feet, desk.warmth = NO_FEET, ROOM
    desk.leak = desk.over = desk.jam = desk.reference_off = desk.down = desk.key = 0
    machine.beating = 1


def settle(machine):
    """From here, let go, it must come to rest: off, idle, or tripped until a press."""
    release(machine)
    longest_ms = TIMEOUT_MS[INSPECTING] + TIMEOUT_MS[READY] + TIMEOUT_MS[COOLING]
    for _ in range(longest_ms // 1_000):
        machine.scan(10)
        if machine.session.state in (OFF, IDLE, TRIPPED):
            break
    else:
        raise Broken("never came to rest: " + STATE_NAMES[machine.session.state])
    for _ in range(60):
        if machine.session.state != TRIPPED:
            break
        machine.scan(10)
        press(machine)
        machine.scan(2)
    if machine.session.state not in (OFF, IDLE):
        raise Broken("nothing ends " + STATE_NAMES[machine.session.state])
    if machine.device.outputs.rail or any(machine.device.outputs.level):
        raise Broken("at rest, and something is on")


# --- beginnings ----------------------------------------------------------------------------------


def booted(machine):
    machine.scan(20)


def restarted(machine):
    """What `main` does when the watchdog had fired."""
    now_ms = machine.desk.now_ms
    machine.device.governor.latch.trip(RESET_UNEXPECTED, 0, 0, 0, now_ms)
    machine.scan(20)


def running(machine):
    """A session with heat asked for, half a minute in."""
    booted(machine)
    press(machine)
    if machine.session.state == INSPECTING:
        key(BUTTON_UP)(machine)
    key(BUTTON_HEAT)(machine)
    put("feet", BOTH)(machine)
    machine.scan(300)
    if machine.session.state != RUNNING:
        raise Broken("no session runs: " + STATE_NAMES[machine.session.state])
    if machine.heats != bool(machine.device.outputs.level[HEAT_LEFT]):
        raise Broken("heat where none may be, or none where it may")


def nearly_done(machine, left_ms=200):
    """And so long from its end."""
    running(machine)
    session = machine.session
    while session.elapsed_ms < session.sequencer.session_ms() - left_ms:
        machine.scan()


def left_at_the_end(machine):
    """Feet out long enough that the pause begins with the scan that finishes it."""
    nearly_done(machine, 400)
    machine.desk.feet = NO_FEET
    machine.scan(4)


def nearly_left(machine):
    """Paused, and two tenths of a second from giving up."""
    running(machine)
    machine.desk.feet = NO_FEET
    machine.scan(603)


def hot_wells(machine):
    """Booted with the left well at the cap."""
    machine.desk.warmth = CAP
    booted(machine)


BEGINNINGS = (booted, restarted, running, nearly_done, left_at_the_end, nearly_left, hot_wells)
