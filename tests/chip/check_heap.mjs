// What the firmware holds of the heap after the start, and whether a session adds to it.
//
// Counted on the chip by the probe, after a collection; the probe's own share is taken off. The
// journal is full from the start, so a session's line takes another's place.
import { Evening } from './evening.mjs';

const WANTED_BYTES = 70 * 1024; // of some 240 KB
const FROZEN = Boolean(process.env.CHIP_FROZEN); // in the image: the code takes none
const FREE_BYTES = 80 * 1024; // as files: a third stays for what a host asks and a plan may grow by
const COUNTS = 8;
const SESSIONS = 4;
const FIRST_BYTES = 128; // what the first end of a session makes, once; measured: 64
const REST_MS = 4000;

function count(evening) {
  const from = evening.chip.heard.length;
  evening.probe(COUNTS);
  const line = () => evening.chip.heard.slice(from).match(/heap (\d+) (\d+)\r\n/);
  if (!evening.run(1000, line)) throw new Error('the probe does not count');
  evening.probe(0);
  evening.run(300);
  return { used: Number(line()[1]), free: Number(line()[2]) };
}

export function checkHeap(checks, stage, sessionMs) {
  checks.about = `${stage}, heap: `;
  const evening = new Evening(stage, { disk: '.used' });
  evening.boot();
  const probe = Number(evening.chip.heard.match(/probe (\d+)/)[1]);
  evening.run(2000);
  const start = count(evening);
  const used = start.used - probe;
  const free = start.free + probe; // the probe's own share taken off both
  if (FROZEN) checks.limit('in use after the start', used, WANTED_BYTES, 'bytes');
  else checks.tell('in use after the start', `${used} bytes; ${WANTED_BYTES} are kept by make frozen alone`);
  checks.row('free after the start', free >= FREE_BYTES, `${free} bytes, at least ${FREE_BYTES}`);
  const rests = [];
  const ends = [];
  for (let i = 0; i < SESSIONS; i++) {
    evening.begin();
    evening.run(sessionMs / 6);
    const first = count(evening);
    evening.run(sessionMs / 6);
    const last = count(evening);
    const status = evening.status();
    checks.is(`session ${i + 1}, state and trip`, [status?.state, status?.trip], ['running', null]);
    checks.limit(`session ${i + 1} of ${first.used - probe} bytes, growth`, last.used - first.used, 0, 'bytes');
    ends.push(last.used - probe);
    evening.press('start');
    evening.world.feet = [0, 0];
    evening.run(REST_MS);
    rests.push(count(evening).used - probe);
  }
  checks.tell('at rest, before and after each', `${[used, ...rests].join(', ')} bytes`);
  checks.tell('at the end of each', `${ends.join(', ')} bytes`);
  for (let i = 1; i < SESSIONS; i++) {
    const bound = i === 1 ? FIRST_BYTES : 0;
    checks.limit(`end of session ${i + 1} over that of ${i}`, ends[i] - ends[i - 1], bound, 'bytes');
    checks.limit(`at rest after session ${i + 1} over after ${i}`, rests[i] - rests[i - 1], 0, 'bytes');
  }
}
