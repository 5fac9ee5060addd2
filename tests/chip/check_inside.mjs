// Ways out that only code can take, by the probe: when did the last joule go in?
import { checkCold, checkRestart, FAST_BOUND_MS, RESET, RESTART_MS, SETTLE_MS, sums, TICK_MS, verdict, warmed } from './exits.mjs';
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

export function checkInside(checks, stage) {
  checks.about = `${stage}, exit: `;
  const evening = warmed(stage, '.probed');
  const back = snapshot(evening);
  for (const fault of FAULTS) checkFault(checks, evening, back, fault);
  checkSoftReset(checks, evening, back);
}
