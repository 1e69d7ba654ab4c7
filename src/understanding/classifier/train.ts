import type { FeatureVector } from './features';
import { type KnownFeatures, knownFeatures, type LinearModel, softmax, tableOf } from './linear-model';

/** One training text: its features, and which labels it carries in equal parts. */
export interface Example {
  readonly features: FeatureVector;
  readonly labels: readonly string[];
}

export interface TrainOptions {
  readonly epochs: number;
  readonly rate: number;
  /** Pull of moved weights towards zero. */
  readonly decay: number;
  /** Features seen in fewer texts are left out. */
  readonly minTexts: number;
  /** Share of a text's target that any label of the same family may take: the family is what must be right. */
  readonly kinship: number;
  /** How far small labels are lifted: 0 not at all, 1 to equal say. */
  readonly balance: number;
  /** Weight of features never seen in training, as a share of the rarest seen: they only make a text less sure. */
  readonly strangeness: number;
}

export const trainDefaults: TrainOptions = {
  epochs: 12,
  rate: 3,
  decay: 0.0003,
  minTexts: 2,
  kinship: 0.4,
  balance: 0.4,
  strangeness: 0.8,
};

/** Gradients below this do not pay for a pass over the features. */
const negligible = 0.002;
/** A text whose gradients are all below this is as good as learnt. */
const settled = 0.1;
const biasShare = 0.05;
const usualTexts = 80;

/**
 * Trains a multinomial logistic regression by stochastic gradient descent. The order of the examples is shuffled by
 * a fixed generator, so the same data always give the same model.
 * @param familyOf labels of one family compete less with each other than with the rest
 */
export function train(
  examples: readonly Example[],
  familyOf: (label: string) => string,
  options: TrainOptions = trainDefaults,
): LinearModel {
  const labels = [...new Set(examples.flatMap((example) => example.labels))].sort();
  const { keys, rarity } = frequentFeatures(examples, options);
  const table = { ...tableOf(keys), rarity };
  const draft: Draft = {
    weights: new Float32Array(keys.length * labels.length),
    bias: new Float32Array(labels.length),
  };
  const known = examples.map((example) => knownFeatures(table, labels.length, example.features));
  const weight = balanced(examples, options.balance);
  const target = targets(labels, familyOf, options.kinship);
  const order = examples.map((_, index) => index);
  const random = generator(20_261_121);
  const scores = new Float64Array(labels.length);
  const error = new Float32Array(examples.length).fill(1);
  const mean: Draft = { weights: draft.weights.slice(), bias: draft.bias.slice() };
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random);
    const rate = options.rate * (1 - epoch / options.epochs);
    for (const index of order) {
      // Texts already answered right are looked at every other time only.
      if (epoch % 2 === 1 && (error[index] as number) < settled) continue;
      const features = known[index] as KnownFeatures;
      score(draft, features, scores);
      error[index] = target.subtract(softmax(scores), (examples[index] as Example).labels);
      move(draft, features, scores, rate * (weight[index] as number), options.decay);
    }
    if (epoch >= options.epochs / 2) average(mean, draft, epoch + 1 - options.epochs / 2);
  }
  return { labels, ...table, ...stepped(mean.weights, labels.length), bias: mean.bias };
}

