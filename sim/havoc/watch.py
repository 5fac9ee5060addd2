"""What must hold whatever was done to the device: looked at every tick, judged by the plant.

Decides which promises are broken and says so in `broken`, one line each, the first time. It reads
true joules, skin, dose and pressure; of the firmware only what state it believes to be in, the
trip that stands, its counters, and that what it grants is no more than what was asked. It knows
the hands that press, not what the firmware made of them. Called by `life`; plain enough for
MicroPython.
"""

LATE_US = 100_000  # the last joule after any end: gates and rail are off by then
SLOW_LATE_US = 400_000  # the same when the main loop hangs
EMPTY_US = 30_000_000
EMPTY_MMHG = 5.0
RISE_MMHG = 1.0  # a bladder that only settles moves less
SCAN_US = 200_000  # a press is felt within two slow scans
SKIN_C = {"standard": 44.0, "gentle": 41.0}
DOSE_MIN = {"standard": 2.5, "gentle": 0.5}
DAY_OVER_SESSION = 2.0  # the day's dose may be twice a session's
RESTING = ("off", "idle", "cooling", "tripped")
EVER = ("heat_s", "active_s", "trips")  # counters that only grow
THROWN = ("Injected", "Interrupted", "OSError('injected')", "OSError('injected',)")
STIFF = ("valve_stuck_on", "valve_stuck_off", "hose_blocked", "pump_stuck_on", "rail_stuck_on",
         "keepalive_shorted")  # fmt: skip
BLIND = ("adc_stuck", "mux_stuck", "reference_off", "brush_noise")  # a key may read as another


