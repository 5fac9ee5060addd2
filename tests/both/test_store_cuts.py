"""The plug pulled after every byte of every write: the old record or the new one, never neither.

On the simulator's file system, which is harsher than littlefs (see sim/fake/files.py); the same on
a real littlefs: test_store_littlefs.py.
"""

from .fake_disk import FakeDisk
from .store_bench import cut_at_random, cut_everywhere, evenings, found

EVENINGS = 9


def test_a_cut_after_every_byte_leaves_the_old_or_the_new_record_where_a_rename_is_one_step():
    tally = cut_everywhere(FakeDisk("atomic"), evenings(EVENINGS))
    assert tally.neither == []
    assert tally.cuts >= 5_000 and tally.old > 0


def test_a_cut_between_the_steps_of_a_rename_leaves_the_old_or_the_new_record():
    tally = cut_everywhere(FakeDisk("unlink"), evenings(EVENINGS))
    assert tally.neither == []
    assert tally.cuts >= 5_000 and tally.old > 0 and tally.new > 0


def test_a_cut_inside_a_rename_that_copies_leaves_the_old_or_the_new_record():
    tally = cut_everywhere(FakeDisk("copy"), evenings(6), first=False)
    assert tally.neither == []
    assert tally.cuts >= 5_000 and tally.old > 0 and tally.new > 0


def test_half_of_a_very_first_record_reads_as_damage_and_nothing_else():
    tally = cut_everywhere(FakeDisk("copy"), evenings(1))
    assert len(tally.neither) > 50  # a copy in the making, and no elder
    for _, _, record in tally.neither:
        assert record is None


class InPlace:
    """A store that writes over its only copy."""

    def __init__(self, good):
        self.good = good

    def load(self, name):
        return self.good.load(name)

    def save(self, name, pieces):
        self.good.newest[name] = (self.good.newest[name][0], 1)
        return self.good.save(name, pieces)


def test_the_cuts_find_a_store_that_writes_over_its_only_copy():
    disk = FakeDisk("unlink")
    whole = disk.boot
    disk.boot = lambda: InPlace(whole())
    assert len(cut_everywhere(disk, evenings(2)).neither) > 0


def kept(disk):
    """Both generations of the counters, three generations on."""
    store = found(disk)[1]
    for text in ("one", "two", "three"):
        assert store.save("counters", [text])
    return disk.copy()


def test_a_flipped_bit_in_the_younger_generation_gives_the_elder():
    disk = FakeDisk()
    files = kept(disk)
    younger = files["/kept_counters.a"]
    assert found(disk)[0][1] == "three"
    for at in range(len(younger)):
        for bit in (0, 3, 7):
            spoilt = bytearray(younger)
            spoilt[at] ^= 1 << bit
            disk.chip.files["/kept_counters.a"] = bytes(spoilt)
            assert found(disk)[0][1] == "two", (at, bit)


def test_any_missing_end_of_the_younger_generation_gives_the_elder():
    disk = FakeDisk()
    younger = kept(disk)["/kept_counters.a"]
    for length in range(len(younger)):
        disk.chip.files["/kept_counters.a"] = younger[:length]
        assert found(disk)[0][1] == "two", length


def test_two_spoilt_generations_read_as_damage_and_the_next_write_heals():
    disk = FakeDisk()
    kept(disk)
    for noise in (b"", b"\xff" * 40, b"\x00" * 40, b"3\nthree*00000000", b"*" * 9):
        disk.chip.files["/kept_counters.a"] = noise
        disk.chip.files["/kept_counters.b"] = noise
        records, store = found(disk)
        assert records[1] is None, noise
        assert store.save("counters", ["healed"])
        assert found(disk)[0][1] == "healed"


def test_a_store_that_was_never_written_is_blank_and_not_damaged():
    assert found(FakeDisk())[0] == ["", "", ""]


def test_a_file_system_that_refuses_is_told_and_keeps_what_there_was():
    disk = FakeDisk()
    kept(disk)
    store = found(disk)[1]

    def refuse(*_):
        raise OSError(28)

    import sys

    module = sys.modules["firmware.drivers.store"]
    real = module.io, module.os

    class Full:
        open = refuse
        rename = refuse

    try:
        module.io = Full
        assert not store.save("counters", ["four"])
        module.io, module.os = real[0], Full
        assert not store.save("counters", ["four"])
    finally:
        module.io, module.os = real
    assert found(disk)[0][1] == "three"
    assert store.save("counters", ["four"])
    assert found(disk)[0][1] == "four"


def test_hundreds_of_cuts_in_a_row_never_lose_a_record():
    for rename in ("atomic", "unlink"):
        tally = cut_at_random(FakeDisk(rename), evenings(200), 500)
        assert tally.neither == []
        assert tally.cuts >= 100 and tally.old >= 100 and tally.new >= 100
