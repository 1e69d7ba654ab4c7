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
  /** `rows × labels.length`, in steps of the row's {@link LinearModel.scale}: a quarter of the memory, same answers. */
  readonly weights: Int8Array;
  /** What one step of a row's weights is worth. */
  readonly scale: Float32Array;
  readonly bias: Float32Array;
  /** How rare each known feature is (inverse document frequency); the last cell is for features never seen. */
  readonly rarity: Float32Array;
}

/** A text's known features: where their weights begin in the model, and how strong each is in this text. */
export interface KnownFeatures {
  readonly starts: Int32Array;
  readonly strengths: Float32Array;
}

/**
 * Weighs features by rarity and brings the whole text to length 1. Unknown features count for the length, so a text
 * the model knows little of moves the scores little. With a `scale` the strengths hold for its stepped weights.
 */
export function knownFeatures(
  model: Pick<LinearModel, 'tableKeys' | 'tableRows' | 'rarity'> & Partial<Pick<LinearModel, 'scale'>>,
  labels: number,
  features: FeatureVector,
): KnownFeatures {
  const { keys, weights } = features;
  const starts = new Int32Array(keys.length);
  const strengths = new Float32Array(keys.length);
  const unseen = model.rarity[model.rarity.length - 1] ?? 0;
  let known = 0;
  let squares = 0;
  for (let index = 0; index < keys.length; index++) {
    const row = rowOf(model, keys[index] as number);
    const strength = (weights[index] as number) * (row < 0 ? unseen : (model.rarity[row] as number));
    squares += strength * strength;
    if (row < 0) continue;
    starts[known] = row * labels;
    strengths[known++] = model.scale ? strength * (model.scale[row] as number) : strength;
  }
  const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
  for (let index = 0; index < known; index++) strengths[index] = (strengths[index] as number) * scale;
  return { starts: starts.subarray(0, known), strengths: strengths.subarray(0, known) };
}

/** Adds the weights of the known features up into `scores`, which holds the bias. */
function addScores(scores: Float64Array, weights: Int8Array, { starts, strengths }: KnownFeatures): void {
  const count = scores.length;
  for (let at = 0; at < starts.length; at++) {
    const start = starts[at] as number;
    const strength = strengths[at] as number;
    for (let label = 0; label < count; label++) {
      scores[label] = (scores[label] as number) + strength * (weights[start + label] as number);
    }
  }
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
  const scores = Float64Array.from(model.bias);
  addScores(scores, model.weights, knownFeatures(model, model.labels.length, features));
  return softmax(scores, temperature);
}

/** Scores to probabilities, in place. */
export function softmax(scores: Float64Array, temperature = 1): Float64Array {
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
