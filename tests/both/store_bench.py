"""What the store's tests share: evenings as a series of writes, and a cut at every step of each.

`cut_everywhere` knows no file system: a `Disk` it is given can be copied, cut after a number of
steps, and started anew. tests/both/fake_disk.py plays the simulator's, littlefs_disk.py is real.
"""

from firmware.journal import COUNTERS, NAMES, SESSIONS, SETTINGS, Journal
from sim.fake import load_firmware
from sim.fake.flash import Cut

load_firmware()  # the store's driver finds the fakes of `io` and `os`

PROGRAMS = ("gentle start", "warm feet", "circulation")


def evenings(count):
    """(name, pieces) of every write of `count` evenings: mark, choices, line, counters."""
    journal = Journal()
    writes = []

    def keep(which):
        writes.append((NAMES[which], journal.pieces(which)))

    for i in range(count):
        program = PROGRAMS[i % 3]
        if i % 4 == 1:
            journal.choose(program, i % 5 - 2)
            keep(SETTINGS)
        journal.begin(program, 900, 600)
        journal.note_waits([15_660, 87_660, 3 * i, 7 * i, 900], 1_000 * i, 0)
        keep(COUNTERS)
        trip = ""
        if i % 5 == 3:
            trip = ',"trip":"sensor_open","where":"left.a","value":8'
            journal.tripped(trip, False)
        journal.note_waits([14_400, 85_500, 3 * i, 7 * i, 300 + i], 1_000 * i + 15, 0)
        journal.end("tripped" if trip else "completed", 300 + 7 * i, 41 * i, trip)
        keep(SESSIONS)
        keep(COUNTERS)
    return writes


def found(disk):
    """What a fresh boot reads, by name."""
    store = disk.boot()
    return [store.load(name) for name in NAMES], store


class Tally:
    """Cuts made, and how often the old and the new record were found after them."""

    def __init__(self):
        self.cuts = 0
        self.old = 0
        self.new = 0
        self.neither = []


def cut_everywhere(disk, writes, first=True, every=1):
    """Each write again and again, cut after 0, `every`, 2 `every` … steps, then whole.

    After each cut a fresh boot must read the old record or the new one, and the two others as they
    were; now and then it also writes on. Without `first` a record's very first write is not cut.
    """
    tally = Tally()
    kept = found(disk)[0]
    for name, pieces in writes:
        place = NAMES.index(name)
        new = "".join(pieces)
        before = disk.copy()
        _, store = found(disk)
        disk.supply.taken = 0
        assert store.save(name, pieces)
        steps = disk.supply.taken
        whole = disk.copy()
        assert steps > len(new)
        for left in range(0, steps if first or kept[place] else 0, every):
            disk.restore(before)
            _, store = found(disk)
            disk.supply.left = left
            try:
                done = store.save(name, pieces)
            except Cut:
                done = False
            assert not done, (name, left, steps)
            disk.wake()
            records, store = found(disk)
            tally.cuts += 1
            if records[place] == new:
                tally.new += 1
            elif records[place] == kept[place]:
                tally.old += 1
            else:
                tally.neither.append((name, left, records[place]))
            records[place] = kept[place]
            if records != kept:
                tally.neither.append((name, left, "another record"))
            if left % 11 == 0:
                assert store.save(name, pieces), (name, left)
                assert found(disk)[0][place] == new, (name, left)
        disk.restore(whole)
        kept[place] = new
        assert found(disk)[0] == kept
    return tally


def cut_at_random(disk, writes, most_steps):
    """A hard life: each write is cut somewhere, or not, and the next boot goes on with whatever
    the cut left.
    """
    tally = Tally()
    kept = found(disk)[0]
    x = 12345
    for name, pieces in writes:
        x = (x * 1103 + 377) % 65_521
        place = NAMES.index(name)
        new = "".join(pieces)
        _, store = found(disk)
        disk.supply.left = x % most_steps
        try:
            store.save(name, pieces)
        except Cut:
            pass
        tally.cuts += disk.supply.left == 0
        disk.wake()
        records = found(disk)[0]
        if records[place] == new:
            tally.new += 1
            kept[place] = new
        else:
            tally.old += 1
        if records != kept:
            tally.neither.append((name, x % most_steps, records))
    return tally
