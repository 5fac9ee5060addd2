// A person and a host at the emulated device: keys, feet, questions over the link.
import { crc32 } from 'node:zlib';
import { Chip } from './chip.mjs';
import { Waves } from './waves.mjs';
import { World } from './world.mjs';

const PRESS_MS = 200;
const BOOT_MS = 6000;
export const WATCHED = ['heater_left', 'heater_right', 'rail_keepalive'];
const PROBE_PINS = [5, 22, 24, 29]; // no board uses the last two, and the emulator has them
const PROBE_MARK = 28;

export class Evening {
  constructor(stage, { disk = '', ambientC = 23 } = {}) {
    this.stage = stage;
    this.chip = new Chip(`${stage}${disk}.disk`);
    this.world = new World(this.chip, stage, { ambientC });
    this.waves = new Waves(this.chip, this.world.board.pins, WATCHED);
  }

  run(ms, done) {
    return this.chip.run(ms, done);
  }

  // Until the firmware's hello.
  boot() {
    if (!this.run(BOOT_MS, () => this.chip.heard.includes('"hello"'))) {
      throw new Error(`no hello in ${BOOT_MS} ms; heard ${JSON.stringify(this.chip.heard)}`);
    }
  }

  // Where what is heard from now on begins.
  mark() {
    return { resets: this.chip.resets.length, heard: this.chip.heard.length };
  }

  // What was heard since; a reset of the chip drops all from before, a soft reset nothing.
  since(mark) {
    const { resets, heard } = this.chip;
    return resets.length > mark.resets ? heard : heard.slice(mark.heard);
  }

  // Until a hello that came after `mark`; whether one did within `ms`.
  greeted(mark, ms) {
    return this.run(ms, () => this.since(mark).includes('"hello"'));
  }

  press(key) {
    const { world } = this;
    if (key === 'start') world.touch(1);
    else world.key = key;
    this.run(PRESS_MS);
    if (key === 'start') world.touch(0);
    else world.key = 'none';
    this.run(2 * PRESS_MS);
  }

  ask(record) {
    const text = JSON.stringify(record);
    this.chip.say(`${text}*${crc32(text).toString(16).padStart(8, '0')}\n`);
  }

  // Asks the probe for something; see probe.py for the numbers.
  probe(number) {
    PROBE_PINS.forEach((pin, i) => this.chip.pin(pin).setInputValue(!!((number >> i) & 1)));
  }

  // Asks for a fault and runs until it has begun.
  provoke(number) {
    this.probe(number);
    const mark = this.chip.pin(PROBE_MARK);
    if (!this.run(500, () => mark.outputValue)) throw new Error(`the probe did not take ${number}`);
  }

  // Until the left heater's next pulse begins, and `ms` more; 20 ms are a whole tick.
  intoPulse(ms = 0) {
    const { world } = this;
    const before = world.pulses[0];
    while (world.pulses[0] === before) this.chip.runUntil(this.chip.ns + 20_000);
    this.run(ms);
  }

  // The status report; null when nobody answers within `ms`.
  status(ms = 1500) {
    const from = this.chip.heard.length;
    this.ask({ get: 'status' });
    const line = () => this.chip.heard.slice(from).match(/(\{.*"present".*\})\*[0-9a-f]{8}/);
    return this.run(ms, line) ? JSON.parse(line()[1]) : null;
  }

  // Heat 3, the question of the inspection where it is asked, both feet in.
  begin() {
    this.run(1500);
    for (let i = 0; i < 3; i++) this.press('heat');
    this.press('start');
    if (this.stage === 'gentle') {
      this.run(1000);
      this.press('up');
    }
    this.run(1500);
    this.world.feet = [1, 1];
  }

  // A session that heats both feet; `ms` of it.
  warm(ms) {
    this.boot();
    this.begin();
    this.run(ms);
  }
}
