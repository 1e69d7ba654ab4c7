import { rowOf } from '../classifier/linear-model';
import type { LoadedUnderstander } from '../load';

/** Prints the whole meaning and the features that spoke most for and against the best intent. */
export async function explain(
  understander: LoadedUnderstander,
  text: string,
  print: (line: string) => void,
): Promise<number> {
  const meaning = await understander.understand(text);
  print(JSON.stringify(meaning, undefined, 2));
  const { model, featurizer } = understander;
  const best =
    meaning.alternatives[0] && !model.labels.includes(meaning.intent) ? meaning.alternatives[0].intent : meaning.intent;
  const label = model.labels.indexOf(best);
  const normal = understander.normalise(text);
  const names = featurizer.namesOf(normal);
  const { keys, weights } = featurizer.featuresOf(normal);
  const unseen = model.rarity.length - 1;
  const spoke = [...keys].map((key, index) => {
    const row = rowOf(model, key);
    const weight =
      row < 0
        ? undefined
        : (model.weights[row * model.labels.length + label] ?? 0) *
          (weights[index] ?? 0) *
          (model.rarity[row < 0 ? unseen : row] ?? 0);
    return { name: names.get(key) ?? '?', weight };
  });
  print(`\n${spoke.filter(({ weight }) => weight === undefined).length} of ${spoke.length} features unknown`);
  const known = spoke.filter((one): one is { name: string; weight: number } => one.weight !== undefined);
  known.sort((a, b) => b.weight - a.weight);
  print(`for ${best}:`);
  for (const { name, weight } of known.slice(0, 12)) print(`  ${weight.toFixed(3).padStart(7)}  ${name}`);
  print('against:');
  for (const { name, weight } of known.slice(-6).reverse()) print(`  ${weight.toFixed(3).padStart(7)}  ${name}`);
  return 0;
}
