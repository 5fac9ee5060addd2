"""Any texts, any cuts, any damage to one generation: a boot reads the last record or the one
before it, whatever the order.
"""

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.fake.flash import Cut
from tests.both.fake_disk import FakeDisk
from tests.both.store_bench import found

TEXTS = st.lists(st.text(max_size=20), min_size=1, max_size=4)
STEPS = st.lists(st.tuples(TEXTS, st.integers(-1, 120)), min_size=1, max_size=12)


@settings(max_examples=150, deadline=None)
@given(STEPS, st.sampled_from(["atomic", "unlink"]))
def test_after_any_row_of_writes_and_cuts_the_last_or_the_one_before_is_read(steps, rename):
    disk = FakeDisk(rename)
    kept = ""
    for pieces, left in steps:
        _, store = found(disk)
        disk.supply.left = left
        try:
            whole = store.save("settings", pieces)
        except Cut:
            whole = False
        disk.wake()
        read = found(disk)[0][0]
        assert read in ("".join(pieces), kept)
        assert not whole or read == "".join(pieces)
        kept = read


@settings(max_examples=150, deadline=None)
@given(
    st.lists(TEXTS, min_size=2, max_size=5),
    st.sampled_from([".a", ".b"]),
    st.binary(max_size=60),
)
def test_whatever_stands_in_one_generation_the_other_is_read(texts, slot, noise):
    disk = FakeDisk()
    _, store = found(disk)
    for pieces in texts:
        assert store.save("settings", pieces)
    disk.chip.files["/kept_settings" + slot] = noise
    assert found(disk)[0][0] in ("".join(texts[-1]), "".join(texts[-2]))
