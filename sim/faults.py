"""Faults by name: where each may act, its default value, and what it does to plant, wiring or
chip. Never to the firmware.

Decides the table that `solekeeper sim --list-faults` prints and that scenarios are checked
against. `set_fault` is called by the agenda. A fault that is not `ready` is refused by name,
so nobody believes it was played.
"""

NTC = (
    "left",
    "right",
    "left.a",
    "left.b",
    "left.latch",
    "left.all",
    "right.a",
    "right.b",
    "right.latch",
    "right.all",
)
SIDES = ("left", "right")
NOWHERE = ()
CHANNELS = NTC + ("adc0", "adc1")
SELECTS = ("s0", "s1", "s2")
BUTTONS = ("start", "program", "up", "down", "heat", "air")


class Fault:
    """One row: legal places (empty: takes no `where`), default value (None: takes no value), unit,
    ready, what it does.
    """

    def __init__(self, places, default, unit, ready, says):
        self.places = places
        self.default = default
        self.unit = unit
        self.ready = ready
        self.says = says


def _rows():
    yes, no = True, False
    return (
        ("ntc_open", NTC, None, "", yes, "the sensor's wire is broken"),
        ("ntc_short", NTC, None, "", yes, "the sensor's wires touch"),
        ("ntc_frozen", NTC, None, "", yes, "the sensor keeps its temperature, noise goes on"),
        ("ntc_drift", NTC, -0.5, "degC/min", no, "the reading drifts"),
        ("ntc_offset", NTC, -8.0, "degC", no, "the reading is off"),
        ("ntc_detached", NTC, None, "", no, "the sensor reads the air beside the pad"),
        ("ntc_noise", NTC, 2.0, "degC rms", no, "the reading is noisy"),
        ("ntc_swapped", ("left", "right", "feet"), None, "", no, "two sensors are swapped"),
        ("adc_stuck", CHANNELS, -1.0, "code", no, "a code is stuck (at the last one)"),
        ("mux_stuck", SELECTS, 0.0, "0/1", no, "a select line is stuck"),
        ("reference_off", NOWHERE, 1.1, "factor", no, "the ADC's reference is off"),
        (
            "heater_stuck_on",
            SIDES,
            None,
            "",
            yes,
            "the heater's switch is welded: current whenever the rail is up",
        ),
        ("heater_leak", SIDES, 50.0, "mA", no, "the heater's switch leaks"),
        ("heater_open", SIDES, None, "", yes, "the heater takes no current"),
        ("heater_weak", SIDES, 0.5, "factor", no, "the heater takes too little"),
        ("rail_stuck_on", NOWHERE, None, "", no, "the rail's switch is welded"),
        ("latch_dead", NOWHERE, None, "", no, "the hardware latch never opens"),
        ("heat_timer_dead", NOWHERE, None, "", no, "the hardware heat timer never ends"),
        ("presence_stuck_in", SIDES, None, "", no, "the presence sensor always says foot"),
        ("presence_stuck_out", SIDES, None, "", no, "the presence sensor never says foot"),
        (
            "valve_stuck_on",
            SIDES,
            None,
            "",
            yes,
            "the valve joins bladder and manifold whatever it is told",
        ),
        ("valve_stuck_off", SIDES, None, "", no, "the valve vents whatever it is told"),
        ("hose_blocked", SIDES, None, "", no, "no air passes the hose"),
        ("hose_leak", SIDES, 0.5, "mL/s/kPa", no, "the hose leaks"),
        ("pump_stuck_on", NOWHERE, None, "", yes, "the pump runs whenever the rail is up"),
        ("pump_dead", NOWHERE, None, "", no, "the pump gives nothing"),
        ("pressure_open", NOWHERE, None, "", no, "the pressure sensor's wire is broken"),
        ("pressure_frozen", NOWHERE, None, "", no, "the pressure reading stands still"),
        ("pressure_offset", NOWHERE, -20.0, "mmHg", no, "the pressure reading is off"),
        ("roller_jam", SIDES, None, "", yes, "the roller is blocked"),
        ("roller_open", SIDES, None, "", no, "the roller's motor takes no current"),
        ("vibration_open", NOWHERE, None, "", no, "the vibration motor takes no current"),
        ("supply_over", NOWHERE, 16.0, "V", no, "the supply is too high"),
        ("supply_sag", NOWHERE, 9.0, "V", no, "the supply is too low"),
        ("brownout", NOWHERE, 50.0, "ms", yes, "the supply is gone for a moment"),
        ("button_stuck", BUTTONS, None, "", no, "the button stays down"),
        ("button_bounce", BUTTONS, 8.0, "bounces", no, "the button bounces"),
        ("slow_hang", NOWHERE, None, "", yes, "the main loop stops, the timer goes on"),
        ("fast_hang", NOWHERE, None, "", yes, "the timer's callback stops, the main loop goes on"),
        ("cpu_hang", NOWHERE, None, "", yes, "all code stops; pulses, PWM and watchdog go on"),
        ("slow_exception", NOWHERE, None, "", no, "the main loop throws"),
        ("fast_exception", NOWHERE, None, "", yes, "the fast scan throws once"),
        ("irq_block", NOWHERE, 400.0, "ms", no, "interrupts are blocked"),
        ("clock_scale", NOWHERE, 1.05, "factor", no, "the clock is fast"),
        ("bit_flip", ("limit", "intent"), 3.0, "bit", no, "one bit of a limit or an intent flips"),
        ("soft_reset", NOWHERE, None, "", yes, "the interpreter restarts, the chip does not"),
        ("ctrl_c", NOWHERE, None, "", no, "somebody presses Ctrl-C"),
        ("reset_loop", NOWHERE, 500.0, "ms", no, "the chip restarts again and again"),
        ("serial_garbage", NOWHERE, 2000.0, "bytes/s", no, "noise arrives on the link"),
    )


