// Pump, manifold, two valves, two bladders: amounts of air in mL, as sim/plant/pneumatic has them.
const STEP_S = 0.02;
const MMHG_PER_KPA = 7.50062;
const PUMP_ML_S = 50;
const STALL_KPA = 103;
const MANIFOLD_ML_KPA = 0.1;
const BLEED_ML_S_KPA = 0.1; // of the manifold
const LIMP_ML = 200;
const LIMP_KPA = 0.2;
const TAUT_ML_KPA = 7.3;
const HOSE = 50 * STEP_S;
const VENT = 7.3 * STEP_S;
const HOLE = 1.9 * STEP_S;
const HOLE_LAMINAR_KPA = 0.1;
const RELIEF = 100 * STEP_S;

const taut = (ml) => ml > LIMP_ML;
const stiffness = (ml) => (taut(ml) ? TAUT_ML_KPA : LIMP_ML / LIMP_KPA);
const kpa = (ml) => (taut(ml) ? LIMP_KPA + (ml - LIMP_ML) / TAUT_ML_KPA : (ml * LIMP_KPA) / LIMP_ML);

export class Air {
  constructor(reliefMmhg) {
    this.reliefKpa = reliefMmhg / MMHG_PER_KPA;
    this.ml = [0, 0];
    this.mmhg = [0, 0];
    this.peakMmhg = 0;
    this.manifoldMl = 0;
    this.manifoldKpa = 0;
  }

  // One implicit step: `pump` 0 … 1, `open` says for each bladder whether its valve joins it.
  step(pump, open) {
    const flow = pump * PUMP_ML_S * STEP_S;
    const pressures = this.ml.map(kpa);
    const stiff = this.ml.map(stiffness);
    const outs = pressures.map((p, i) => HOLE / Math.sqrt(p + HOLE_LAMINAR_KPA) + (open[i] ? 0 : VENT));
    const ins = open.map((on) => (on ? HOSE : 0));
    let known = this.manifoldMl + flow;
    let weight = MANIFOLD_ML_KPA + BLEED_ML_S_KPA * STEP_S + flow / STALL_KPA;
    for (const i of [0, 1]) {
      const share = ins[i] / (stiff[i] + ins[i] + outs[i]);
      known += share * stiff[i] * pressures[i];
      weight += ins[i] - ins[i] * share;
    }
    let manifold = known / weight;
    let lost = 0;
    if (manifold > this.reliefKpa) {
      manifold = (known + RELIEF * this.reliefKpa) / (weight + RELIEF);
      lost = RELIEF * (manifold - this.reliefKpa);
    }
    let left = this.manifoldMl + flow - (flow * manifold) / STALL_KPA - lost - BLEED_ML_S_KPA * STEP_S * manifold;
    for (const i of [0, 1]) {
      const p = (stiff[i] * pressures[i] + ins[i] * manifold) / (stiff[i] + ins[i] + outs[i]);
      const taken = ins[i] * (manifold - p);
      left -= taken;
      this.ml[i] += taken - outs[i] * p;
      this.mmhg[i] = kpa(this.ml[i]) * MMHG_PER_KPA;
      this.peakMmhg = Math.max(this.peakMmhg, this.mmhg[i]);
    }
    this.manifoldMl = left;
    this.manifoldKpa = left / MANIFOLD_ML_KPA;
  }
}
