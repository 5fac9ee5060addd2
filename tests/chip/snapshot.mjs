// Everything an object can reach, kept and put back: one warm session serves twenty experiments.
//
// Objects keep their identity and get their old contents. Functions are left alone, so nothing
// that is kept may live in a closure's variable.
class Kept {
  constructor() {
    this.seen = new Set();
    this.undo = []; // [object, what it held]
    this.visit = this.visit.bind(this);
  }

  visit(thing) {
    if (thing === null || typeof thing !== 'object' || this.seen.has(thing)) return;
    this.seen.add(thing);
    if (ArrayBuffer.isView(thing)) this.bytes(thing.buffer);
    else if (thing instanceof Map) this.keep(thing, [...thing], [...thing].flat());
    else if (thing instanceof Set) this.keep(thing, [...thing], [...thing]);
    else if (Array.isArray(thing)) this.keep(thing, thing.slice(), thing);
    else this.keep(thing, Object.entries(thing), Object.values(thing));
  }

  keep(thing, held, parts) {
    this.undo.push([thing, held]);
    parts.forEach(this.visit);
  }

  bytes(buffer) {
    if (this.seen.has(buffer)) return;
    this.seen.add(buffer);
    const view = new Uint8Array(buffer);
    let end = view.length;
    while (end && view[end - 1] === 0xff) end--; // most of the flash
    this.undo.push([view, view.slice(0, end)]);
  }
}

function putBack(thing, held) {
  if (thing instanceof Uint8Array) thing.fill(0xff, held.length).set(held);
  else if (thing instanceof Map) {
    thing.clear();
    for (const [key, value] of held) thing.set(key, value);
  } else if (thing instanceof Set) {
    thing.clear();
    for (const value of held) thing.add(value);
  } else if (Array.isArray(thing)) {
    thing.length = held.length;
    for (let i = 0; i < held.length; i++) thing[i] = held[i];
  } else {
    for (const [key, value] of held) thing[key] = value;
  }
}

// A function that puts `root` back to how it is now, as often as it is called.
export function snapshot(root) {
  const kept = new Kept();
  kept.visit(root);
  return () => {
    for (const [thing, held] of kept.undo) putBack(thing, held);
  };
}
