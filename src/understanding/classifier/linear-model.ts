import type { FeatureVector } from './features';

/**
 * A multinomial logistic regression over hashed features: one row of class weights per known feature.
 * Plain data, so that it can be stored and read back bit for bit.
 */
export interface LinearModel {
  readonly labels: readonly string[];
  /** Open-addressing table: feature hash → row + 1 (0: free). Its length is a power of two. */
  readonly tableKeys: Int32Array;
  readonly tableRows: Int32Array;
  /** `rows × labels.length`. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** @returns the row of a feature, or -1 when training never saw it */
export function rowOf(model: Pick<LinearModel, 'tableKeys' | 'tableRows'>, key: number): number {
  const mask = model.tableKeys.length - 1;
  for (let slot = spread(key) & mask; ; slot = (slot + 1) & mask) {
    const row = model.tableRows[slot] ?? 0;
    if (row === 0) return -1;
    if (model.tableKeys[slot] === key) return row - 1;
  }
}

const spread = (key: number): number => Math.imul(key ^ (key >>> 15), 0x2c1b3c6d) >>> 4;

/** Builds the lookup table of {@link rowOf}. */
export function tableOf(keys: readonly number[]): Pick<LinearModel, 'tableKeys' | 'tableRows'> {
  let size = 1024;
  while (size < keys.length * 2) size *= 2;
  const tableKeys = new Int32Array(size);
  const tableRows = new Int32Array(size);
  keys.forEach((key, row) => {
    let slot = spread(key) & (size - 1);
    while (tableRows[slot] !== 0) slot = (slot + 1) & (size - 1);
    tableKeys[slot] = key;
    tableRows[slot] = row + 1;
  });
  return { tableKeys, tableRows };
}

/** @returns one probability per label, in the order of `model.labels` */
export function probabilities(model: LinearModel, features: FeatureVector, temperature: number): Float64Array {
  const count = model.labels.length;
  const scores = Float64Array.from(model.bias);
  for (let index = 0; index < features.keys.length; index++) {
    const row = rowOf(model, features.keys[index] ?? 0);
    if (row < 0) continue;
    const weight = features.weights[index] ?? 0;
    const base = row * count;
    for (let label = 0; label < count; label++) {
      scores[label] = (scores[label] ?? 0) + weight * (model.weights[base + label] ?? 0);
    }
  }
  return softmax(scores, temperature);
}

/** In place. */
export function softmax(scores: Float64Array, temperature: number): Float64Array {
  let highest = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > highest) highest = score;
  let sum = 0;
  for (let at = 0; at < scores.length; at++) {
    const value = Math.exp(((scores[at] ?? 0) - highest) / temperature);
    scores[at] = value;
    sum += value;
  }
  for (let at = 0; at < scores.length; at++) scores[at] = (scores[at] ?? 0) / sum;
  return scores;
}
