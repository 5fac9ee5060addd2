// How long scans take, from outside: nothing in the flashed program knows that it is timed.
//
// A fast scan is the interrupt in which conversions are made, from the core's entry to its return.
// A slow scan is a stretch in which the main loop was awake and did more than look at the clock;
// it includes the fast scans that interrupted it.
import { MS } from './chip.mjs';

const CONVERSIONS = 4; // a fast scan makes ten
const AWAKE_NS = 0.3 * MS; // looking at the clock takes a tenth of it
const PERIOD_NS = 20 * MS;

export class Scans {
  constructor(chip) {
    this.chip = chip;
    this.begin();
    chip.onBoot(() => this.hook());
  }

  begin() {
    this.fastNs = [];
    this.starts = [];
    this.slowNs = [];
    this.slowOwnNs = [];
    this.flashed = this.chip.flashWrites;
  }

  hook() {
    const { chip } = this;
    const { core, adc } = chip.mcu;
    this.stack = [];
    this.irqNs = 0; // spent in interrupts since the core woke
    this.awakeNs = chip.ns;
    const { exceptionEntry, exceptionReturn } = core;
    core.exceptionEntry = (number) => {
      this.stack.push({ ns: chip.ns, conversions: 0 });
      exceptionEntry.call(core, number);
    };
    core.exceptionReturn = (value) => {
      exceptionReturn.call(core, value);
      const done = this.stack.pop();
      if (!done) return;
      const tookNs = chip.ns - done.ns;
      if (!this.stack.length) this.irqNs += tookNs;
      if (done.conversions < CONVERSIONS) return;
      this.fastNs.push(tookNs);
      this.starts.push([done.ns, chip.flashWrites]);
    };
    const convert = adc.onADCRead;
    adc.onADCRead = (channel) => {
      if (this.stack.length) this.stack.at(-1).conversions++;
      convert(channel);
    };
    chip.onSleep = (fromNs, toNs) => this.sleep(fromNs, toNs);
  }

  sleep(fromNs, toNs) {
    const stretchNs = fromNs - this.awakeNs;
    const ownNs = stretchNs - this.irqNs;
    if (ownNs > AWAKE_NS) {
      this.slowNs.push(stretchNs);
      this.slowOwnNs.push(ownNs);
    }
    this.awakeNs = toNs;
    this.irqNs = 0;
  }

  // How far each fast scan began from one period after the last, in ns; those around a flash
  // write left out.
  jitterNs() {
    const found = [];
    for (let i = 1; i < this.starts.length; i++) {
      const [[before, wrote], [now, wrote2]] = [this.starts[i - 1], this.starts[i]];
      if (wrote === wrote2) found.push(Math.abs(now - before - PERIOD_NS));
    }
    return found;
  }
}

// mean, worst, and the value that all but a few do not pass, in ms. `share` says how many percent
// do not pass it: the highest of SHARES that leaves FEW above, for with fewer it is the worst itself.
const SHARES = [99.9, 99, 90];
const FEW = 2;

export function spread(list) {
  const sorted = [...list].sort((a, b) => a - b);
  const n = sorted.length;
  const mean = sorted.reduce((sum, ns) => sum + ns, 0) / n;
  const above = (share) => Math.floor((n * (1000 - share * 10)) / 1000);
  const share = SHARES.find((each) => above(each) >= FEW) ?? SHARES.at(-1);
  return { n, mean: mean / MS, share, most: sorted[n - 1 - above(share)] / MS, worst: sorted.at(-1) / MS };
}
