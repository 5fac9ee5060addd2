// From power-on to the firmware's hello, and what a session leaves in the store.
import { Evening } from './evening.mjs';
import { Waves } from './waves.mjs';

const GATES = ['heater_left', 'heater_right', 'rail_keepalive'];
const HAZARDOUS = [
  ...GATES,
  ...['roller_left_pwm', 'roller_right_pwm', 'vibration_pwm', 'pump_pwm'],
  ...['valve_left', 'valve_right', 'roller_left_dir', 'roller_right_dir'],
];
const KEEPALIVE = 'rail_keepalive';
const LOOK_MS = 75; // 60, a step more, and what a sleep is late
const PWM_FUNCTION = 4;

// When each pin was first an output, in ms; and whether any was ever on.
function watchBoot(evening, checks) {
  const { chip, world } = evening;
  const { pins } = world.board;
  const pulled = HAZARDOUS.filter((name) => chip.pin(pins[name]).pullupEnabled);
  checks.is('hazardous pins that reset pulls up', pulled, []);
  const waves = new Waves(chip, pins, HAZARDOUS);
  waves.begin();
  const drivenMs = {};
  const watched = [...HAZARDOUS, 'mux_s0'];
  const duties = HAZARDOUS.filter((name) => name.endsWith('_pwm'));
  const on = new Set();
  let helloMs = null;
  while (helloMs === null && chip.ns < 8e9) {
    chip.runUntil(chip.ns + 50_000);
    for (const name of watched) {
      const pin = chip.pin(pins[name]);
      if (pin.outputEnable && pin.functionSelect !== PWM_FUNCTION) drivenMs[name] ??= chip.ns / 1e6;
    }
    for (const name of duties) if (chip.duty(pins[name]) > 0) on.add(name);
    if (chip.heard.includes('"hello"')) helloMs = chip.ns / 1e6;
  }
  for (const name of HAZARDOUS) if (waves.highs(name).length) on.add(name);
  on.delete(KEEPALIVE);
  checks.is('hazardous pins that were on before the hello, but for the look at the rail', [...on], []);
  const looks = waves.highs(KEEPALIVE).map(([from, to]) => Math.round((to - from) / 1e6));
  checks.row('the keep-alive stands still and high once, until the rail reads down',
    looks.length === 1 && looks[0] >= 60 && looks[0] <= LOOK_MS, `${looks.join(' and ')} ms`);
  const never = GATES.filter((name) => !(name in drivenMs));
  checks.is('gates and keep-alive that nobody drove low', never, []);
  const lastMs = Math.max(...HAZARDOUS.map((name) => drivenMs[name] ?? Infinity));
  const importMs = drivenMs.mux_s0;
  checks.row('boot.py drives all of them low before the firmware is there', lastMs < importMs - 100,
    `${lastMs.toFixed(1)} ms after power-on; the firmware's first pin at ${importMs.toFixed(0)}`);
  checks.tell('from power-on to the hello', `${helloMs.toFixed(0)} ms`);
  return helloMs;
}

export function checkBoot(checks, stage) {
  checks.about = `${stage}, boot: `;
  const evening = new Evening(stage);
  watchBoot(evening, checks);
  evening.run(1000);
  const rest = evening.status();
  checks.is('state and trip at rest', [rest?.state, rest?.trip, rest?.store], ['idle', null, 'good']);
  checks.is('pulses of heaters at rest', evening.world.pulses, [0, 0]);
  return evening;
}

// A session of `ms` that heats, then the instant stop, then the plug.
export function checkSession(checks, evening, ms) {
  const { chip, world, waves } = evening;
  checks.about = `${evening.stage}, session: `;
  evening.begin();
  evening.run(ms);
  const warm = evening.status();
  checks.is('state and trip after the start', [warm?.state, warm?.trip], ['running', null]);
  checks.row('both heaters had pulses', Math.min(...world.pulses) > 100, `${world.pulses.join(' and ')}`);
  checks.limit('longest pulse', world.longestPulseNs / 1e6, 17.1, 'ms');
  checks.row('a pad is warmer', world.pads.every((pad) => pad.peakC > pad.ambientC + 0.2),
    world.pads.map((pad) => `${pad.peakC.toFixed(2)} °C`).join(' and '));
  evening.intoPulse(1);
  waves.begin();
  world.touch(1);
  evening.run(400);
  world.touch(0);
  checks.limit('the start button in mid-pulse: last joule', waves.lastJouleMs(), 40, 'ms');
  world.feet = [0, 0];
  evening.run(4000);
  return evening;
}

// What the journal counts stays what it was through a reset of the chip.
export function checkStore(checks, evening) {
  checks.about = `${evening.stage}, store: `;
  const counters = () => {
    const from = evening.chip.heard.length;
    evening.ask({ get: 'counters' });
    const line = () => evening.chip.heard.slice(from).match(/(\{.*"counters".*\})\*[0-9a-f]{8}/);
    return evening.run(1500, line) ? JSON.parse(line()[1]).counters : null;
  };
  const before = counters();
  checks.row('the session is counted', before?.sessions === 1, JSON.stringify(before));
  evening.run(3000); // what was to be written is
  checks.row('flash was erased and programmed', evening.chip.flashWrites > 0, `${evening.chip.flashWrites} times`);
  evening.chip.replug();
  evening.run(1);
  evening.boot();
  evening.run(500);
  const after = counters();
  checks.is('counters after power-off', after, before);
  const status = evening.status();
  checks.is('store and trip after power-off', [status?.store, status?.trip], ['good', null]);
}