/** A model in the making. */
interface Draft {
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** Takes the `nth` pass into the mean of the later passes: the order of the texts then matters less. */
function average(mean: Draft, draft: Draft, nth: number): void {
  for (const part of ['weights', 'bias'] as const) {
    const [sum, add] = [mean[part], draft[part]];
    for (let at = 0; at < sum.length; at++) {
      const before = sum[at] as number;
      sum[at] = before + ((add[at] as number) - before) / Math.max(1, nth);
    }
  }
}

function score({ weights, bias }: Draft, { starts, strengths }: KnownFeatures, scores: Float64Array): void {
  scores.set(bias);
  const count = scores.length;
  for (let at = 0; at < starts.length; at++) {
    const start = starts[at] as number;
    const strength = strengths[at] as number;
    for (let label = 0; label < count; label++) {
      scores[label] = (scores[label] as number) + strength * (weights[start + label] as number);
    }
  }
}

/** Each row in 127 steps either way of its largest weight. */
function stepped(weights: Float32Array, labels: number): Pick<LinearModel, 'weights' | 'scale'> {
  const steps = new Int8Array(weights.length);
  const scale = new Float32Array(weights.length / labels);
  for (let row = 0; row < scale.length; row++) {
    const own = weights.subarray(row * labels, (row + 1) * labels);
    const largest = own.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
    const step = Math.fround(largest / 127);
    scale[row] = step;
    if (step === 0) continue;
    for (let label = 0; label < labels; label++)
      steps[row * labels + label] = Math.round((own[label] as number) / step);
  }
  return { weights: steps, scale };
}

function move(model: Draft, features: KnownFeatures, gradients: Float64Array, rate: number, decay: number): void {
  const { weights, bias } = model;
  const { starts, strengths } = features;
  for (let label = 0; label < gradients.length; label++) {
    const gradient = gradients[label] as number;
    // Most labels are as good as ruled out: only the few that still err are moved.
    if (gradient < negligible && gradient > -negligible) continue;
    const step = rate * gradient;
    bias[label] = (bias[label] as number) - step * biasShare;
    for (let at = 0; at < starts.length; at++) {
      const cell = (starts[at] as number) + label;
      const current = weights[cell] as number;
      weights[cell] = current - step * (strengths[at] as number) - rate * decay * current;
    }
  }
}

/** What a text's probabilities should be: mostly its own labels, the rest spread over their family as it lies. */
function targets(labels: readonly string[], familyOf: (label: string) => string, kinship: number) {
  const indexOf = new Map(labels.map((label, index) => [label, index]));
  const families = labels.map(familyOf);
  const members = labels.map((_, index) =>
    labels.flatMap((__, other) => (families[other] === families[index] ? other : [])),
  );
  return {
    /** Turns probabilities into gradients, in place. @returns the largest */
    subtract(probabilities: Float64Array, own: readonly string[]): number {
      const share = 1 / own.length;
      const wanted: [number, number][] = [];
      for (const label of own) {
        const index = indexOf.get(label) as number;
        const family = members[index] as number[];
        let sum = 0;
        for (const other of family) sum += probabilities[other] as number;
        for (const other of family) wanted.push([other, (kinship * share * (probabilities[other] as number)) / sum]);
        wanted.push([index, (1 - kinship) * share]);
      }
      for (const [index, part] of wanted) probabilities[index] = (probabilities[index] as number) - part;
      return probabilities.reduce((most, gradient) => Math.max(most, Math.abs(gradient)), 0);
    },
  };
}

function balanced(examples: readonly Example[], power: number): number[] {
  const counts = new Map<string, number>();
  for (const { labels } of examples) {
    for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1 / labels.length);
  }
  return examples.map(({ labels }) =>
    labels.reduce((sum, label) => sum + (usualTexts / (counts.get(label) ?? 1)) ** power / labels.length, 0),
  );
}

/** Features of enough texts, counted by sorting: most are of one text only, and a table of all would be large. */
function frequentFeatures(
  examples: readonly Example[],
  { minTexts, strangeness }: Pick<TrainOptions, 'minTexts' | 'strangeness'>,
): { keys: number[]; rarity: Float32Array } {
  const all = new Int32Array(examples.reduce((sum, { features }) => sum + features.keys.length, 0));
  let filled = 0;
  for (const { features } of examples) {
    all.set(features.keys, filled);
    filled += features.keys.length;
  }
  all.sort();
  const rarityOf = (count: number): number => Math.log(1 + examples.length / (count + 1));
  const keys: number[] = [];
  const rarity: number[] = [];
  for (let at = 0; at < all.length; ) {
    const key = all[at] as number;
    let end = at + 1;
    while (all[end] === key) end++;
    if (end - at >= minTexts) {
      keys.push(key);
      rarity.push(rarityOf(end - at));
    }
    at = end;
  }
  return { keys, rarity: Float32Array.from([...rarity, strangeness * rarityOf(minTexts - 1)]) };
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