FAULTS = {row[0]: Fault(row[1], row[2], row[3], row[4], row[5]) for row in _rows()}

# Faults that cut a program or its power act at their exact instant, the others at the next tick.
CUTS = ("brownout", "soft_reset")


def sides(where):
    """Foot numbers a place means; both when it names none."""
    if where is None or where == "":
        return (0, 1)
    return (0,) if where.startswith("left") else (1,)


def sensors(where):
    """Sensor numbers (a, b, latch) a place means: a side alone is its two surface sensors."""
    if "." not in where:
        return (0, 1)
    return {"a": (0,), "b": (1,), "latch": (2,), "all": (0, 1, 2)}[where.split(".")[1]]


def set_fault(world, name, where, value, on):
    plant = world.plant
    wiring = world.wiring
    if name in ("ntc_open", "ntc_short", "ntc_frozen"):
        for foot in sides(where):
            for i in sensors(where):
                fault = None
                if on and name == "ntc_frozen":
                    fault = ("celsius", plant.ntc_c[foot][i])
                elif on:
                    fault = ("code", 8 if name == "ntc_open" else 4087)
                wiring.senses.bead_faults[foot][i] = fault
        wiring.senses.feel_heat()
    elif name == "heater_stuck_on":
        plant.heater_stuck_on[sides(where)[0]] = on
    elif name == "heater_open":
        plant.heater_open[sides(where)[0]] = on
    elif name == "valve_stuck_on":
        plant.valve_stuck[sides(where)[0]] = 1 if on else None
    elif name == "pump_stuck_on":
        plant.pump_stuck_on = on
    elif name == "roller_jam":
        plant.roller_jam[sides(where)[0]] = on
    elif name == "slow_hang":
        world.slow_hung = on
    elif name == "fast_hang":
        world.fast_hung = on
    elif name == "cpu_hang":
        world.slow_hung = on
        world.fast_hung = on
    elif name == "fast_exception":
        world.fast_throws = on
    elif name == "soft_reset":
        if on:
            world.reset("soft")
    elif name == "brownout":
        if on:
            world.power_for_us(int(value * 1000))
    else:
        raise ValueError("fault not built: " + name)
    wiring.seen = -1
