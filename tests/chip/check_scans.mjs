// How long scans take and how punctual they are: at rest, and in a session that heats.
import { Evening } from './evening.mjs';
import { Scans, spread } from './scans.mjs';

const MEAN_MS = 2;
const WORST_MS = 4;
const JITTER_US = 50;
const REST_MS = 10_000;
const SLOW_PERIOD_MS = 100;

function tell(checks, name, list) {
  const { n, mean, share, most, worst } = spread(list);
  checks.tell(name, `mean ${mean.toFixed(2)}, p${share} ${most.toFixed(2)}, worst ${worst.toFixed(2)} ms (${n})`);
  return { mean, worst };
}

function judge(checks, scans, when) {
  const fast = tell(checks, `fast scan ${when}`, scans.fastNs);
  checks.limit(`fast scan ${when}, mean`, fast.mean, MEAN_MS, 'ms');
  checks.limit(`fast scan ${when}, worst`, fast.worst, WORST_MS, 'ms');
  const jitter = spread(scans.jitterNs());
  checks.limit(`period of 20 ms ${when}, outside flash writes: off by`, jitter.worst * 1000, JITTER_US, 'us');
  const slow = tell(checks, `slow scan ${when}, with the fast ones inside`, scans.slowNs);
  checks.limit(`slow scan ${when}, mean`, slow.mean, SLOW_PERIOD_MS, 'ms');
}

export function checkScans(checks, stage, sessionMs) {
  checks.about = `${stage}, time: `;
  const evening = new Evening(stage);
  const scans = new Scans(evening.chip);
  evening.boot();
  evening.run(2000);
  scans.begin();
  evening.run(REST_MS);
  judge(checks, scans, 'at rest');
  evening.begin();
  evening.run(1000);
  scans.begin();
  evening.run(sessionMs);
  judge(checks, scans, 'in a session');
  const { world } = evening;
  const status = evening.status();
  checks.is('state and trip after it', [status?.state, status?.trip], ['running', null]);
  checks.tell('longest pulse, pads, highest air', [
    `${(world.longestPulseNs / 1e6).toFixed(1)} ms`,
    world.pads.map((pad) => `${pad.padC.toFixed(1)} °C`).join(' and '),
    `${world.air.peakMmhg.toFixed(0)} mmHg`,
  ].join(', '));
}
