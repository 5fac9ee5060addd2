"""The whole plant: two wells, air, motors and the independent hardware, advanced 20 ms at a time.

Decides what really happened: temperatures, dose, pressures, speeds, joules. May not decide what
the firmware believes (the wiring makes readings from these truths) and imports no firmware.
Called by the world loop: write `drive`, call step(), read the truths.

Multi-rate: air and motors every 20 ms, heat every fifth step (100 ms) with the heaters' joules
gathered meanwhile. So temperatures are up to 80 ms old, and the latch answers on that grid.

Motors that run steadily are left alone: once a step has changed no speed, the same step would
change none again, so it is not taken until something that it depends on is another.
`stirred` says whether air or motors were stepped at all.

Lists handed out (faults, truths) are live and shared with the part that owns them: set and read
their elements, never replace the list.
"""

from sim.plant.drive import Drive
from sim.plant.hardware import HeatTimer, Latch, ValveTimer
from sim.plant.heaters import Heaters
from sim.plant.mechanics import Roller, Vibration
from sim.plant.pad import Well
from sim.plant.parameters import MMHG_PER_KPA, value
from sim.plant.pneumatic import Air
from sim.setup import left_foot

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any

STEP_US = 20000
_FEET = {"both": (1, 1), "left": (1, 0), "right": (0, 1), "none": (0, 0)}


