// What every way out of the program has in common: the warm session that it ends, and what has to
// follow.
//
// Each is tried from the same warm moment. A hang of the core, the host's bytes and the flash come
// from outside, on the very disk that flashing makes; what only code can do to itself comes from
// the probe, on a second disk.
import { Evening, WATCHED } from './evening.mjs';

export const TICK_MS = 20;
export const FAST_BOUND_MS = 100;
export const RESTART_MS = 9000; // watchdog and boot
export const SETTLE_MS = 2500;
export const RESET = 'reset_unexpected';
export const CTRL_C = '\x03';
const WARM_MS = 8000;
const COLD_MS = 4000; // an acknowledgement counts after 1.2 s

export function warmed(stage, disk) {
  const evening = new Evening(stage, { disk });
  evening.warm(WARM_MS);
  const status = evening.status();
  if (status?.state !== 'running' || status.trip) throw new Error(`no warm session: ${JSON.stringify(status)}`);
  return evening;
}

export const verdict = (status) => [status?.state, status?.trip?.name ?? null];
export const sums = (counts, before) => counts.map((count, i) => count - before[i]);

// Says hello again, tells the first reason, and has given no pulse; `mark` is of before the exit.
export function checkRestart(checks, evening, name, reason, mark) {
  const { world } = evening;
  const pulses = world.pulses.slice();
  const greeted = evening.greeted(mark, RESTART_MS);
  const resets = evening.chip.resets.length - mark.resets;
  checks.row(`${name}: starts again`, greeted && resets === 1, `${greeted ? 'a' : 'no'} hello, ${resets} resets`);
  evening.run(SETTLE_MS);
  checks.is(`${name}: after the restart`, verdict(evening.status()), ['tripped', reason]);
  checks.is(`${name}: pulses after it`, sums(world.pulses, pulses), [0, 0]);
  checkCold(checks, evening, name, reason);
}

// Feet are in. Neither the trip that stands, nor keys that do not acknowledge it, nor the
// acknowledgement starts anything: gates and keep-alive stay low until a person starts.
export function checkCold(checks, evening, name, reason) {
  const driven = () => WATCHED.filter((pin) => evening.waves.highs(pin).length);
  evening.waves.begin();
  evening.run(COLD_MS);
  for (const key of ['heat', 'up', 'heat']) evening.press(key);
  checks.is(`${name}: not acknowledged, on meanwhile`, [...verdict(evening.status()), ...driven()], ['tripped', reason]);
  evening.waves.begin();
  evening.press('start');
  evening.run(COLD_MS);
  checks.is(`${name}: acknowledged, on from then`, [...verdict(evening.status()), ...driven()], ['idle', null]);
}
