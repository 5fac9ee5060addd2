"""The same cuts on a real littlefs: after every byte the flash programs and inside every erase.

On MicroPython it is the ports' own file system code; on CPython the same library from a wheel.
"""

import sys

from .littlefs_disk import ESP32, RP2, LittleDisk
from .store_bench import cut_at_random, cut_everywhere, evenings, found

PAGES = (RP2, ESP32)
# Pages of 256 bytes make three times the cuts of 32; the slower interpreter makes them once.
RP2_EVENINGS = 1 if sys.implementation.name == "micropython" else 2


def on_littlefs(page, act):
    """`act(disk)` on a fresh file system."""
    disk = LittleDisk(page)
    try:
        return act(disk)
    finally:
        disk.close()


def save_all(disk, writes):
    """Every write whole, each by a fresh boot; sectors erased by each."""
    erased = []
    for name, pieces in writes:
        _, store = found(disk)
        before = disk.flash.erased
        assert store.save(name, pieces)
        erased.append(disk.flash.erased - before)
    return erased


def test_a_cut_after_every_byte_programmed_leaves_the_old_or_the_new_record_on_rp2():
    tally = on_littlefs(RP2, lambda disk: cut_everywhere(disk, evenings(RP2_EVENINGS)))
    assert tally.neither == []
    assert tally.cuts >= 2_000 * RP2_EVENINGS and tally.old > 0 and tally.new > 0


def test_a_cut_after_every_byte_programmed_leaves_the_old_or_the_new_record_on_esp32():
    tally = on_littlefs(ESP32, lambda disk: cut_everywhere(disk, evenings(2)))
    assert tally.neither == []
    assert tally.cuts >= 2_300 and tally.old > 0 and tally.new > 0


def cut_the_costliest(disk):
    """Age the file system, then cut the write of the next ones that erases most."""
    writes = evenings(20)
    save_all(disk, writes[:20])
    aged = disk.copy()
    erased = save_all(disk, writes[20:])
    costliest = erased.index(max(erased))
    assert erased[costliest] >= 2  # littlefs compacted its directory on the way
    disk.restore(aged)
    save_all(disk, writes[20 : 20 + costliest])
    return cut_everywhere(disk, [writes[20 + costliest]], every=7)


def test_a_cut_while_littlefs_tidies_up_leaves_the_old_or_the_new_record():
    for page in PAGES:
        tally = on_littlefs(page, cut_the_costliest)
        assert tally.neither == [], page
        assert tally.cuts > 50 and tally.cuts == tally.old + tally.new


def test_hundreds_of_cuts_in_a_row_never_lose_a_record():
    for page in PAGES:
        tally = on_littlefs(page, lambda disk: cut_at_random(disk, evenings(60), 3_000))
        assert tally.neither == [], page
        assert tally.cuts >= 30 and tally.old >= 30 and tally.new >= 30


def test_a_record_takes_three_sectors_at_most_and_one_or_so_mostly():
    for page in PAGES:
        erased = on_littlefs(page, lambda disk: save_all(disk, evenings(40)))
        # 3 sectors of 400 ms, the worst a worn flash takes, are still under the watchdog's 2 s
        assert max(erased) <= 3
        assert sum(erased) < 2 * len(erased)  # the simulator counts 2 for each
