// Every way out of the program, from a session that heats both feet: when did the last joule go in?
//
// Each is tried from the same warm moment. A hang of the core, the host's bytes and the flash come
// from outside, on the very disk that flashing makes; what only code can do to itself comes from
// the probe, on a second disk.
import { Evening } from './evening.mjs';
import { snapshot } from './snapshot.mjs';
import { MS } from './chip.mjs';

const WARM_MS = 8000;
const TICK_MS = 20;
const FAST_BOUND_MS = 100;
const SLOW_BOUND_MS = 400;
const STOP_BOUND_MS = 40;
const PHASES = 20;
const RESTART_MS = 9000; // watchdog and boot
const RESET = 'reset_unexpected';
const CTRL_C = '\x03';
const RAW_REPL = '\r\x03\x03\r\x01';
const SOFT_RESET = '\x04';
const OUTPUTS = [
  ...['heater_left', 'heater_right', 'rail_keepalive', 'valve_left', 'valve_right'],
  ...['roller_left_pwm', 'roller_right_pwm', 'vibration_pwm', 'pump_pwm'],
];

function warmed(stage, disk) {
  const evening = new Evening(stage, { disk });
  evening.warm(WARM_MS);
  const status = evening.status();
  if (status?.state !== 'running' || status.trip) throw new Error(`no warm session: ${JSON.stringify(status)}`);
  return evening;
}

// After a reset: a trip that only a person ends, the first reason, and no pulse.
function checkRestart(checks, evening, name, reason = RESET, resets = evening.chip.resets.length) {
  const { chip, world } = evening;
  const pulses = world.pulses.slice();
  if (!evening.run(RESTART_MS, () => chip.resets.length > resets && chip.heard.includes('"hello"'))) {
    checks.row(`${name}: starts again`, false, `no hello in ${RESTART_MS} ms; ${chip.resets.length - resets} resets`);
    return;
  }
  evening.run(2500);
  const status = evening.status();
  checks.is(`${name}: after the restart`, [status?.state, status?.trip?.name], ['tripped', reason]);
  checks.is(`${name}: pulses after it`, world.pulses.map((count, i) => count - pulses[i]), [0, 0]);
}

function checkHang(checks, evening, back) {
  let worst = 0;
  for (let phase = 0; phase < TICK_MS; phase += 2) {
    back();
    evening.intoPulse(phase);
    evening.waves.begin();
    evening.chip.hangCore();
    evening.run(500);
    worst = Math.max(worst, evening.waves.lastJouleMs());
  }
  checks.limit('the core hangs, interrupts off, at 10 phases: last joule', worst, FAST_BOUND_MS, 'ms');
  checks.limit('the core hangs: rail open', evening.waves.railOpenMs(), FAST_BOUND_MS, 'ms');
  checkRestart(checks, evening, 'the core hangs');
}

// A flash write or another block of all interrupts, then the program goes on.
function checkBlock(checks, evening, back) {
  let worst = 0;
  for (let phase = 0; phase < TICK_MS; phase += 5) {
    back();
    evening.intoPulse(phase);
    evening.waves.begin();
    evening.chip.busyNs = 400 * MS;
    evening.run(390);
    worst = Math.max(worst, evening.waves.lastJouleMs());
  }
  checks.limit('400 ms without interrupts, at 4 phases: last joule', worst, FAST_BOUND_MS, 'ms');
  const pulses = evening.world.pulses.slice();
  evening.run(500);
  const after = evening.world.pulses.map((count, i) => count - pulses[i]);
  const status = evening.status();
  checks.tell('400 ms without interrupts: afterwards', `${JSON.stringify(status?.trip?.name ?? null)}, ${after.join(' and ')} pulses in 500 ms`);
}

// Bytes of a host are no way out while the program runs: the session goes on, and obeys.
function checkBytes(checks, evening, back, name, bytes, phases) {
  const { chip, waves, world } = evening;
  let goneOn = 0;
  let worst = 0;
  for (let phase = 0; phase < phases; phase++) {
    back();
    evening.intoPulse((phase * TICK_MS) / phases);
    for (const part of bytes) {
      chip.say(part);
      evening.run(30);
    }
    chip.say('\n'); // ends the line that they began
    const pulses = world.pulses.slice();
    evening.run(600);
    const heats = world.pulses.every((count, i) => count > pulses[i] + 20);
    const status = evening.status();
    if (heats && status?.state === 'running' && !status.trip) goneOn++;
    evening.intoPulse(1);
    waves.begin();
    world.touch(1);
    evening.run(400);
    world.touch(0);
    worst = Math.max(worst, waves.lastJouleMs());
  }
  checks.row(`${name}, at ${phases} phases: the session goes on`, goneOn === phases, `${goneOn} of ${phases}`);
  checks.limit(`${name}: the start button after it, last joule`, worst, STOP_BOUND_MS, 'ms');
}

