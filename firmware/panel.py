"""The panel: what buttons mean in each state, and what lamps and buzzer say.

Decides levels, program choice and which event a button is; explains refusals with a sound. May not
touch an actuator. Called by the slow scan. Eight lamps: state, program, heat 1-3 (all three amber:
no heat for now, the timer has run or a well is too warm, and the link says which; magenta: latch
or heat timer failed its proof), intensity 1-3; while a trip stands, its sign (`signs`), and any
key sounds it again.
"""

from .image import BUTTON_AIR, BUTTON_DOWN, BUTTON_HEAT, BUTTON_PROGRAM, BUTTON_UP, Status
from .program.recipes import RECIPES
from .program.sequencer import Sequencer
from .program.session import DOWN, IDLE, INSPECTING, KEY, OFF, PROGRAM, TRIPPED, UP, Session
from .signs import AMBER, BLUE, DARK, GREEN, MAGENTA, RED, WHITE, face, sound

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Protocol

    class Lamps(Protocol):
        def show(self, colours: "tuple[tuple[int, int, int], ...]") -> None: ...

    class Buzzer(Protocol):
        def tone(self, hz: int) -> None: ...


# Lamp 0 by session state: off, idle, inspecting, ready, running, paused, cooling, tripped.
STATE_COLOURS = (DARK, WHITE, AMBER, BLUE, GREEN, AMBER, BLUE, RED)
NO_HEAT = (DARK, AMBER, MAGENTA)
PROGRAM_COLOURS = (GREEN, AMBER, BLUE, WHITE)

# (tone Hz, ms) pairs; 0 Hz is a pause.
SOUND_ACCEPTED = ((2_400, 100),)
SOUND_REFUSED = ((400, 300),)
SOUND_NO_HEAT = ((400, 300), (0, 200), (400, 300), (0, 200), (400, 300))
SOUND_QUESTION = ((1_800, 100), (0, 100), (2_400, 100))
SOUND_END = ((2_400, 200), (0, 100), (1_800, 200), (0, 100), (1_200, 400))
SOUND_TRIP = ((3_000, 400), (0, 200), (3_000, 400), (0, 200), (3_000, 400), (0, 800))


class Panel:
    """`lamps` and `buzzer` are drivers.

    `key` turns a button into an event or does what it means.
    """

    def __init__(
        self,
        lamps: "Lamps",
        buzzer: "Buzzer",
        session: Session,
        sequencer: Sequencer,
        status: Status,
    ) -> None:
        self.lamps = lamps
        self.buzzer = buzzer
        self.session = session
        self.sequencer = sequencer
        self.status = status
        self.sound: "tuple[tuple[int, int], ...]" = ()
        self.note = 0
        self.note_ms = 0
        self.drawn = -1_000

    def play(self, sound: "tuple[tuple[int, int], ...]") -> None:
        """Start a sound; the last one asked for wins."""
        self.sound = sound
        self.note = 0
        self.note_ms = 0

    def say_trip(self) -> None:
        """Something ended the session: the alarm, then what it was."""
        self.play(SOUND_TRIP + sound(self.status.trip))

    def say_end(self) -> None:
        """The session is complete."""
        self.play(SOUND_END)

    def say_question(self) -> None:
        """The press was taken; the lamps say what is asked."""
        self.play(SOUND_QUESTION)

    def say_refused(self) -> None:
        """The press was understood and may not be."""
        self.play(SOUND_REFUSED)

    def say_no_heat(self) -> None:
        """There will be none until it was repaired, or at least unplugged."""
        self.play(SOUND_NO_HEAT)

    def key(self, button: int) -> int:
        """The session event a ladder button stands for now, or 0 when it only changed a level."""
        state = self.session.state
        if state == OFF:
            return KEY
        if state == INSPECTING:
            return (
                UP
                if button == BUTTON_UP
                else DOWN
                if button == BUTTON_DOWN
                else PROGRAM
                if button == BUTTON_PROGRAM
                else 0
            )
        if state == TRIPPED:
            self.play(sound(self.status.trip))
            return 0
        sequencer = self.sequencer
        self.play(SOUND_ACCEPTED)
        if button == BUTTON_HEAT:
            if self.session.plan.heats():
                sequencer.heat = (sequencer.heat + 1) % 4
            else:
                self.play(SOUND_REFUSED)
        elif button == BUTTON_AIR:
            sequencer.air = 1 if sequencer.air < 0 else (sequencer.air + 1) % 4
        elif button == BUTTON_UP:
            sequencer.more = min(sequencer.more + 1, 2)
        elif button == BUTTON_DOWN:
            sequencer.more = max(sequencer.more - 1, -2)
        elif state == IDLE:
            sequencer.program = (sequencer.program + 1) % len(RECIPES)
        else:
            self.play(SOUND_REFUSED)  # a running program is stopped first, then changed
        return 0

    def picture(self, heat: int, rests: int) -> "tuple[tuple[int, int, int], ...]":
        """The eight lamps now: state, program, heat, intensity; or the sign of a trip. `rests` 1
        while the hardware's timer leaves no heat, 2 when a proof failed.
        """
        if self.session.state == TRIPPED:
            return face(self.status.trip)
        sequencer = self.sequencer
        level = sequencer.level(2)
        return (
            (
                STATE_COLOURS[self.session.state],
                PROGRAM_COLOURS[sequencer.program % len(PROGRAM_COLOURS)],
            )
            + tuple(NO_HEAT[rests] if rests else RED if i < heat else DARK for i in range(3))
            + tuple(GREEN if i < level else DARK for i in range(3))
        )

    def show(self, passed_ms: int) -> None:
        """Draw the lamps if anything they show changed, and go on with the sound."""
        sequencer = self.sequencer
        plan = self.session.plan
        heat = sequencer.heat if plan.heats() else 0
        rests = 2 if plan.heat_fault else plan.heat_rests
        rests = rests if plan.heat else 0
        state = self.session.state
        drawn = ((state * 8 + sequencer.program) * 8 + heat) * 8 + sequencer.more + 2
        drawn = drawn * 3 + rests
        if state == TRIPPED:
            drawn = -1 - self.status.trip
        if drawn != self.drawn:
            self.drawn = drawn
            self.lamps.show(self.picture(heat, rests))
        if self.note < len(self.sound):
            hz, length_ms = self.sound[self.note]
            self.buzzer.tone(hz)
            self.note_ms += passed_ms
            if self.note_ms >= length_ms:
                self.note += 1
                self.note_ms = 0
        else:
            self.buzzer.tone(0)
