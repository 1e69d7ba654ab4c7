import { knownFeatures, rowOf } from '../classifier/linear-model';
import type { LoadedUnderstander } from '../load';

/** How much one feature of a text speaks for an intent and for its rival. */
export interface Contribution {
  readonly name: string;
  readonly intent: number;
  readonly rival: number;
}

export interface Contributions {
  /** What speaks most for the intent rather than its rival first. */
  readonly known: readonly Contribution[];
  /** Features no training text has. */
  readonly unknown: number;
  /** What the intents start from before a word is read. */
  readonly bias: Omit<Contribution, 'name'>;
}

/** Takes a decision apart: the model is linear, so its scores are sums of what single features say. */
export function contributionsOf(
  { model, featurizer }: Pick<LoadedUnderstander, 'model' | 'featurizer'>,
  normalised: string,
  intent: string,
  rival: string,
): Contributions {
  const [forIt, against] = [model.labels.indexOf(intent), model.labels.indexOf(rival)];
  const features = featurizer.featuresOf(normalised);
  const names = featurizer.namesOf(normalised);
  const { starts, strengths } = knownFeatures(model, model.labels.length, features);
  const seen = [...features.keys].filter((key) => rowOf(model, key) >= 0);
  const weight = (at: number, label: number): number =>
    label < 0 ? 0 : (model.weights[(starts[at] ?? 0) + label] ?? 0) * (strengths[at] ?? 0);
  const known = seen
    .map((key, at) => ({ name: names.get(key) ?? '?', intent: weight(at, forIt), rival: weight(at, against) }))
    .sort((a, b) => b.intent - b.rival - (a.intent - a.rival));
  return {
    known,
    unknown: features.keys.length - seen.length,
    bias: { intent: model.bias[forIt] ?? 0, rival: model.bias[against] ?? 0 },
  };
}
