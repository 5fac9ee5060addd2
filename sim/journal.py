"""What happened in a run: events, trips, sessions, and the verdict a summary is made of.

Decides nothing about the device; it watches. Verdicts come from the plant's truths. Called by the
world every tick; `verdict` by `run`.
"""

RUNNING = 4  # firmware.program.session's states, looked up by name when a device boots


class Journal:
    """`events`, `trips` and the counters of one run."""

    def __init__(self, world):
        self.world = world
        self.events = []
        self.trips = []
        self.trips_seen = 0
        self.state = 0
        self.ended = "none"
        self.program = None
        self.active_us = 0
        self.heat_us = 0
        self.fault_us = None
        self.fault_feet = [0, 0]
        self.last_us = world.plant.time_us

    def note(self, event, more):
        """One event, now."""
        record = {"t_s": self.world.chip.now_us / 1_000_000, "event": event}
        record.update(more)
        self.events.append(record)

    def fault(self, name, where, value, on):
        """A fault begins or ends; the first one starts the clock of `heater_off_after_s`."""
        self.note(
            "fault" if on else "fault_ends", {"fault": name, "where": where or "", "value": value}
        )
        if on and self.fault_us is None:
            self.fault_us = self.world.agenda.now_us
            self.fault_feet = [
                0 if (where or "").startswith("right") else 1,
                0 if (where or "").startswith("left") else 1,
            ]

    def reset(self, kind):
        """The chip restarts; a session that ran is cut."""
        self.note("reset", {"kind": kind})
        session = self.modules()[0]
        if self.state == session.RUNNING or self.state == session.PAUSED:
            self.ended = "cut"
        self.state = 0

    def boot(self):
        """A device exists from now on."""
        self.note("boot", {})
        self.trips_seen = 0
        self.state = self.world.device.session.state

    def modules(self):
        """The firmware's session, trips and recipes: their names are ours to print."""
        import sys

        modules = sys.modules
        return (
            modules["firmware.program.session"],
            modules["firmware.safety.trips"],
            modules["firmware.program.recipes"],
        )

    def tick(self, now_us):
        """Look once per fast tick."""
        world = self.world
        on = world.plant.drive.heater_on_us
        step_us = now_us - self.last_us
        self.last_us = now_us
        if on[0] or on[1]:
            self.heat_us += step_us
        if world.program is not None and world.chip.stdout:
            self.hear(world.chip)
        device = world.device
        if device is None:
            return
        session = device.session
        if session.state == RUNNING:
            self.active_us += step_us
        if session.state != self.state:
            self.changed(session, device)
        if device.governor.status.trips != self.trips_seen:
            self.trip(device.governor.status)

    def hear(self, chip):
        """What came out of the port since the last tick."""
        for line in chip.stdout:
            self.note("link", {"line": line.rstrip("\n")})
        chip.stdout = []

    def changed(self, session, device):
        names, _, recipes = self.modules()
        self.state = session.state
        self.program = recipes.RECIPES[device.sequencer.program][0]
        if session.ended:
            self.ended = names.ENDINGS[session.ended]
        self.note("state", {"state": names.STATE_NAMES[session.state]})

    def trip(self, status):
        trips = self.modules()[1]
        self.trips_seen = status.trips
        row = trips.trip_row(status.trip)
        if row is None:
            return
        record = {
            "code": row[0],
            "name": row[1],
            "where": trips.PLACES[status.trip_where],
            "value": status.trip_value,
            "limit": status.trip_limit,
            "unit": row[4],
            "at_s": self.world.chip.now_us / 1_000_000,
        }
        self.trips.append(record)
        self.note("trip", {"trip": row[1], "where": record["where"]})

    def heater_off_after_s(self):
        """From the first fault to the last joule into the pads it touches, or None."""
        if self.fault_us is None:
            return None
        last_us = self.fault_us
        for foot in (0, 1):
            if self.fault_feet[foot] and self.world.wiring.last_joule_us[foot] > last_us:
                last_us = self.world.wiring.last_joule_us[foot]
        return (last_us - self.fault_us) / 1_000_000

    def verdict(self, wall_s):
        """The plain summary of the run (schema 1, before expectations)."""
        world = self.world
        plant = world.plant
        recipes = self.modules()[2]
        device = world.device
        program = self.program
        if program is None and device is not None:
            program = recipes.RECIPES[device.sequencer.program][0]
        feet = {}
        for i in (0, 1):
            feet["left" if i == 0 else "right"] = {
                "peak_skin_c": plant.peak_skin_c[i],
                "peak_pad_c": plant.peak_pad_c[i],
                "cem43_min": plant.cem43_min[i],
                "peak_pressure_mmhg": plant.peak_mmhg[i],
                "end_pressure_mmhg": plant.bladder_mmhg[i],
            }
        feet["heater_energy_j"] = plant.heater_j
        feet["roller_peak_ma"] = plant.roller_peak_ma
        return {
            "sim_s": world.chip.now_us / 1_000_000,
            "wall_s": wall_s,
            "trips": self.trips,
            "session": {
                "program": program,
                "ended": self.ended,
                "active_s": self.active_us / 1_000_000,
                "heat_s": self.heat_us / 1_000_000,
            },
            "plant": feet,
            "heater_off_after_s": self.heater_off_after_s(),
            "trace_sha256": world.trace.sha256(),
            "events": self.events,
        }
