import type { FeatureVector } from './features';

/** Weight by kind: what says more about the meaning counts more. */
const weightOf = { word: 1, wordPair: 0.85, char: 0.8, concept: 1.6, conceptPair: 1.2, shape: 0.25 };
export type FeatureKind = keyof typeof weightOf;

/** One step of the hash; 32 bits, so that collisions among some ten thousand features are rare. */
const step = (value: number, code: number): number => {
  const mixed = Math.imul(value ^ code, 0x5bd1e995);
  return mixed ^ (mixed >>> 15);
};
const hashOf = (text: string, seed: number): number => {
  let value = seed;
  for (let at = 0; at < text.length; at++) value = step(value, text.charCodeAt(at));
  return value;
};
const seeds = Object.fromEntries(Object.keys(weightOf).map((kind) => [kind, hashOf(kind, 0x811c9dc5)])) as Record<
  FeatureKind,
  number
>;

/** Two slots for every feature of the longest text read. */
const slots = 1 << 15;
const border = 0x20;

/**
 * Gathers the features of one text without making strings of them: a message has up to a thousand, and they are wanted
 * in a fraction of a millisecond. The tables are made once and used again for every text.
 */
export class FeatureCollector {
  private readonly seen = new Int32Array(slots);
  private readonly round = new Uint32Array(slots);
  private readonly keys = new Int32Array(slots >> 1);
  private readonly weights = new Float32Array(slots >> 1);
  private rounds = 0;
  private count = 0;
  private names: Map<number, string> | undefined;
  private first = '';
  private firstKind: FeatureKind | undefined;
  private firstKey = 0;

  /** @param names gets the features by name when given */
  begin(names?: Map<number, string>): void {
    this.rounds++;
    this.count = 0;
    this.names = names;
  }

  /** The features gathered, good until {@link begin} is called again. */
  view(): FeatureVector {
    return { keys: this.keys.subarray(0, this.count), weights: this.weights.subarray(0, this.count) };
  }

  vector(): FeatureVector {
    return { keys: this.keys.slice(0, this.count), weights: this.weights.slice(0, this.count) };
  }

  add(kind: FeatureKind, name: string): void {
    const key = hashOf(name, seeds[kind]);
    if (this.put(kind, key)) this.names?.set(key, `${kind}:${name}`);
  }

  addPair(kind: FeatureKind, first: string, second: string): void {
    // One concept is paired with many: its own part of the hash is kept.
    if (first !== this.first || kind !== this.firstKind) {
      this.first = first;
      this.firstKind = kind;
      this.firstKey = step(hashOf(first, seeds[kind]), border);
    }
    const key = hashOf(second, this.firstKey);
    if (this.put(kind, key)) this.names?.set(key, `${kind}:${first} ${second}`);
  }

  /** The part of `text` from `start`, one character long, two characters long … up to `end`. */
  addRuns(kind: FeatureKind, text: string, start: number, end: number): void {
    let key = seeds[kind];
    for (let at = start; at < end; at++) {
      key = step(key, text.charCodeAt(at));
      if (this.put(kind, key)) this.names?.set(key, `${kind}:${text.slice(start, at + 1)}`);
    }
  }

  /** @returns whether the feature is new to this text */
  private put(kind: FeatureKind, key: number): boolean {
    let slot = (key ^ (key >>> 11)) & (slots - 1);
    while (this.round[slot] === this.rounds) {
      if (this.seen[slot] === key) return false;
      slot = (slot + 1) & (slots - 1);
    }
    if (this.count === this.keys.length) return false;
    this.round[slot] = this.rounds;
    this.seen[slot] = key;
    this.keys[this.count] = key;
    this.weights[this.count++] = weightOf[kind];
    return true;
  }
}
