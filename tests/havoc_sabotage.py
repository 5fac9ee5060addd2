"""A worker whose firmware is spoilt in one place, named by SABOTAGE: what the hunt must find."""

import os
import sys

sys.path[0] = "."

from sim.fake import load_firmware  # noqa: E402  (the path comes first)
from sim.havoc.worker import serve  # noqa: E402


def forget_the_first_trip():
    main = load_firmware()
    main.recall_boot = lambda *_: None
    main.number_trip = lambda *_: None


def grant_unasked():
    main = load_firmware()
    supervise = main.Governor.supervise

    def more(self, intents, outputs):
        supervise(self, intents, outputs)
        outputs.level[5] = 1000

    main.Governor.supervise = more


def take_any_answer_for_clear():
    load_firmware()
    session = sys.modules["firmware.program.session"]
    session.TABLE = tuple(
        [(*row[:3], "clear" if row[3] == "could_not_look" else row[3]) for row in session.TABLE]
    )


def heat_again_at_once():
    main = load_firmware()
    main.Allowance.heat_wait_s = lambda self: 0


def forget_the_day():
    main = load_firmware()
    main.Allowance.heat_wait_s = lambda self: self.waits[0]


def forget_counters():
    load_firmware()
    journal = sys.modules["firmware.journal"].Journal
    take = journal.take

    def forgetful(self, which, text):
        take(self, which, text)
        self.trips = self.heat_s = 0

    journal.take = forgetful


def throw_at_noise():
    load_firmware()
    sys.modules["firmware.link"].unframe = None


WAYS = {
    each.__name__: each
    for each in (
        forget_the_first_trip,
        grant_unasked,
        take_any_answer_for_clear,
        heat_again_at_once,
        forget_counters,
        throw_at_noise,
    )
}

# found in lives that go on for days, which are few
LONG_WAYS = {forget_the_day.__name__: forget_the_day}

if __name__ == "__main__":
    (WAYS | LONG_WAYS)[os.environ["SABOTAGE"]]()
    serve()
