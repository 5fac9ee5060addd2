// Ways out that only code can take, by the probe: when did the last joule go in?
import { checkCold, checkRestart, CTRL_C, FAST_BOUND_MS, RESET, RESTART_MS } from './exits.mjs';
import { SETTLE_MS, sums, TICK_MS, verdict, warmed } from './exits.mjs';
import { WATCHED } from './evening.mjs';
import { snapshot } from './snapshot.mjs';
import { MS } from './chip.mjs';

const SLOW_BOUND_MS = 400;
const PHASES = 20;
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
const ASKED = 6; // phases 1, 7, 13 and the last
const GATES = ['heater_left', 'heater_right'];

function checkFault(checks, evening, back, [name, number, boundMs, reason]) {
  back();
  const mark = evening.mark();
  evening.provoke(number);
  evening.waves.begin();
  evening.probe(0);
  evening.run(1000);
  checks.limit(`${name}: last joule`, evening.waves.lastJouleMs(), boundMs, 'ms');
  checkRestart(checks, evening, name, reason, mark);
}

// The state machine stops where it is: a gate that was high stays high, and the rail has to end it.
// What the device says afterwards costs a boot: it is asked at every sixth phase.
function checkSoftReset(checks, evening, back) {
  const { waves, world } = evening;
  let worst = 0;
  let worstRail = 0;
  let frozen = 0;
  const told = [];
  for (let phase = 0; phase < PHASES; phase++) {
    back();
    evening.provoke(WAITS);
    evening.intoPulse((phase * TICK_MS) / PHASES);
    waves.begin();
    const mark = evening.mark();
    evening.probe(SOFT_RESETS);
    evening.run(400);
    evening.probe(0);
    worst = Math.max(worst, waves.lastJouleMs());
    worstRail = Math.max(worstRail, waves.railOpenMs());
    const high = GATES.flatMap((name) => waves.highs(name));
    if (high.some(([from, to]) => to - from > 17.1 * MS)) frozen++;
    if (phase % ASKED !== 1) continue;
    const pulses = world.pulses.slice();
    const greeted = evening.greeted(mark, RESTART_MS);
    evening.run(SETTLE_MS);
    told.push([greeted, ...verdict(evening.status()), ...sums(world.pulses, pulses)]);
  }
  checks.row('soft reset froze a gate high in some phases', frozen > 0, `${frozen} of ${PHASES}`);
  checks.limit(`soft reset at ${PHASES} phases: last joule`, worst, FAST_BOUND_MS, 'ms');
  checks.limit('soft reset: rail open', worstRail, FAST_BOUND_MS, 'ms');
  const wanted = [true, 'tripped', RESET, 0, 0];
  checks.is(`soft reset, at ${told.length} phases: hello, state, trip, pulses`, told, told.map(() => wanted));
  checkCold(checks, evening, 'soft reset', RESET);
}

// Ctrl-C without a pause ends boot.py before it takes gates back: the rail has to end the heat,
// the watchdog the prompt. The boot after that bars Ctrl-C before USB brings one, so it says hello
// under the flood. Asked on one stage: boot.py is the board's.
function checkFlood(checks, evening, back) {
  const { chip, waves, world } = evening;
  const name = 'soft reset, and Ctrl-C every ms from then on';
  back();
  evening.provoke(WAITS);
  evening.intoPulse(1);
  waves.begin();
  const mark = evening.mark();
  const pulses = world.pulses.slice();
  evening.probe(SOFT_RESETS);
  let heard = '';
  let railMs = 0;
  let said = 0;
  let greeted = false;
  while (!greeted && chip.ns < waves.fromNs + RESTART_MS * MS) {
    if (chip.resets.length === mark.resets) {
      heard = evening.since(mark);
      railMs = waves.railOpenMs(); // not after a reset: there gates fall with the keep-alive
    }
    if (!chip.waiting.length) {
      chip.say(CTRL_C);
      said++;
    }
    greeted = evening.greeted(mark, 1);
  }
  const highs = WATCHED.map((pin) => waves.highs(pin));
  const ms = (ns) => Math.round((ns - waves.fromNs) / MS);
  const [left, right] = highs.map(([frozen]) => frozen && ms(frozen[1]));
  const resets = chip.resets.slice(mark.resets).map(ms);
  const ended = /File "boot.py"[^]*KeyboardInterrupt/.test(heard);
  checks.row(`${name}: ends boot.py, gates stay high until the watchdog`,
    ended && left === resets[0] && right === resets[0],
    `${ended ? '' : 'not '}ended, ${left} and ${right} ms`);
  checks.limit(`${name}: last joule`, waves.lastJouleMs(), FAST_BOUND_MS, 'ms');
  checks.limit(`${name}: rail open`, railMs, FAST_BOUND_MS, 'ms');
  checks.row(`${name}: starts again under it`, greeted && resets.length === 1,
    `${greeted ? 'a' : 'no'} hello, reset at ${resets.join(' and ')} ms, ${said} times Ctrl-C`);
  // once more for the keep-alive: the look at the rail
  checks.is(`${name}: how often gates and keep-alive were high`,
    highs.map((spans) => spans.length), [1, 1, 2]);
  chip.say('\n'); // ends the line that they began
  evening.run(SETTLE_MS);
  checks.is(`${name}: after it, and pulses`,
    [...verdict(evening.status()), ...sums(world.pulses, pulses)], ['tripped', RESET, 0, 0]);
  checkCold(checks, evening, name, RESET);
}

export function checkInside(checks, stage) {
  checks.about = `${stage}, exit: `;
  const evening = warmed(stage, '.probed');
  const back = snapshot(evening);
  for (const fault of FAULTS) checkFault(checks, evening, back, fault);
  checkSoftReset(checks, evening, back);
  if (stage === 'gentle') checkFlood(checks, evening, back);
}
