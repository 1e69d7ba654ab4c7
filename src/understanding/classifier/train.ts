import type { FeatureVector } from './features';
import { type LinearModel, rowOf, tableOf } from './linear-model';

/** One training text: its features, and which labels it carries in equal parts. */
export interface Example {
  readonly features: FeatureVector;
  readonly labels: readonly string[];
  /** How much it counts; 1 unless the data says otherwise. */
  readonly weight: number;
}

export interface TrainOptions {
  readonly epochs: number;
  readonly rate: number;
  /** Pull towards zero per epoch. */
  readonly decay: number;
  /** Features seen in fewer texts are left out. */
  readonly minTexts: number;
}

export const trainDefaults: TrainOptions = { epochs: 14, rate: 6, decay: 0.0001, minTexts: 2 };

/**
 * Trains by stochastic gradient descent. The order of the examples is shuffled by a fixed generator, so the same
 * data always give the same model.
 */
export function train(examples: readonly Example[], options: TrainOptions = trainDefaults): LinearModel {
  const labels = [...new Set(examples.flatMap((example) => example.labels))].sort();
  const labelIndex = new Map(labels.map((label, index) => [label, index]));
  const table = tableOf(frequentKeys(examples, options.minTexts));
  const model: LinearModel = {
    labels,
    ...table,
    weights: new Float32Array(table.tableRows.reduce((most, row) => Math.max(most, row), 0) * labels.length),
    bias: new Float32Array(labels.length),
  };
  const rows = examples.map((example) => knownRows(example.features, table, labels.length));
  const order = examples.map((_, index) => index);
  const random = generator(20_261_121);
  const scores = new Float64Array(labels.length);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random);
    const rate = options.rate * (1 - epoch / options.epochs);
    for (const index of order) {
      const example = examples[index];
      const known = rows[index];
      if (example && known) step(model, known, example, labelIndex, scores, rate * example.weight, options.decay);
    }
  }
  return model;
}

/** Where the weights of an example's known features begin, and how strong each is. */
interface KnownRows {
  readonly rows: Int32Array;
  readonly weights: Float32Array;
}

function step(
  model: LinearModel,
  known: KnownRows,
  example: Example,
  labelIndex: ReadonlyMap<string, number>,
  scores: Float64Array,
  rate: number,
  decay: number,
): void {
  const { weights, bias } = model;
  const count = bias.length;
  const features = known.rows.length;
  scores.set(bias);
  for (let at = 0; at < features; at++) {
    const base = known.rows[at] as number;
    const weight = known.weights[at] as number;
    for (let label = 0; label < count; label++) {
      scores[label] = (scores[label] as number) + weight * (weights[base + label] as number);
    }
  }
  let highest = Number.NEGATIVE_INFINITY;
  for (let label = 0; label < count; label++) highest = Math.max(highest, scores[label] as number);
  let sum = 0;
  for (let label = 0; label < count; label++) {
    const value = Math.exp((scores[label] as number) - highest);
    scores[label] = value;
    sum += value;
  }
  for (let label = 0; label < count; label++) scores[label] = (scores[label] as number) / sum;
  for (const name of example.labels) {
    const label = labelIndex.get(name) as number;
    scores[label] = (scores[label] as number) - 1 / example.labels.length;
  }
  // Most labels are as good as ruled out: only the few that still err are moved.
  for (let label = 0; label < count; label++) {
    const gradient = scores[label] as number;
    if (gradient < 0.002 && gradient > -0.002) continue;
    const move = rate * gradient;
    bias[label] = (bias[label] as number) - move * 0.05;
    for (let at = 0; at < features; at++) {
      const cell = (known.rows[at] as number) + label;
      const current = weights[cell] as number;
      weights[cell] = current - move * (known.weights[at] as number) - rate * decay * current;
    }
  }
}

function frequentKeys(examples: readonly Example[], minTexts: number): number[] {
  const counts = new Map<number, number>();
  for (const { features } of examples) for (const key of features.keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const keys: number[] = [];
  for (const [key, count] of counts) if (count >= minTexts) keys.push(key);
  return keys;
}

function knownRows(
  features: FeatureVector,
  table: Pick<LinearModel, 'tableKeys' | 'tableRows'>,
  width: number,
): KnownRows {
  const rows: number[] = [];
  const weights: number[] = [];
  features.keys.forEach((key, index) => {
    const row = rowOf(table, key);
    if (row < 0) return;
    rows.push(row);
    weights.push(features.weights[index] ?? 0);
  });
  return { rows: Int32Array.from(rows, (row) => row * width), weights: Float32Array.from(weights) };
}

/** Numerical Recipes' linear congruential generator, 0 ≤ x < 1. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

function shuffle(order: number[], random: () => number): void {
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    const kept = order[at] as number;
    order[at] = order[other] as number;
    order[other] = kept;
  }
}
