// The emulator, from the folder where `make chip` installed it, and what was made for it there.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

export const HOME = process.env.CHIP_HOME;
export const TREE = path.resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
const need = createRequire(path.join(HOME, 'node_modules/'));
export const { RP2040, USBCDC, ConsoleLogger, LogLevel } = need('rp2040js');

export const made = (name) => fs.readFileSync(path.join(HOME, name));
export const described = (name) => JSON.parse(fs.readFileSync(path.join(TREE, 'boards', name), 'utf8'));

// [[address in flash, bytes], ...] of a UF2 file; `prepare` has looked at it.
export function uf2Blocks(file) {
  const all = fs.readFileSync(file);
  const blocks = [];
  for (let at = 0; at + 512 <= all.length; at += 512) {
    const notMain = all.readUInt32LE(at + 8) & 1;
    const address = all.readUInt32LE(at + 12);
    const length = all.readUInt32LE(at + 16);
    if (!notMain) blocks.push([address, all.subarray(at + 32, at + 32 + length)]);
  }
  return blocks;
}
