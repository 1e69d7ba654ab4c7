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

const roomFor = (features: number): KnownFeatures => ({
  starts: new Int32Array(features),
  strengths: new Float32Array(features),
});

/**
 * Weighs features by rarity and brings the whole text to length 1. Unknown features count for the length, so a text
 * the model knows little of moves the scores little. With a `scale` the strengths hold for its stepped weights.
 * @param into where to put them, at least as long as the features; else in arrays of their own
 */
export function knownFeatures(
  model: Pick<LinearModel, 'tableKeys' | 'tableRows' | 'rarity'> & Partial<Pick<LinearModel, 'scale'>>,
  labels: number,
  features: FeatureVector,
  into?: KnownFeatures,
): KnownFeatures {
  const { keys, weights } = features;
  const { starts, strengths } = into ?? roomFor(keys.length);
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

/** Adds the weights of the known features up into `scores`, which holds the bias; four rows at a time, as each pass over the scores costs. */
function addScores(scores: Float64Array, weights: Int8Array, { starts, strengths }: KnownFeatures): void {
  const count = scores.length;
  let at = 0;
  for (; at + 4 <= starts.length; at += 4) {
    const a = starts[at] as number;
    const b = starts[at + 1] as number;
    const c = starts[at + 2] as number;
    const d = starts[at + 3] as number;
    const strengthA = strengths[at] as number;
    const strengthB = strengths[at + 1] as number;
    const strengthC = strengths[at + 2] as number;
    const strengthD = strengths[at + 3] as number;
    for (let label = 0; label < count; label++) {
      scores[label] =
        (scores[label] as number) +
        (strengthA * (weights[a + label] as number) +
          strengthB * (weights[b + label] as number) +
          (strengthC * (weights[c + label] as number) + strengthD * (weights[d + label] as number)));
    }
  }
  for (; at < starts.length; at++) {
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

/** Room for one text at a time, kept between texts: predictions are too many to make garbage. */
let scratch = roomFor(2048);

/** @returns one probability per label, in the order of `model.labels` */
export function probabilities(model: LinearModel, features: FeatureVector, temperature: number): Float64Array {
  const scores = new Float64Array(model.bias);
  if (scratch.starts.length < features.keys.length) scratch = roomFor(features.keys.length * 2);
  addScores(scores, model.weights, knownFeatures(model, model.labels.length, features, scratch));
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
