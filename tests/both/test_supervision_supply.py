"""The supply, the known voltage, and brushes that spark into every wire. SAF-067 … SAF-071."""

from firmware.image import Inputs, Status
from firmware.safety.limits import STANDARD, Limits
from firmware.safety.supply import Supply
from firmware.safety.trips import REFERENCE, SELF_TEST, SUPPLY_LOW, SUPPLY_OVER, TripLatch
from sim.rig import Rig

from .device import CAP_C, PAIRS, evening

BOARDS = ("rpi_pico", "esp32_devkit")


def test_too_high_and_too_low_a_supply_are_told_in_four_seconds():
    """SAF-067 SAF-068."""
    for board in BOARDS:
        for name, volts, told in (
            ("supply_over", 14.8, "supply_over"),
            ("supply_over", 16.0, "supply_over"),
            ("supply_over", 24.0, "supply_over"),
            ("supply_sag", 9.7, "supply_low"),
            ("supply_sag", 9.0, "supply_low"),
        ):
            rig = evening("standard", board=board)
            rig.run(2)
            rig.fault(name, None, volts)
            rig.run(4.2)
            assert rig.trip == told, (board, volts, rig.trip)
            assert rig.plant.drive.rail_us == 0


def test_a_supply_inside_its_limits_and_a_short_dip_are_borne():
    """SAF-067 SAF-068 SAF-069: 11 to 13.5 V is usual, and the edges."""
    for board in BOARDS:
        for name, volts, for_s in (
            ("supply_over", 14.3, None),
            ("supply_sag", 10.2, None),
            ("supply_sag", 8.0, 1.8),
            ("supply_over", 20.0, 1.8),
        ):
            rig = evening("gentle", board=board)
            rig.run(2)
            rig.fault(name, None, volts, for_s)
            rig.run(8)
            assert rig.trip == "", (board, volts, rig.trip)


def test_an_idle_device_judges_no_rail():
    rig = Rig()
    rig.fault("supply_sag", None, 6.0)
    rig.run(10)
    assert rig.trip == ""


def test_a_reference_that_is_off_ends_the_session_before_a_foot_is_warmer_than_it_may():
    """SAF-070 SAF-071: at full heat, both ways, on both chips; plant truth."""
    for board in BOARDS:
        for stage, _ in PAIRS:
            for factor in (1.1, 1.03, 0.9):
                rig = evening(stage, board=board)
                for well in rig.plant.wells:
                    well.pad_c = CAP_C[stage] - 1.0
                    well.beads_c[:] = [CAP_C[stage] - 1.0] * 3
                rig.run(5)
                at_s = rig.now_s
                rig.fault("reference_off", None, factor)
                rig.run(12)
                assert rig.trip, (board, stage, factor)
                assert rig.world.journal.trips[0]["at_s"] - at_s < 9.0
                assert max(rig.plant.peak_pad_c) < CAP_C[stage] + 1.0
                assert max(rig.plant.peak_skin_c) < CAP_C[stage]


def test_a_reference_that_was_always_off_is_told_before_any_session():
    """SAF-070: below and above."""
    for board in BOARDS:
        for factor, told in ((1.015, ""), (0.985, ""), (1.05, "reference"), (0.95, "reference")):
            rig = Rig(board=board)
            rig.fault("reference_off", None, factor)
            rig.run(40)
            if told:
                assert rig.trip == told, (board, factor)
            else:
                assert rig.trip == "", (board, factor)


# --- one check at a time --------------------------------------------------------------------


class Bench:
    def __init__(self):
        self.inputs = Inputs()
        self.inputs.reference_mv = 2_500
        self.inputs.rail_mv = 12_000
        self.status = Status()
        latch = TripLatch(self.status)
        self.supply = Supply(self.inputs, self.status, (), Limits(STANDARD), latch)

    def rail(self, mv, seconds, up=1):
        self.inputs.rail_mv = mv
        self.status.rail = up
        for _ in range(seconds):
            self.supply.check_rail(0)
        return self.status.trip

    def known(self, mv, seconds, up=1):
        self.inputs.reference_mv = mv
        self.status.rail = up
        for _ in range(seconds):
            self.supply.check_reference(0)
        return self.status.trip


