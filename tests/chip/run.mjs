// The chip tier: every check, on both stages. `python -m tests.chip` calls it.
import { checkBoot, checkSession, checkStore } from './check_boot.mjs';
import { checkInside, checkOutside } from './check_exits.mjs';
import { Checks } from './checks.mjs';

const STAGES = ['gentle', 'standard'];

const checks = new Checks();
console.log('emulated RP2040 at 125 MHz; flash and its cache cost no time here, so every time is optimistic');
for (const stage of STAGES) {
  const evening = checkBoot(checks, stage);
  checkSession(checks, evening, 12_000);
  checkStore(checks, evening);
  checkOutside(checks, stage);
  checkInside(checks, stage);
}
process.exitCode = checks.close();