class Watch:
    """`broken` is what did not hold, `faults` how many ever began, `heats` the heated sessions
    there were, `reached` which states there were.
    """

    def __init__(self, world):
        self.world = world
        self.stage = world.spec["stage"]
        self.grade = self.stage["name"]
        self.numb = world.spec["profile"] == "neuropathy"
        self.broken = []
        self.faults = 0
        self.ever = []  # names of the faults that there were
        self.lies = 0  # a fault that a key can be mistaken in
        self.slow = 1.0  # the slowest that the chip's clock may have run
        self.heard = 0  # events read
        self.pressed_us = {}
        self.device = None
        self.samples = -1
        self.state = -1
        self.states = ()
        self.trip = 0
        self.expect = 0
        self.acknowledged_us = -1
        self.reset_us = 0
        self.asked_us = 1 << 60  # since then the inspection is asked for
        self.rest_us = -1
        self.low_mmhg = [1e9, 1e9]
        self.lost_us = -1  # since then the fast scan does not run
        self.slow_lost_us = -1
        self.counts = {}
        self.session = 0
        self.heats = 0
        self.heat_session = -1
        self.heat_us = 0
        self.heat_from_us = 0
        self.heat_last_us = -1
        self.first_us = []
        self.reached = {}
        relief = self.stage["relief"]
        self.relief_mmhg = relief["opens_mmhg"] * (1 + relief["tolerance_permille"] / 1000) + 5

    def breaks(self, what, got=""):
        """Once each."""
        if what not in [each[1] for each in self.broken]:
            self.broken.append([self.world.chip.now_us / 1_000_000, what, str(got)])

    # --- every tick ------------------------------------------------------------------------------

    def look(self, world):
        """After the tick's fast scan."""
        now_us = world.chip.now_us
        events = world.journal.events
        if len(events) != self.heard:
            self.hear(events)
        device = world.device
        if device is not self.device:
            self.other_device(device)
        if device is None:
            resting = 1
        else:
            resting = self.look_inside(device, now_us)
        drive = world.plant.drive
        on = drive.heater_on_us
        if drive.rail_us and (on[0] or on[1]):
            self.commanded(world, now_us)
        if not resting:
            self.rest_us = -1
        else:
            self.at_rest(world, now_us)
        self.hung(world, now_us)

    def hear(self, events):
        """What happened since the last tick: hands, faults, resets, programs that ended."""
        for event in events[self.heard :]:
            kind = event["event"]
            at_us = int(event["t_s"] * 1_000_000 + 0.5)
            if kind == "press":
                self.pressed_us[event["button"]] = at_us
            elif kind == "fault":
                self.broke(event)
            elif kind == "reset":
                self.reset_us = at_us
                self.expect = 0 if event["kind"] == "power" else self.trip
                self.trip = 0
                self.asked_us = 1 << 60
            elif kind in ("program_ended", "timer_died") and event["error"] not in THROWN:
                self.breaks("the firmware threw", kind + " " + event["error"])
        self.heard = len(events)

    def broke(self, event):
        """A fault begins."""
        name = event["fault"]
        if name in ("soft_reset", "ctrl_c", "brownout", "reset_loop"):
            return
        self.faults += 1
        self.ever.append(name)
        if name in BLIND or name in ("button_stuck", "button_bounce"):
            self.lies = 1
        if name == "clock_scale":
            self.slow = max(self.slow, event["value"], 1 / event["value"])

    def other_device(self, device):
        """A boot, or the end of one."""
        self.device = device
        self.session += 1
        self.state = -1
        self.samples = -1
        if device is None:
            return
        self.states = self.world.journal.modules()[0].STATE_NAMES
        trip = device.governor.status.trip
        if self.expect and trip != self.expect:
            self.breaks("a reset changed the first trip", (self.expect, trip))
        self.expect = 0
        self.trip = trip
        journal = device.scribe.journal
        for key in EVER:
            if getattr(journal, key) < self.counts.get(key, 0):
                self.breaks("a counter went back over a reset: " + key, self.counts[key])

    def look_inside(self, device, now_us):
        """State, trip and outputs; returns whether the device rests."""
        status = device.governor.status
        state = device.session.state
        if state != self.state:
            self.other_state(self.states[state], now_us)
            self.state = state
        if status.trip != self.trip:
            self.other_trip(status.trip, now_us)
        # with a clock that is off callbacks fall between the ticks, and the request may be a newer
        if device.inputs.samples != self.samples and not self.world.off_beat:
            self.samples = device.inputs.samples
            asked = device.buffer.front
            granted = device.outputs
            if granted.rail > (asked.rail or asked.prove):
                self.breaks("the rail was granted unasked")
            level = granted.level
            intent = asked.level
            for i in range(8):
                if level[i] > intent[i] or level[i] < 0:
                    self.breaks("more was granted than asked", (i, level[i], intent[i]))
        return status.trip or self.states[state] in RESTING

    def other_state(self, name, now_us):
        """The session goes on."""
        self.reached[name] = self.reached.get(name, 0) + 1
        if name == "inspecting":
            self.asked_us = now_us
        if name == "ready" or name == "inspecting":
            self.session += 1

    def other_trip(self, trip, now_us):
        """One latches, or is forgotten."""
        if self.trip:
            if trip:
                self.breaks("another trip took the first one's place", (self.trip, trip))
            elif not self.pressed_within("start", now_us) and not self.lies:
                self.breaks("a trip was forgotten without a press", self.trip)
        self.trip = trip

    def pressed_within(self, button, now_us):
        """A finger was on it a moment ago, or is."""
        at_us = self.pressed_us.get(button, -1)
        return at_us >= 0 and (now_us - at_us <= 12_000_000)

    # --- heat ------------------------------------------------------------------------------------

    def commanded(self, world, now_us):
        """A heater's word was open in this tick, with the rail up."""
        plant = world.plant
        if plant.rail_cut or plant.timer_open or plant.latch_open:
            return
        if self.device is None or self.states[self.device.session.state] != "running":
            return
        if not self.lies:
            if self.pressed_us.get("start", -1) < self.reset_us:
                self.breaks("heat after a reset without a press")
            if self.numb and self.pressed_us.get("up", -1) < self.asked_us - SCAN_US:
                self.breaks("heat without an inspection answered clear")
        limits = self.device.governor.limits
        if self.session != self.heat_session:
            gap_us = limits.gap_ms * 1000 / self.slow - 2_000_000
            if self.heat_last_us >= 0 and now_us - self.heat_last_us < gap_us:
                s = (now_us - self.heat_last_us) / 1_000_000
                self.breaks("heat before the gap was over", "%.1f s" % s)
            self.heat_session = self.session
            self.heats += 1
            self.heat_us = 0
            self.heat_from_us = now_us
            self.first_us.append(now_us)
            most = limits.last_day_sessions if world.spec["plan"] else limits.day_sessions
            if len(self.first_us) > most:
                day_us = 86_400_000_000 / self.slow - limits.heat_max_ms * 1000
                if now_us - self.first_us[-1 - most] < day_us:
                    self.breaks("more heated sessions than the day has", len(self.first_us))
        self.heat_last_us = now_us
        self.heat_us += 20_000
        if self.heat_us > limits.heat_max_ms * 1000 * self.slow + 1_000_000:
            self.breaks("more heat than a session has", self.heat_us)
        if now_us - self.heat_from_us > limits.session_max_ms * 1000 * self.slow + 5_000_000:
            self.breaks("heat after the longest session")

    def welded(self, world):
        """What no firmware opens: a rail that is welded too, or held by what stands still."""
        return world.plant.rail_stuck_on or world.wiring.shorted

    def at_rest(self, world, now_us):
        """Off, idle, cooling, tripped, or no program at all."""
        if self.rest_us < 0 or self.welded(world):
            self.rest_us = now_us
            self.low_mmhg = [1e9, 1e9]
        since_us = now_us - self.rest_us
        if since_us <= LATE_US:
            return
        joule_us = max(world.wiring.last_joule_us)
        # a boot's look at the rail is two edges on it: a welded heater has 60 ms of them
        if joule_us > max(self.rest_us, world.wiring.by_hand.edge_us) + LATE_US:
            self.breaks("a joule at rest", "%.3f s late" % ((joule_us - self.rest_us) / 1e6))
        mmhg = world.plant.bladder_mmhg
        for i in (0, 1):
            if mmhg[i] > self.low_mmhg[i] + RISE_MMHG and not self.stiff():
                self.breaks("a bladder rose at rest", "%.1f mmHg" % mmhg[i])
            if mmhg[i] < self.low_mmhg[i]:
                self.low_mmhg[i] = mmhg[i]
            if since_us > EMPTY_US and mmhg[i] >= EMPTY_MMHG and not self.stiff():
                self.breaks("a bladder full 30 s after the end", "%.1f mmHg" % mmhg[i])

    def stiff(self):
        """A valve, hose or pump was at fault: what is in a bladder may not be the firmware's."""
        for name in STIFF:
            if name in self.ever:
                return True
        return False

    def hung(self, world, now_us):
        """The fast scan does not run, or the main loop does not: heat ends all the same."""
        lost = world.fast_hung or now_us < world.blocked_until_us
        slow = world.slow_hung or world.program_over
        if not lost:
            self.lost_us = -1
        elif self.lost_us < 0:
            self.lost_us = now_us
        if not slow:
            self.slow_lost_us = -1
        elif self.slow_lost_us < 0:
            self.slow_lost_us = now_us
        if self.welded(world):
            self.lost_us = now_us if lost else -1
            self.slow_lost_us = now_us if slow else -1
        joule_us = max(world.wiring.last_joule_us)
        if lost and joule_us > self.lost_us + LATE_US:
            self.breaks("a joule while the fast scan hung")
        if slow and joule_us > self.slow_lost_us + SLOW_LATE_US:
            self.breaks("a joule while the main loop hung")

    # --- every step ------------------------------------------------------------------------------

    def step(self):
        """The slow truths."""
        plant = self.world.plant
        skin_c = max(plant.peak_skin_c)
        dose_min = max(plant.cem43_min)
        mmhg = max(plant.peak_mmhg)
        # two faults at once on `standard` may meet in what physics leaves to nobody
        if self.grade == "gentle" or self.faults <= 1:
            most = DOSE_MIN[self.grade]
            if self.grade == "standard" and self.heats > 1:
                most *= DAY_OVER_SESSION
            if skin_c > SKIN_C[self.grade]:
                self.breaks("skin", "%.2f C" % skin_c)
            if dose_min > most:
                self.breaks("dose", "%.3f CEM43 min" % dose_min)
        if mmhg > self.relief_mmhg:
            self.breaks("pressure", "%.1f mmHg" % mmhg)
        device = self.device
        if device is None:
            return
        journal = device.scribe.journal
        if not journal.due[1]:  # what is on flash
            for key in EVER:
                self.counts[key] = max(self.counts.get(key, 0), getattr(journal, key))
