// What hangs on the chip's pins: heaters, pads, feet, air, motors, keys, two multiplexers.
//
// A small copy of sim/plant with its numbers, good enough that the firmware finds nothing to
// complain about; verdicts on feet are the simulator's, not this world's. Heater currents and the
// rail are true to the nanosecond of a conversion, for the firmware measures inside its pulses.
import { MS } from './chip.mjs';
import { described } from './emulator.mjs';
import { Air } from './air.mjs';

const STEP_NS = 20 * MS;
const STEP_S = 0.02;
export const RAIL_HOLD_NS = 30 * MS; // the charge pump keeps the rail after an edge
const SUPPLY_V = 12;
const PAD_J_K = 80;
const CONTACT_W_K = 0.8; // foot on pad
const FOOT_J_K = 150; // the part of a foot that the pad warms in minutes
const BLOOD_W_K = 0.2;
const BLOOD_C = 33;
const BEAD_TAU_S = 12;
const RISES = [1, 0.992, 1.004]; // a, b and the latch's bead: share of pad over room
const ROLLER_FREE_A = 0.2;
const ROLLER_FOOT_A = 0.25;
const ROLLER_A_MMHG = 0.006;
const SIDES = ['left', 'right'];

class Pad {
  constructor(ambientC) {
    this.ambientC = ambientC;
    this.padC = ambientC;
    this.footC = ambientC; // a cold foot: the heater has to work
    this.beadsC = [ambientC, ambientC, ambientC];
    this.joules = 0; // given since the last step
    this.peakC = ambientC;
  }

  step(foot, lossWK) {
    const rise = this.padC - this.ambientC;
    const toFootW = foot ? (this.padC - this.footC) * CONTACT_W_K : 0;
    this.padC += (this.joules - (rise * lossWK + toFootW) * STEP_S) / PAD_J_K;
    this.footC += ((toFootW + (BLOOD_C - this.footC) * BLOOD_W_K) * STEP_S) / FOOT_J_K;
    this.joules = 0;
    this.peakC = Math.max(this.peakC, this.padC);
    for (let i = 0; i < 3; i++) {
      this.beadsC[i] += ((this.ambientC + (this.padC - this.ambientC) * RISES[i] - this.beadsC[i]) * STEP_S) / BEAD_TAU_S;
    }
  }
}

export class World {
  constructor(chip, stage, { ambientC = 23 } = {}) {
    this.chip = chip;
    this.board = described('rpi_pico.json');
    this.front = described('front_end.json');
    this.stage = described(`stages/${stage}.json`);
    this.pads = [new Pad(ambientC), new Pad(ambientC)];
    this.feet = [0, 0];
    this.key = 'none';
    this.stopDown = 0;
    this.air = new Air(this.stage.relief.opens_mmhg);
    this.noise = 12345;
    this.gateSinceNs = [Infinity, Infinity]; // since when a gate is high, not yet counted
    this.railUntilNs = -1;
    this.latchOpen = false; // by its test line: no pad here is ever so hot
    this.heatSinceNs = Infinity; // since when the heat timer counts
    this.pulses = [0, 0];
    this.longestPulseNs = 0;
    this.channels = new Map(Object.entries(this.front.mux).map(([name, place]) => [String(place), name]));
    chip.onBoot(() => this.wire());
  }

  // Once a boot: the chip's pins are new ones.
  wire() {
    const { chip } = this;
    const { pins } = this.board;
    const { mcu } = chip;
    SIDES.forEach((side, i) => mcu.gpio[pins[`heater_${side}`]].addListener(() => this.gate(i)));
    this.gateHigh = [false, false];
    mcu.gpio[pins.rail_keepalive].addListener(() => this.edge());
    mcu.gpio[pins.latch_test].addListener(() => (this.latchOpen ||= !!this.isHigh('latch_test')));
    const convert = mcu.adc.onADCRead;
    mcu.adc.onADCRead = (adc) => {
      if (adc < 2) mcu.adc.channelValues[adc] = this.code(adc);
      convert(adc);
    };
    this.touch();
    const alarm = mcu.clock.createAlarm(() => {
      this.step();
      alarm.schedule(STEP_NS);
    });
    alarm.schedule(STEP_NS);
  }

  isHigh(name) {
    const pin = this.chip.pin(this.board.pins[name]);
    return pin.outputEnable && pin.outputValue;
  }

  get railUp() {
    return this.chip.ns < this.railUntilNs && !this.latchOpen;
  }

  // Silence before it forgets what the test has opened.
  edge() {
    const silentNs = this.chip.ns - (this.railUntilNs - RAIL_HOLD_NS);
    if (silentNs >= this.stage.hardware_latch.rearms_ms * MS && !this.isHigh('latch_test')) this.latchOpen = false;
    this.railUntilNs = this.chip.ns + RAIL_HOLD_NS;
  }