class Plant:
    __slots__ = (
        "_moved_by", "_moving", "_phase", "_steady", "_valve_holds_v", "air", "bladder_mmhg",
        "cem43_min", "drive", "feet", "heat_timer", "heater_j", "heater_last_us",
        "heater_leak_a", "heater_open", "heater_scale", "heater_stuck_on", "heaters",
        "hose_blocked", "hose_leak_ml_s_kpa", "latch", "latch_open", "manifold_kpa",
        "manifold_mmhg", "ntc_c", "pad_c", "peak_mmhg", "peak_pad_c", "peak_skin_c",
        "pump_dead", "pump_stuck_on", "rail_cut", "rail_stuck_on", "roller_a", "roller_jam",
        "roller_open", "roller_peak_ma", "roller_rpm", "rollers", "skin_c", "stirred",
        "time_us", "timer_open", "valve_stuck", "valve_timer", "vibration", "vibration_open",
        "vibration_rpm", "well_air_c", "wells",
    )  # fmt: skip

    def __init__(self, stage: "dict[str, Any]", setup: "dict[str, Any]") -> None:
        self.drive = Drive(setup["supply_v"])
        self.time_us = 0
        self.wells = (Well(stage, left_foot(setup)), Well(stage, setup))
        self.air = Air(stage, setup)
        self.rollers = (Roller(), Roller())
        self.vibration = Vibration()
        self.latch = Latch(stage, setup["hardware_latch"])
        self.heat_timer = HeatTimer(stage, setup["heat_timer"])
        self.valve_timer = ValveTimer(stage, setup["valve_timer"])
        self._valve_holds_v = value("valve_holds_v")
        self._phase = 0
        self._moving = 0
        self._steady = 0  # the last step of the motors changed nothing ...
        self._moved_by: "tuple[float, ...]" = ()  # ... and this is all it depended on
        self.stirred = 1
        # faults
        heaters = Heaters(stage, setup["heater_scale"], setup["clamp"])
        self.heaters = heaters
        self.heater_stuck_on = heaters.stuck_on
        self.heater_open = heaters.broken
        self.heater_scale = heaters.scale
        self.heater_leak_a = heaters.leak_a
        self.rail_stuck_on = 0
        self.valve_stuck: "list[int | None]" = [None, None]
        self.pump_stuck_on = 0
        self.pump_dead = 0
        self.roller_jam = [0, 0]
        self.roller_open = [0, 0]
        self.vibration_open = 0
        self.hose_leak_ml_s_kpa = self.air.leak_ml_s_kpa
        self.hose_blocked = self.air.blocked
        # truths
        left, right = self.wells
        self.feet = [0, 0]
        self.pad_c = [left.pad_c, right.pad_c]
        self.ntc_c = (left.beads_c, right.beads_c)
        self.well_air_c = left.air_c
        self.skin_c = [left.skin_c, right.skin_c]
        self.cem43_min = [0.0, 0.0]
        self.bladder_mmhg = self.air.bladder_mmhg
        self.manifold_mmhg = 0.0
        self.manifold_kpa = 0.0
        self.roller_rpm = [0.0, 0.0]
        self.roller_a = 0.0
        self.vibration_rpm = 0.0
        self.latch_open = 0
        self.rail_cut = 0  # the latch holds the rail down: it is open, and the switch not welded
        self.timer_open = 0  # the timer holds the gates down: it has expired, or shows its test
        # what the judge reads
        self.peak_skin_c = [left.skin_c, right.skin_c]
        self.peak_pad_c = [left.pad_c, right.pad_c]
        self.peak_mmhg = self.air.peak_mmhg
        self.heater_j = 0.0
        self.heater_last_us = heaters.last_us
        self.roller_peak_ma = 0.0
        self.set_feet(setup["feet"])

    def set_feet(self, feet: str) -> None:
        """Which feet are in the wells from now on; each keeps its own heat, in or out."""
        inside = _FEET[feet]
        for i in (0, 1):
            self.feet[i] = inside[i]
            self.wells[i].foot.place(inside[i])

    def weld_rail(self, on: int) -> None:
        """The rail's switch welds: not even the latch opens it, which then ends commanded heat
        alone. Or is whole again.
        """
        self.rail_stuck_on = on
        self.rail_cut = 1 if self.latch_open and not on else 0

    def power_off(self) -> None:
        """The electronics lose power: the latch forgets; heat timer, heat and air go on."""
        self.latch.forget()
        self.latch_open = 0
        self.rail_cut = 0

    def heater_a(self, i: int, conducting: int) -> float:
        """Current of one heater with the rail up (0 once the latch has cut it)."""
        if self.rail_cut:
            return 0.0
        gate = conducting and not self.timer_open and not self.latch_open
        return self.heaters.amps(i, 1 if gate else 0, self.drive.supply_v)

    def wake(self) -> None:
        """Take the next step whole, whatever seems to run steadily."""
        self._steady = 0

    def _move(self, volts: float) -> None:
        """Motors: driven by volts (rail and supply) or coasting."""
        drive = self.drive
        feet = self.feet
        mmhg = self.bladder_mmhg
        jam = self.roller_jam
        broken = self.roller_open
        driven = drive.roller_permille
        now = (
            volts, driven[0], driven[1], drive.vibration_permille, feet[0], feet[1], mmhg[0],
            mmhg[1], jam[0], jam[1], broken[0], broken[1], self.vibration_open,
        )  # fmt: skip
        if now != self._moved_by:
            self._moved_by = now
        elif self._steady:
            return
        self.stirred = 1
        steady = 1
        rpm = self.roller_rpm
        moving = 0
        amps = 0.0
        for i in (0, 1):
            roller = self.rollers[i]
            roller.jam = jam[i]
            roller.open = broken[i]
            was_rad_s = roller.speed_rad_s
            roller.step(driven[i] / 1000.0 if volts > 0.0 else 0.0, volts, feet[i], mmhg[i])
            if roller.speed_rad_s != was_rad_s:
                steady = 0
            speed = roller.rpm
            rpm[i] = speed
            amps += roller.shunt_a
            if speed != 0.0 or roller.winding_a != 0.0:
                moving = 1
        if amps < 0.0:  # the shunt's amplifier has no negative side
            amps = 0.0
        self.roller_a = amps
        if amps * 1000.0 > self.roller_peak_ma:
            self.roller_peak_ma = amps * 1000.0
        vibration = self.vibration
        permille = drive.vibration_permille
        if permille or vibration.rpm:
            vibration.open = self.vibration_open
            was_rpm = vibration.rpm
            vibration.step(volts * permille / 1000.0)
            if vibration.rpm != was_rpm:
                steady = 0
            self.vibration_rpm = vibration.rpm
            if vibration.rpm:
                moving = 1
        self._moving = moving
        self._steady = steady

    def _thermal(self) -> None:
        gathered = self.heaters.gathered_j
        for i in (0, 1):
            well = self.wells[i]
            well.step(gathered[i])
            gathered[i] = 0.0
            self.pad_c[i] = well.pad_c
            self.skin_c[i] = well.skin_c
            self.cem43_min[i] = well.cem43_min
            self.peak_pad_c[i] = well.peak_pad_c
            self.peak_skin_c[i] = well.peak_skin_c
        left, right = self.wells
        self.well_air_c = (left.air_c + right.air_c) / 2.0
        self.latch.step(left.beads_c[2], right.beads_c[2])
        self.latch_open = self.latch.open
        self.rail_cut = 1 if self.latch_open and not self.rail_stuck_on else 0

    def step(self) -> None:
        """Advance 20 ms under `drive`."""
        drive = self.drive
        self.time_us += STEP_US
        self.stirred = 0
        if self.latch.by_test:
            self.latch.rest(drive.rail_us)
        rail_us = 0 if self.rail_cut else drive.rail_us
        left_us, right_us = drive.heater_on_us
        timer = self.heat_timer
        if timer.running or left_us or right_us:
            timer.step(rail_us, left_us or right_us, 1 if drive.supply_v > 0.0 else 0)
            self.timer_open = timer.cuts
        if rail_us:
            if self.timer_open or self.latch_open:
                left_us = right_us = 0
            stuck = self.heater_stuck_on
            leak = self.heater_leak_a
            heaters = self.heaters
            if left_us or stuck[0] or leak[0]:
                heaters.give(0, left_us, rail_us, drive.supply_v, self.time_us)
            if right_us or stuck[1] or leak[1]:
                heaters.give(1, right_us, rail_us, drive.supply_v, self.time_us)
            self.heater_j = heaters.total_j
            volts = drive.supply_v * rail_us / 20000.0
        else:
            volts = 0.0
        # motors: nothing to do while all stands still undriven
        roller = drive.roller_permille
        if self._moving or (volts > 0.0 and (roller[0] or roller[1] or drive.vibration_permille)):
            self._move(volts)
        # air
        pump = drive.pump_permille
        if self.pump_stuck_on:
            pump = 1000
        valve = drive.valve
        holds = volts >= self._valve_holds_v
        clock = self.valve_timer
        if clock.on_us or valve[0] or valve[1]:
            clock.step(1 if holds and (valve[0] or valve[1]) else 0)
            if clock.open:
                holds = False
        air = self.air
        duty = 0.0 if self.pump_dead or not pump else pump * volts / 12000.0
        if duty or not air.still:
            seat = self.valve_stuck
            left = valve[0] if holds else 0
            right = valve[1] if holds else 0
            if seat[0] is not None:
                left = seat[0]
            if seat[1] is not None:
                right = seat[1]
            self.stirred = 1
            air.step(duty, left, right)
            self.manifold_kpa = air.manifold_kpa
            self.manifold_mmhg = air.manifold_kpa * MMHG_PER_KPA
        # heat
        phase = self._phase + 1
        if phase == 5:
            phase = 0
            self._thermal()
        self._phase = phase
