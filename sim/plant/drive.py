"""What the electronics do to the plant during one step.

Decides nothing: a mailbox. The wiring writes it before each Plant.step(); the plant only reads it.
"""


class Drive:
    __slots__ = (
        "heater_on_us", "pump_permille", "rail_us", "roller_permille", "supply_v",
        "valve", "vibration_permille",
    )  # fmt: skip

    def __init__(self, supply_v: float) -> None:
        self.heater_on_us = [0, 0]  # microseconds in which each switch conducts by command
        self.rail_us = 0  # microseconds in which the actuator rail is up, 0..20000
        self.supply_v = supply_v
        self.roller_permille = [0, 0]  # signed
        self.vibration_permille = 0
        self.pump_permille = 0
        self.valve = [0, 0]  # 1 = energised
