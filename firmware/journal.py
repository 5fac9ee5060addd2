"""The journal: what the device remembers over a pulled plug, in three small records.

Decides what is in them: the person's choices (heat is never one: it is off after power-up), the
counters with the mark of an open session, and the last sessions, one JSON line each. May not write
and knows no file: `scribe` asks what is `due` and stores it. Damage is no crash: a record that
cannot be read starts blank, and `damaged` says which.
"""

import json

from .lines import add_line, said, taken, whole
from .standing import MEMBERS, NONE, of_line, of_record
from .units import TIME_MASK

SETTINGS = 0
COUNTERS = 1
SESSIONS = 2
NAMES = ("settings", "counters", "sessions")

MORE = 2  # the up/down offset is -2 … 2
NUMBERS = (
    "sessions", "active_s", "heat_s", "trips", "marks",
    "open", "open_s", "open_heat_s", "open_dose",
)  # fmt: skip
TOLD = 5  # of them a host may read
DOSE = ("dose_left", "dose_right", "day_s")
WAITS = ("gap_s", "first_s", "second_s", "third_s", "tired_s")  # as `program/allowance` has them
CLOCK = ("clock_min", "since_s")


class Journal:
    """`due` and `damaged` are 1 by record.

    `open` is the number of the session whose outputs may be on, 0 for none; cut off, it counts as
    `open_s` seconds, `open_heat_s` of heat and `open_dose` for each foot. `dose` is the day's
    so far: left, right, in thousandths of a CEM43 minute, and the day's powered seconds. `waits`
    are the allowance's countdowns, `clock` the clock chip's stamp and what was counted since.
    `marks` are those seen on the feet, `standing` is the trip that nobody has acknowledged.
    """

    def __init__(self) -> None:
        self.due = [0, 0, 0]
        self.damaged = [0, 0, 0]
        self.program, self.more, self.open_program = "", 0, ""
        self.sessions = self.active_s = self.heat_s = self.trips = self.marks = 0
        self.open = self.open_s = self.open_heat_s = self.open_dose = 0
        self.dose, self.waits, self.clock = [0] * len(DOSE), [0] * len(WAITS), [0] * len(CLOCK)
        self.standing = list(NONE)
        self.lines: "list[str]" = []

    # --- to and from text ------------------------------------------------------------------------

    def take(self, which: int, text: str) -> None:
        """Remember what a record said; one that makes no sense is damaged."""
        try:
            if which == SESSIONS:
                self.lines = taken(text)
                return
            record = json.loads(text)
            if which == SETTINGS:
                self.program = str(record.get("program", ""))
                more = record.get("more", 0)
                self.more = more if more in range(-MORE, MORE + 1) else 0
            else:
                for key in NUMBERS:
                    setattr(self, key, whole(record, key))
                self.open_program = str(record.get("program", ""))
                self.dose = [whole(record, key) for key in DOSE]
                self.waits = [whole(record, key, TIME_MASK) for key in WAITS]
                self.clock = [whole(record, key) for key in CLOCK]
                self.standing = of_record(record)
        except (ValueError, AttributeError):
            self.spoilt(which)

    def spoilt(self, which: int) -> None:
        """A record could not be read: it is blank from now on, and written anew."""
        self.damaged[which] = self.due[which] = 1
        if which == SESSIONS:
            self.lines = []
        elif which == COUNTERS:
            self.dose = [TIME_MASK, TIME_MASK, 0]  # nobody knows how much: no heat for a day
            self.waits = [TIME_MASK] * len(WAITS)
            self.clock = [0, 0]

    def pieces(self, which: int) -> "list[str]":
        """A record as text, in pieces so that no large buffer is needed."""
        if which == SETTINGS:
            return ['{{"program":"{}","more":{}}}'.format(self.program, self.more)]
        if which == SESSIONS:
            return [line + "\n" for line in self.lines]
        return [
            '{{"program":"{}",'.format(self.open_program),
            said(NUMBERS, [getattr(self, key) for key in NUMBERS]),
            said(DOSE, self.dose) + said(WAITS, self.waits),
            said(CLOCK, self.clock) + said(MEMBERS, self.standing)[:-1] + "}",
        ]

    def counters(self) -> "dict[str, int]":
        """What a host may read."""
        return {key: getattr(self, key) for key in NUMBERS[:TOLD]}

    # --- what happens ----------------------------------------------------------------------------

    def choose(self, program: str, more: int) -> None:
        """The person's choices, to be there again after power-up."""
        self.program, self.more = program, more
        self.due[SETTINGS] = 1

    def begin(self, program: str, longest_s: int, longest_heat_s: int, dose: int = 0) -> None:
        """A session is about to start: mark it, with all it could become."""
        self.sessions = min(self.sessions + 1, TIME_MASK)
        self.open = self.sessions
        self.open_program = program
        self.open_s = longest_s
        self.open_heat_s = longest_heat_s
        self.open_dose = dose
        self.due[COUNTERS] = 1

    def withdraw(self) -> None:
        """The marked session never ran."""
        self.sessions = max(self.sessions - 1, 0)
        self.open = 0
        self.due[COUNTERS] = 1

    def end(self, ended: str, active_s: int, heat_s: int, trip: str) -> None:
        """The open session is over: a line for it, and the counters go on."""
        self.write_line(self.open, self.open_program, ended, active_s, heat_s, trip)
        self.add(active_s, heat_s)

    def add(self, active_s: int, heat_s: int) -> None:
        """Into the counters, and the mark is gone: one record, so both or neither."""
        self.active_s = min(self.active_s + active_s, TIME_MASK)
        self.heat_s = min(self.heat_s + heat_s, TIME_MASK)
        self.open = 0
        self.due[COUNTERS] = 1

    def note_dose(self, left: int, right: int, day_s: int) -> None:
        """The day's dose as the governor counts it."""
        self.dose = [left, right, day_s]
        self.due[COUNTERS] = 1

    def note_waits(self, waits: "list[int]", stamp_min: int, since_s: int) -> None:
        """The allowance's countdowns, and when by the clock chip they were true."""
        self.waits = list(waits)
        self.clock = [stamp_min, since_s]
        self.due[COUNTERS] = 1

    def mark(self, marks: int) -> None:
        """So many marks have been seen on the feet."""
        self.marks = marks
        self.due[COUNTERS] = 1

    def stand(self, standing: "list[int]") -> None:
        """The trip that stands now, or none."""
        self.standing = standing
        self.due[COUNTERS] = 1

    def tripped(self, trip: str, alone: bool) -> None:
        """Count a trip; `alone` when no session's line will tell of it."""
        self.trips = min(self.trips + 1, TIME_MASK)
        self.due[COUNTERS] = 1
        if alone:
            self.write_line(0, "", "tripped", 0, 0, trip)

    def write_line(
        self, number: int, program: str, ended: str, active_s: int, heat_s: int, trip: str
    ) -> None:
        """One line more; that of a trip has their count, should the plug be pulled before the
        counters are written.
        """
        if trip:
            trip = ',"trip_n":{}{}'.format(self.trips, trip)
        add_line(self.lines, number, program, ended, active_s, heat_s, trip)
        self.due[SESSIONS] = 1

    def recover(self) -> None:
        """After everything was taken: a mark that still stands is a session that was cut off.

        Its line may have been written before the plug went; else it counts as all it could have
        become, so that pulling the plug never buys a fresh allowance.
        """
        if self.open:  # its line tells no dose, so it counts as all of it
            self.dose[0] = min(self.dose[0] + self.open_dose, TIME_MASK)
            self.dose[1] = min(self.dose[1] + self.open_dose, TIME_MASK)
        told = None
        for line in self.lines:
            record = json.loads(line)
            number = whole(record, "n")
            if number and number == self.open:
                told = record
            if number > self.sessions:  # counters that knew it are gone
                self.sessions = number  # no number twice
                self.spoilt(COUNTERS)
            if whole(record, "trip_n") > self.trips:
                self.trips = record["trip_n"]
                self.stand(of_line(record))
        if told is not None:
            self.add(whole(told, "active_s"), whole(told, "heat_s"))
        elif self.open:
            self.end("cut", self.open_s, self.open_heat_s, "")
