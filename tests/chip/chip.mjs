// One emulated RP2040 with MicroPython and a file system in its flash.
//
// rp2040js with what it lacks for this: PIO in step with time, flash that can be written, outputs
// that read back, a watchdog that resets once, a USB host that waits. PWM is read at its registers
// and not clocked: 20 kHz on four slices would be most of the work. Cycles are those of the core
// alone, at 125 MHz: what flash and its cache cost is not modelled, so every time is optimistic.
import { ConsoleLogger, LogLevel, made, RP2040, uf2Blocks, USBCDC } from './emulator.mjs';
import { LockStep } from './pio.mjs';
import { answer, patch } from './rom.mjs';

export const MS = 1e6; // ns
const CYCLE_NS = 8;
const FLASH = 0x10000000;
const FILES = 0xa0000; // where the port's file system begins in the flash of a Pico
const FLASH_BYTES = 2 << 20;
const WATCHDOG = 0x40058;
const FIFO_STATE = 0x50; // core 1's mailbox
const FIFO_READ = 0x58;
const LOOP = 0x20040800; // core 1's stack, which nobody uses: room for an endless loop

export class Chip {
  constructor(disk) {
    this.epochNs = 0; // of this boot; `ns` goes on through resets
    this.resets = [];
    this.flashWrites = 0;
    this.onSleep = null; // told from when to when the core slept
    this.listeners = []; // called with the chip at each boot, before its first instruction
    this.boot(null);
    for (const [address, bytes] of uf2Blocks(process.env.RP2040_UF2)) this.mcu.flash.set(bytes, address - FLASH);
    this.mcu.flash.set(made(disk), FILES);
  }

  get ns() {
    return this.epochNs + this.mcu.clock.nanosCounter;
  }

  onBoot(listener) {
    this.listeners.push(listener);
    listener(this);
  }

  boot(before) {
    const mcu = (this.mcu = new RP2040());
    mcu.logger = new ConsoleLogger(LogLevel.Error);
    const rom = made('bootrom.bin');
    mcu.loadBootrom(new Uint32Array(rom.buffer.slice(rom.byteOffset, rom.byteOffset + rom.length)));
    patch(mcu);
    const watchdog = mcu.peripherals[WATCHDOG];
    if (before) {
      const old = before.peripherals[WATCHDOG];
      mcu.flash.set(before.flash.subarray(0, FLASH_BYTES));
      watchdog.scratchData.set(old.scratchData);
      watchdog.reason = old.reason;
      this.epochNs += before.clock.nanosCounter;
    }
    this.resetDue = false;
    this.busyNs = 0;
    watchdog.onWatchdogTrigger = () => {
      watchdog.timer.enable = watchdog.alarm.enable = false; // else it is due again at once
      this.resetDue = true;
    };
    mcu.onBreak = (number) => {
      const busyNs = answer(mcu, number);
      this.busyNs += busyNs;
      if (busyNs) this.flashWrites++;
    };
    for (const channel of mcu.pwm.channels) channel.updateEnable = () => {};
    for (const pin of mcu.gpio) pin.addListener(() => pin.outputEnable && pin.setInputValue(pin.outputValue));
    // a soft reset resets core 1 and waits for the 0 with which its boot ROM answers
    const readSio = mcu.sio.readUint32;
    mcu.sio.readUint32 = (offset) => {
      if (offset === FIFO_STATE) return 3; // something to read, room to write
      return offset === FIFO_READ ? 0 : readSio.call(mcu.sio, offset);
    };
    this.lock = new LockStep(mcu);
    this.plugIn(mcu);
    mcu.core.PC = FLASH;
    for (const listener of this.listeners) listener(this);
  }

  // A USB host that asks once and waits: an empty answer to every poll is an interrupt storm.
  plugIn(mcu) {
    const cdc = (this.cdc = new USBCDC(mcu.usbCtrl));
    this.connected = false;
    this.asked = 0; // bytes the chip would take now
    cdc.onDeviceConnected = () => (this.connected = true);
    cdc.onSerialData = (bytes) => (this.heard += String.fromCharCode(...bytes));
    mcu.usbCtrl.onEndpointRead = (endpoint, size) => {
      if (endpoint === cdc.outEndpoint) {
        this.asked = size;
        this.giveHost();
      }
    };
    this.heard = '';
    this.waiting = [];
  }

  giveHost() {
    if (!this.asked || !this.waiting.length) return;
    const bytes = Uint8Array.from(this.waiting.splice(0, this.asked));
    this.asked = 0;
    this.mcu.usbCtrl.endpointReadDone(this.cdc.outEndpoint, bytes);
  }

  say(text) {
    this.waiting.push(...Buffer.from(text, 'latin1'));
    this.giveHost();
  }

  // Runs for `ms`, or until `done` (asked every 0.25 ms) says so; whether it did.
  run(ms, done = null) {
    const endNs = this.ns + ms * MS;
    while (this.ns < endNs) {
      this.runUntil(done ? Math.min(endNs, this.ns + 0.25 * MS) : endNs);
      if (done && done()) return true;
    }
    return !done;
  }

  runUntil(endNs) {
    while (this.ns < endNs) {
      this.runBoot(endNs - this.epochNs);
      if (this.resetDue) {
        this.resets.push(this.ns);
        this.boot(this.mcu);
      }
    }
  }

  runBoot(endNs) {
    const { mcu, lock } = this;
    const { core, clock } = mcu;
    while (clock.nanosCounter < endNs && !this.resetDue) {
      if (this.busyNs || core.waiting) {
        let nextNs = this.busyNs ? clock.nanosCounter + this.busyNs : endNs;
        if (clock.nextAlarm && clock.nextAlarm.nanos < nextNs) nextNs = clock.nextAlarm.nanos;
        if (lock.dueNs < nextNs) nextNs = lock.dueNs;
        const stepNs = Math.max(CYCLE_NS, nextNs - clock.nanosCounter);
        if (this.busyNs) this.busyNs = Math.max(0, this.busyNs - stepNs);
        else if (this.onSleep) this.onSleep(this.ns, this.ns + stepNs);
        clock.tick(stepNs);
      } else {
        clock.tick(core.executeInstruction() * CYCLE_NS);
      }
      if (lock.dirty || lock.dueNs <= clock.nanosCounter) lock.run(clock.nanosCounter);
    }
  }

  // The plug out and in: the flash stays, the watchdog's scratch registers do not.
  replug() {
    const watchdog = this.mcu.peripherals[WATCHDOG];
    watchdog.scratchData.fill(0);
    watchdog.reason = 0;
    this.resetDue = true;
  }

  // The core does nothing any more, interrupts off; PIO, PWM and the watchdog go on.
  hangCore() {
    const { core } = this.mcu;
    this.mcu.writeUint16(LOOP, 0xe7fe); // b .
    core.PM = true;
    core.waiting = false;
    core.PC = LOOP;
  }

  get inInterrupt() {
    return this.mcu.core.IPSR !== 0;
  }

  pin(number) {
    return this.mcu.gpio[number];
  }

  // Duty of a PWM pin, 0 … 1; 0 when the pin is none.
  duty(number) {
    const pin = this.pin(number);
    const channel = this.mcu.pwm.channels[(number >> 1) & 7];
    if (pin.functionSelect !== 4 || !(channel.csr & 1)) return 0;
    return ((number & 1 ? channel.cc >>> 16 : channel.cc & 0xffff) / (channel.top + 1));
  }
}
