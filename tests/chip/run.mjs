// The chip tier: every check, on both stages. `python -m tests.chip` calls it.
import { checkBoot, checkSession, checkStore } from './check_boot.mjs';
import { checkHeap } from './check_heap.mjs';
import { checkInside } from './check_inside.mjs';
import { checkOutside } from './check_outside.mjs';
import { checkScans } from './check_scans.mjs';
import { Checks } from './checks.mjs';

const STAGES = ['gentle', 'standard'];
const ONCE = ['heap']; // to the byte the same on both
const START_MS = 12_000;
const SESSION_MS = Number(process.env.CHIP_SESSION_S) * 1000;
const PARTS = {
  boot(checks, stage) {
    const evening = checkBoot(checks, stage);
    checkSession(checks, evening, START_MS);
    checkStore(checks, evening);
  },
  outside: checkOutside,
  inside: checkInside,
  time: (checks, stage) => checkScans(checks, stage, SESSION_MS),
  heap: (checks, stage) => checkHeap(checks, stage, SESSION_MS),
};

const checks = new Checks();
console.log('emulated RP2040 at 125 MHz; flash and its cache cost no time here, so every time is optimistic');
for (const stage of STAGES) {
  for (const [name, part] of Object.entries(PARTS)) {
    if (ONCE.includes(name) && stage !== STAGES[0]) continue;
    if (!process.env.CHIP_ONLY || process.env.CHIP_ONLY === name) part(checks, stage);
  }
}
process.exitCode = checks.close();
