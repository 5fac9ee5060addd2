"""Roller gearmotors and the vibration motor.

Decides speeds and currents from the mean voltage a bridge applies. May not decide the drive.
Called every 20 ms by plant.Plant.

A roller is a permanent-magnet motor: winding current (V - Ke w) / R, Coulomb load of gears, foot
and bladder, inertia. The step is implicit in speed and exact at rest. Undriven, the bridge is open
and the roller coasts. Driven at part duty the winding freewheels inside the bridge, so the shunt
sees duty x winding current: a jam at 30 % shows 0.49 A where the winding carries 1.6 A.
"""

from sim.plant.parameters import value

STEP_S = 0.02
_RPM_PER_RAD_S = 9.54929658551372


class Roller:
    __slots__ = (
        "_a_mmhg", "_coast", "_drag", "_foot_a", "_free_a", "_ke", "_keep", "_ohm",
        "_push", "_rpm", "jam", "open", "rpm", "shunt_a", "speed_rad_s", "winding_a",
    )  # fmt: skip

    def __init__(self) -> None:
        ke = value("roller_v_s_rad")
        ohm = value("roller_ohm")
        inertia = value("roller_kg_m2")
        self._ke = ke
        self._ohm = ohm
        self._keep = 1.0 / (1.0 + STEP_S * ke * ke / (ohm * inertia))
        self._push = self._keep * STEP_S * ke / (ohm * inertia)  # rad/s a volt
        self._coast = STEP_S * ke / inertia  # rad/s an ampere of load, undriven
        self._drag = self._keep * self._coast  # the same, driven
        self._free_a = value("roller_free_a")
        self._foot_a = value("roller_foot_a")
        self._a_mmhg = value("roller_a_mmhg")
        self._rpm = _RPM_PER_RAD_S / value("roller_gear")
        self.jam = 0
        self.open = 0
        self.speed_rad_s = 0.0  # of the motor
        self.rpm = 0.0  # of the output shaft
        self.winding_a = 0.0
        self.shunt_a = 0.0

    def step(self, duty: float, volts: float, foot: int, mmhg: float) -> None:
        """duty -1..1 of volts; foot 1 when one rests on the roller, pressed on with mmhg."""
        speed = self.speed_rad_s
        load_a = self._free_a
        if foot:
            load_a += self._foot_a + mmhg * self._a_mmhg
        if self.jam:
            self.speed_rad_s = speed = 0.0
        if duty == 0.0 or self.open:
            self.winding_a = self.shunt_a = 0.0
            drag = load_a * self._coast
        else:
            speed = speed * self._keep + duty * volts * self._push
            drag = load_a * self._drag
        if speed > drag:
            speed -= drag
        elif speed < -drag:
            speed += drag
        else:
            speed = 0.0
        if self.jam:
            speed = 0.0
        self.speed_rad_s = speed
        self.rpm = speed * self._rpm
        if duty != 0.0 and not self.open:
            amps = (duty * volts - self._ke * speed) / self._ohm
            self.winding_a = amps
            self.shunt_a = amps * duty  # signs cancel: driving draws, braking gives back


class Vibration:
    __slots__ = ("_a_per_rpm", "_lag", "_rpm_v", "amps", "open", "rpm")

    def __init__(self) -> None:
        self._lag = STEP_S / (value("vibration_tau_s") + STEP_S)
        self._rpm_v = value("vibration_rpm") / 12.0
        self._a_per_rpm = value("vibration_a") / value("vibration_rpm")
        self.open = 0
        self.rpm = 0.0
        self.amps = 0.0

    def step(self, volts: float) -> None:
        if self.open:
            volts = 0.0
        rpm = self.rpm + (volts * self._rpm_v - self.rpm) * self._lag
        if volts == 0.0 and rpm < 1.0:
            rpm = 0.0
        self.rpm = rpm
        self.amps = rpm * self._a_per_rpm if volts else 0.0
