// One line a check, the figure beside its bound; a failed one says so and is counted.
import fs from 'node:fs';
import path from 'node:path';
import { HOME } from './emulator.mjs';

const figure = (value) => (Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 3 : 1));

export class Checks {
  constructor() {
    this.rows = [];
    this.about = '';
  }

  row(name, held, told) {
    const words = held === null ? 'figure' : held ? 'held' : 'FAILED';
    console.log(`${words.padEnd(6)}  ${this.about}${name}: ${told}`);
    this.rows.push({ name: this.about + name, held, told });
  }

  limit(name, got, bound, unit) {
    this.row(name, got <= bound, `${figure(got)} ${unit}, at most ${figure(bound)}`);
  }

  is(name, got, wanted) {
    const [a, b] = [got, wanted].map((value) => JSON.stringify(value));
    this.row(name, a === b, a === b ? a : `${a}, expected ${b}`);
  }

  tell(name, told) {
    this.row(name, null, told);
  }

  // Prints the closing line; the exit code.
  close() {
    const failed = this.rows.filter((row) => row.held === false);
    const held = this.rows.filter((row) => row.held);
    fs.writeFileSync(path.join(HOME, 'checks.json'), JSON.stringify(this.rows, null, 1));
    for (const row of failed) console.log(`failed: ${row.name}: ${row.told}`);
    console.log(`chip: ${held.length} checks held, ${failed.length} failed`);
    return failed.length ? 1 : 0;
  }
}
