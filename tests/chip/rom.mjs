// The boot ROM's flash routines, played: rp2040js has no flash behind its SSI.
//
// Each routine's first instruction becomes a BKPT that the chip answers. Interrupts are off while
// MicroPython calls them, so the time a sector takes is a time without any program.
const ERASE_NS = 45e6; // a sector, typical
const PAGE_NS = 0.4e6; // 256 bytes programmed
const SECTOR = 4096;
const PAGE = 256;
const ROUTINES = { IF: 0xe0, EX: 0xe1, RE: 0xe2, RP: 0xe3, FC: 0xe4, CX: 0xe5 };

export function patch(mcu) {
  const rom = new DataView(mcu.bootrom.buffer);
  for (let at = rom.getUint16(0x14, true); rom.getUint16(at, true); at += 4) {
    const code = String.fromCharCode(rom.getUint8(at), rom.getUint8(at + 1));
    if (code in ROUTINES) rom.setUint16(rom.getUint16(at + 2, true) & ~1, 0xbe00 | ROUTINES[code], true);
  }
}

// Answers a BKPT; how long the flash is busy, in ns.
export function answer(mcu, number) {
  const { core } = mcu;
  const [offset, second, third] = core.registers;
  let busyNs = 0;
  if (number === ROUTINES.RE) {
    mcu.flash.fill(0xff, offset, offset + second);
    busyNs = (second / SECTOR) * ERASE_NS;
  } else if (number === ROUTINES.RP) {
    for (let i = 0; i < third; i++) mcu.flash[offset + i] &= mcu.readUint8(second + i);
    busyNs = (third / PAGE) * PAGE_NS;
  } else if (!Object.values(ROUTINES).includes(number)) {
    throw new Error(`the program stopped at breakpoint ${number}`);
  }
  core.breakRewind = 0;
  core.PC = core.LR & ~1;
  return busyNs;
}
