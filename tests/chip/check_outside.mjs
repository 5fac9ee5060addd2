// Ways out that come from outside, and host's bytes that are none: when did the last joule go in?
import { checkCold, checkRestart, CTRL_C, FAST_BOUND_MS, RESET, RESTART_MS } from './exits.mjs';
import { sums, TICK_MS, verdict, warmed } from './exits.mjs';
import { Evening } from './evening.mjs';
import { snapshot } from './snapshot.mjs';
import { MS } from './chip.mjs';

const STOP_BOUND_MS = 40;
const BLOCK_MS = 400;
const PULSE_MS = 18; // 17, and what the scan still had to do
const EARLY_MS = 50;
const LATE = 'fast_loop_late';
const RAW_REPL = '\r\x03\x03\r\x01';
const SOFT_RESET = '\x04';
const OUTPUTS = [
  ...['heater_left', 'heater_right', 'rail_keepalive', 'valve_left', 'valve_right'],
  ...['roller_left_pwm', 'roller_right_pwm', 'vibration_pwm', 'pump_pwm'],
];

function checkHang(checks, evening, back) {
  let worst = 0;
  let worstRail = 0;
  let mark;
  for (let phase = 0; phase < TICK_MS; phase += 2) {
    back();
    evening.intoPulse(phase);
    evening.waves.begin();
    mark = evening.mark();
    evening.chip.hangCore();
    evening.run(500);
    worst = Math.max(worst, evening.waves.lastJouleMs());
    worstRail = Math.max(worstRail, evening.waves.railOpenMs());
  }
  checks.limit('the core hangs, interrupts off, at 10 phases: last joule', worst, FAST_BOUND_MS, 'ms');
  checks.limit('the core hangs: rail open', worstRail, FAST_BOUND_MS, 'ms');
  checkRestart(checks, evening, 'the core hangs', RESET, mark);
}

// Nothing runs for a while, then the program goes on; how it was afterwards, and its pulses.
function standStill(evening) {
  const { chip, waves, world } = evening;
  waves.begin();
  chip.busyNs = BLOCK_MS * MS;
  evening.run(BLOCK_MS - 10);
  const pulses = world.pulses.slice();
  evening.run(1000);
  return [...verdict(evening.status()), ...sums(world.pulses, pulses)];
}

// A flash write or another block of all interrupts: begun by what a scan interrupts, so in no scan.
function checkBlock(checks, evening, back) {
  const { chip, waves } = evening;
  const name = '400 ms without interrupts';
  let worst = 0;
  const told = [];
  for (let phase = 0; phase < TICK_MS; phase += 5) {
    back();
    evening.intoPulse(phase);
    evening.run(TICK_MS, () => !chip.inInterrupt);
    told.push(standStill(evening));
    worst = Math.max(worst, waves.lastJouleMs());
  }
  checks.limit(`${name}, at 4 phases: last joule`, worst, FAST_BOUND_MS, 'ms');
  checks.is(`${name}: afterwards, and pulses`, told, told.map(() => ['tripped', LATE, 0, 0]));
  checks.is(`${name}: resets`, chip.resets.length, 0);
  checkCold(checks, evening, name, LATE);
}

// A whole chip that stands still inside a fast scan finishes that scan when it goes on: the pulse
// that was granted before comes then, one and no more.
function checkStall(checks, evening, back) {
  const { chip, waves } = evening;
  const name = '400 ms of standstill between two writes of a scan';
  back();
  evening.intoPulse();
  const inside = chip.inInterrupt;
  const [state, trip, ...pulses] = standStill(evening);
  checks.is(`${name}: inside, afterwards`, [inside, state, trip], [true, 'tripped', LATE]);
  checks.row(`${name}: pulses after it`, Math.max(...pulses) <= 1, `${pulses.join(' and ')}, at most 1 a foot`);
  checks.limit(`${name}: last joule after it`, waves.lastJouleMs() - BLOCK_MS, PULSE_MS, 'ms');
  checkCold(checks, evening, name, LATE);
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

// A host that holds the port open from power-on: Ctrl-C is barred before USB can bring one.
function checkEarly(checks, stage) {
  const evening = new Evening(stage);
  const { chip } = evening;
  const mark = evening.mark();
  let said = 0;
  let greeted = false;
  while (!greeted && chip.ns < RESTART_MS * MS) {
    chip.say(CTRL_C);
    said++;
    greeted = evening.greeted(mark, EARLY_MS);
  }
  const taken = said - chip.waiting.length;
  const name = `Ctrl-C every ${EARLY_MS} ms from power-on`;
  checks.row(`${name}: hello`, greeted && taken > said / 2 && !chip.resets.length,
    `${greeted ? 'a' : 'no'} hello at ${(chip.ns / MS).toFixed(0)} ms, ${taken} of ${said} taken`);
  const prompt = chip.heard.match(/>>> |KeyboardInterrupt|Traceback/);
  checks.is(`${name}: prompt or traceback`, prompt && prompt[0], null);
  chip.say('\n'); // ends the line that they began
  checks.is(`${name}: state after it`, verdict(evening.status()), ['idle', null]);
}

export function checkOutside(checks, stage) {
  checks.about = `${stage}, exit: `;
  checkEarly(checks, stage);
  const evening = warmed(stage, '');
  const back = snapshot(evening);
  checkHang(checks, evening, back);
  checkBlock(checks, evening, back);
  checkStall(checks, evening, back);
  checkBytes(checks, evening, back, 'Ctrl-C', [CTRL_C], 10);
  checkBytes(checks, evening, back, 'raw REPL as mpremote enters it', [RAW_REPL, SOFT_RESET], 4);
  checkService(checks, evening, back);
}