// The way to the prompt: asked at rest, a restart, Ctrl-C; nothing is driven from then on.
function checkService(checks, evening, back) {
  const { chip, world } = evening;
  back();
  evening.ask({ do: 'service' });
  const refused = () => chip.heard.includes('"not at rest"');
  checks.row('service mode in a session: refused', evening.run(500, refused) && !chip.resets.length, `${chip.resets.length} resets`);
  evening.press('start');
  world.feet = [0, 0];
  evening.run(6000); // it vents, and writes what it counted
  evening.ask({ do: 'service' });
  const serves = () => chip.resets.length > 0 && chip.heard.includes('"mode": "service"');
  const served = evening.run(RESTART_MS, serves);
  checks.row('service mode at rest: after a restart', served, `${chip.resets.length} resets`);
  const pulses = world.pulses.slice();
  const from = chip.heard.length;
  chip.say(CTRL_C);
  const freed = evening.run(1500, () => chip.heard.slice(from).includes('>>> '));
  chip.say('print(6*7)\r');
  const answers = evening.run(1500, () => chip.heard.slice(from).includes('\r\n42\r\n'));
  checks.row('service mode: Ctrl-C frees the prompt', freed && answers, `${freed}, ${answers}`);
  const driven = OUTPUTS.filter((name) => chip.duty(world.board.pins[name]) > 0 || world.isHigh(name));
  checks.is('service mode: outputs that are on', driven, []);
  checks.is('service mode: pulses', world.pulses.map((count, i) => count - pulses[i]), [0, 0]);
}

export function checkOutside(checks, stage) {
  checks.about = `${stage}, exit: `;
  const evening = warmed(stage, '');
  const back = snapshot(evening);
  checkHang(checks, evening, back);
  checkBlock(checks, evening, back);
  checkBytes(checks, evening, back, 'Ctrl-C', [CTRL_C], 10);
  checkBytes(checks, evening, back, 'raw REPL as mpremote enters it', [RAW_REPL, SOFT_RESET], 4);
  checkService(checks, evening, back);
}

// name, the probe's number, the bound of the last joule, and the reason that the next boot tells:
// the trip that the fast scan noted before the watchdog came, or that there was none
const FAULTS = [
  ['exception in the slow scan', 1, FAST_BOUND_MS, 'slow_loop_dead'],
  ['slow scan hangs', 2, SLOW_BOUND_MS, 'slow_loop_dead'],
  ['exception in the fast scan', 3, FAST_BOUND_MS, 'fast_loop_failed'],
  ['timer stops', 4, FAST_BOUND_MS, RESET],
  ['machine.reset', 5, FAST_BOUND_MS, RESET],
];
const WAITS = 6;
const SOFT_RESETS = 7;

function checkFault(checks, evening, back, [name, number, boundMs, reason]) {
  back();
  const resets = evening.chip.resets.length;
  evening.provoke(number);
  evening.waves.begin();
  evening.probe(0);
  evening.run(1000);
  checks.limit(`${name}: last joule`, evening.waves.lastJouleMs(), boundMs, 'ms');
  checkRestart(checks, evening, name, reason, resets);
}

// The state machine stops where it is: a gate that was high stays high, and the rail has to end it.
function checkSoftReset(checks, evening, back) {
  let worst = 0;
  let worstRail = 0;
  let frozen = 0;
  for (let phase = 0; phase < PHASES; phase++) {
    back();
    evening.provoke(WAITS);
    evening.intoPulse((phase * TICK_MS) / PHASES);
    evening.waves.begin();
    evening.probe(SOFT_RESETS);
    evening.run(400);
    worst = Math.max(worst, evening.waves.lastJouleMs());
    worstRail = Math.max(worstRail, evening.waves.railOpenMs());
    const high = ['heater_left', 'heater_right'].flatMap((name) => evening.waves.highs(name));
    if (high.some(([from, to]) => to - from > 17.1 * MS)) frozen++;
  }
  checks.row('soft reset froze a gate high in some phases', frozen > 0, `${frozen} of ${PHASES}`);
  checks.limit(`soft reset at ${PHASES} phases: last joule`, worst, FAST_BOUND_MS, 'ms');
  checks.limit('soft reset: rail open', worstRail, FAST_BOUND_MS, 'ms');
  const pulses = evening.world.pulses.slice();
  evening.run(5000);
  const status = evening.status();
  checks.is('soft reset: state after it', status?.state === 'running', false);
  checks.is('soft reset: pulses after it', evening.world.pulses.map((count, i) => count - pulses[i]), [0, 0]);
  checks.tell('soft reset: what the firmware says', `${status?.state}, ${status?.trip?.name ?? 'no trip'}`);
}

export function checkInside(checks, stage) {
  checks.about = `${stage}, exit: `;
  const evening = warmed(stage, '.probed');
  const back = snapshot(evening);
  for (const fault of FAULTS) checkFault(checks, evening, back, fault);
  checkSoftReset(checks, evening, back);
}
