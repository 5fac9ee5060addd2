// PIO in step with the emulated clock.
//
// rp2040js runs its state machines from setTimeout, as fast as the host can, and knows neither
// clock dividers nor delays. Here each machine has the time at which its next instruction is due.
const CYCLE_NS = 8;

export class LockStep {
  constructor(mcu) {
    this.machines = [];
    this.pios = mcu.pio;
    this.dueNs = Infinity; // of the earliest machine that moves
    this.dirty = false; // a register was written since
    for (const pio of mcu.pio) {
      pio.run = () => {};
      this.machines.push(...pio.machines);
      const write = pio.writeUint32;
      pio.writeUint32 = (offset, value) => {
        write.call(pio, offset, value);
        this.dirty = true;
      };
    }
    this.due = this.machines.map(() => 0);
    this.moves = this.machines.map(() => false);
  }

  // Everything that is due by `timeNs`; called when dirty or when dueNs has come.
  run(timeNs) {
    let earliest = Infinity;
    for (let i = 0; i < this.machines.length; i++) {
      const machine = this.machines[i];
      const moves = machine.enabled && !machine.waiting;
      if (moves && !this.moves[i]) this.due[i] = timeNs;
      while (machine.enabled && !machine.waiting && this.due[i] <= timeNs) {
        const before = machine.cycles;
        machine.step();
        const divider = (machine.clockDivInt || 65536) + machine.clockDivFrac / 256;
        this.due[i] += Math.max(1, machine.cycles - before) * divider * CYCLE_NS;
      }
      this.moves[i] = machine.enabled && !machine.waiting;
      if (this.moves[i] && this.due[i] < earliest) earliest = this.due[i];
    }
    this.dueNs = earliest;
    this.dirty = false;
    for (const pio of this.pios) pio.checkChangedPins();
  }
}