  // The heat timer shows an early stage while its test line is driven.
  get gatesCut() {
    const { minutes, test_share } = this.stage.heat_timer;
    const turnNs = (minutes * 60_000 * MS) / test_share;
    return this.isHigh('timer_test') && Math.floor((this.chip.ns - this.heatSinceNs) / turnNs) % 2 === 1;
  }

  gate(i) {
    const high = !!this.isHigh(`heater_${SIDES[i]}`);
    if (high === this.gateHigh[i]) return;
    this.gateHigh[i] = high;
    if (high) {
      this.pulses[i]++;
      this.heatSinceNs = Math.min(this.heatSinceNs, this.chip.ns);
      this.gateSinceNs[i] = this.roseNs = this.chip.ns;
    } else {
      this.give(i);
      this.longestPulseNs = Math.max(this.longestPulseNs, this.chip.ns - this.roseNs);
      this.gateSinceNs[i] = Infinity;
    }
  }

  get heaterA() {
    return (SUPPLY_V * 1000) / this.stage.heater_mohm;
  }

  give(i) {
    const untilNs = Math.min(this.chip.ns, this.railUntilNs);
    if (untilNs > this.gateSinceNs[i] && !this.gatesCut && !this.latchOpen) {
      this.pads[i].joules += ((untilNs - this.gateSinceNs[i]) / 1e9) * this.heaterA * SUPPLY_V;
      this.gateSinceNs[i] = this.chip.ns;
    }
  }

  step() {
    const { chip, air } = this;
    const { pins } = this.board;
    const lossWK = this.stage.pad_loss_mw_per_k / 1000;
    this.pads.forEach((pad, i) => {
      if (this.gateHigh[i]) this.give(i);
      pad.step(this.feet[i], lossWK);
    });
    const up = this.railUp;
    this.rollerA = 0;
    SIDES.forEach((side, i) => {
      const duty = up ? chip.duty(pins[`roller_${side}_pwm`]) : 0;
      const foot = this.feet[i] ? ROLLER_FOOT_A + air.mmhg[i] * ROLLER_A_MMHG : 0;
      this.rollerA += duty * (ROLLER_FREE_A + foot);
    });
    const pump = up ? (chip.duty(pins.pump_pwm) * SUPPLY_V) / 12 : 0;
    air.step(pump, SIDES.map((side) => up && this.isHigh(`valve_${side}`)));
  }

  // What the selected channel of multiplexer `adc` reads now, 12 bit, with noise.
  code(adc) {
    const select = this.isHigh('mux_s0') + 2 * this.isHigh('mux_s1') + 4 * this.isHigh('mux_s2');
    const mv = this.millivolts(this.channels.get(`${adc},${select}`));
    let noise = -3;
    for (let i = 0; i < 3; i++) {
      this.noise = (Math.imul(this.noise, 1103515245) + 12345) & 0x7fffffff;
      noise += (this.noise >> 16) % 3;
    }
    return Math.min(4087, Math.max(8, Math.floor((mv * 4096) / this.board.adc_full_mv))) + noise;
  }

  millivolts(channel) {
    const { front, stage } = this;
    const [side, bead] = (channel ?? '').split('.');
    if (bead) return this.beadMv(this.pads[SIDES.indexOf(side)].beadsC[['a', 'b', 'latch'].indexOf(bead)]);
    switch (channel) {
      case 'rail':
        return this.railUp ? (SUPPLY_V * 1000) / front.rail_divider : 0;
      case 'reference':
        return front.reference_mv;
      case 'heater_left':
      case 'heater_right': {
        const high = this.isHigh(channel) && this.railUp && !this.gatesCut;
        return stage.heater_zero_mv + (high ? this.heaterA * stage.heater_mv_per_a : 0);
      }
      case 'ladder':
        return front.ladder_mv[this.key];
      case 'roller':
        return front.roller_zero_mv + (this.railUp ? this.rollerA : 0) * front.roller_mv_per_a;
      case 'pressure':
        return front.pressure_zero_mv + this.air.manifoldKpa * front.pressure_mv_per_kpa;
      case 'presence_left':
      case 'presence_right':
        return this.feet[channel === 'presence_left' ? 0 : 1] ? front.presence_foot_mv : front.presence_empty_mv;
      default:
        return 0; // the sixteenth channel is open
    }
  }

  beadMv(celsius) {
    const { r25_ohm, beta_k, pulldown_ohm } = this.front.ntc;
    const ohm = r25_ohm * Math.exp(beta_k * (1 / (celsius + 273.15) - 1 / 298.15));
    return (this.board.adc_full_mv * pulldown_ohm) / (ohm + pulldown_ohm);
  }

  // The direct button opens its contact, and the pull-up wins.
  touch(down = this.stopDown) {
    this.stopDown = down;
    this.chip.pin(this.board.pins.stop_button).setInputValue(!!down);
  }
}
