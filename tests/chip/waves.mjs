// What pins do, edge by edge, and when the last joule went into a pad.
import { MS } from './chip.mjs';

// The stage's declaration: the rail has opened so long after the keep-alive's last edge. Its own
// time constant is 30 ms after a pulse of 15; the judge gives it all of it after any edge.
export const RAIL_OPENS_NS = 45 * MS;
const GATES = ['heater_left', 'heater_right'];

export class Waves {
  // `names` are outputs of the board's description.
  constructor(chip, pins, names) {
    this.chip = chip;
    this.names = names;
    this.edges = Object.fromEntries(names.map((name) => [name, []]));
    this.level = Object.fromEntries(names.map((name) => [name, 0]));
    chip.onBoot(() => {
      for (const name of names) {
        const pin = chip.pin(pins[name]);
        const note = () => this.note(name, pin.outputEnable && pin.outputValue ? 1 : 0);
        note(); // at a reset every pin has become an input
        pin.addListener(note);
      }
    });
  }

  note(name, level) {
    if (level === this.level[name]) return;
    this.level[name] = level;
    this.edges[name].push([this.chip.ns, level]);
  }

  // Forget all edges; levels stay, as an edge of now where they are high.
  begin() {
    this.fromNs = this.chip.ns;
    for (const name of this.names) this.edges[name] = this.level[name] ? [[this.fromNs, 1]] : [];
  }

  // [[from, to], ...] in ns in which the pin was high; a pin that still is, is until now.
  highs(name) {
    const edges = this.edges[name];
    const found = [];
    edges.forEach(([ns, level], i) => level && found.push([ns, i + 1 < edges.length ? edges[i + 1][0] : this.chip.ns]));
    return found;
  }

  // ms from `begin` to the last instant at which a heater conducted, 0 when none did.
  lastJouleMs() {
    let lastNs = this.fromNs;
    // before `begin` the rail was fed too: as if just now
    const rail = [this.fromNs, ...this.edges.rail_keepalive.map(([ns]) => ns)];
    for (const gate of GATES) {
      for (const [from, to] of this.highs(gate)) {
        const fed = rail.filter((ns) => ns < to).at(-1) + RAIL_OPENS_NS;
        if (fed > from) lastNs = Math.max(lastNs, Math.min(to, fed));
      }
    }
    return (lastNs - this.fromNs) / MS;
  }

  // ms from `begin` until the rail is open for certain.
  railOpenMs() {
    const last = this.edges.rail_keepalive.at(-1);
    return ((last ? last[0] : this.fromNs) + RAIL_OPENS_NS - this.fromNs) / MS;
  }
}