def test_supply_limits_below_at_and_above_and_after_three_samples():
    """SAF-067 SAF-068 SAF-069."""
    for mv, seconds, told in (
        (14_500, 9, 0),
        (14_501, 2, 0),
        (14_501, 3, SUPPLY_OVER),
        (10_000, 9, 0),
        (9_999, 2, 0),
        (9_999, 3, SUPPLY_LOW),
    ):
        bench = Bench()
        bench.rail(12_000, 1)
        assert bench.rail(mv, seconds) == told, (mv, seconds)


def test_the_first_second_of_a_rail_and_a_rail_that_is_down_are_not_judged():
    bench = Bench()
    for _ in range(5):
        bench.rail(0, 5, 0)
        assert bench.rail(0, 3) == 0
        bench.rail(0, 1, 0)


def test_a_rail_that_stays_up_unasked_below_at_and_above_and_after_three_samples():
    """SAF-069 SAF-073."""
    for mv, seconds, told in (
        (2_000, 9, 0),
        (2_001, 3, 0),  # the first second after it was let go is not judged
        (2_001, 4, SELF_TEST),
    ):
        bench = Bench()
        bench.rail(12_000, 2)
        assert bench.rail(mv, seconds, 0) == told, (mv, seconds)
    bench = Bench()
    for _ in range(9):  # a rail that comes and goes by request is not welded
        bench.rail(12_000, 2)
        assert bench.rail(12_000, 1, 0) == 0


def test_a_rail_that_stays_up_unasked_is_told_at_rest_and_nothing_starts():
    """SAF-073: before heat, so that a heater that welds next finds nobody's foot."""
    for board in BOARDS:
        for stage, profile in PAIRS:
            rig = Rig(board=board, stage=stage, profile=profile)
            rig.run(3)
            rig.fault("rail_stuck_on")
            rig.run(5)
            assert rig.trip == "self_test", (board, stage)
            joules = rig.plant.heater_j
            for _ in range(3):
                rig.press("start")
                rig.run(3)
            rig.feet("both")
            rig.run(5)
            assert rig.trip == "self_test" and rig.device.outputs.rail == 0
            assert rig.plant.heater_j == joules


def test_reference_limits_below_at_and_above():
    """SAF-070 SAF-071."""
    for mv, told in ((2_575, 0), (2_577, REFERENCE), (2_425, 0), (2_423, REFERENCE)):
        bench = Bench()
        assert bench.known(mv, 50, 0) == told, mv
    for mv, told in ((2_524, 0), (2_527, REFERENCE), (2_476, 0), (2_473, REFERENCE)):
        bench = Bench()
        bench.known(2_500, 5, 0)
        assert bench.known(mv, 120) == told, mv


def test_one_wild_sample_of_the_reference_is_borne():
    bench = Bench()
    bench.known(2_500, 20, 0)
    for _ in range(30):
        assert bench.known(2_700, 1) == 0
        assert bench.known(2_500, 20) == 0


# --- noise ----------------------------------------------------------------------------------


def test_a_warm_session_beside_sparking_brushes_trips_nothing_and_gets_no_warmer():
    for stage, _ in PAIRS:
        for board in BOARDS:
            rig = evening(stage, board=board)
            rig.fault("brush_noise")
            rig.run(400)
            assert rig.trip == "", (stage, board, rig.trip)
            assert max(rig.plant.peak_pad_c) < CAP_C[stage] + 0.2


def test_air_beside_sparking_brushes_trips_nothing_and_squeezes_no_harder():
    for stage, mmhg in (("standard", 52.0), ("gentle", 27.0)):
        rig = evening(stage, heat=0, program="circulation")
        rig.fault("brush_noise")
        rig.run(200)
        assert rig.trip == "" and max(rig.plant.peak_mmhg) < mmhg, (stage, rig.trip)


def test_the_temperature_filter_leaves_less_than_a_quarter_of_a_burst():
    rig = evening("standard", heat=0)
    rig.run(8)
    beads = rig.device.inputs.left
    rig.fault("brush_noise", None, 300.0)
    quiet = beads.a_code16
    raw = []
    filtered = []

    def look(world):
        raw.append(abs(beads.a_code * 16 - quiet))
        filtered.append(abs(beads.a_code16 - quiet))

    rig.world.on_tick = look
    rig.run(20)
    assert max(raw) > 2_500
    assert max(filtered) * 4 < max(raw), max(filtered)
