import { loadTrainingData, type Utterance } from '../../classifier/training-data';
import { intentNames } from '../../intents';
import { loadLexicon } from '../../lexicon/lexicon';

const fewest = 30;

/** Faults of the training data and the lexicon, each with its file and what to do. */
export function* languageDataFaults(dataDir: string, keyOf: (text: string) => string): Generator<string> {
  let utterances: readonly Utterance[];
  try {
    loadLexicon(dataDir);
    ({ utterances } = loadTrainingData(dataDir));
  } catch (fault) {
    yield (fault as Error).message;
    return;
  }
  const known = new Set<string>(intentNames);
  const counts = new Map<string, number>(intentNames.map((name) => [name, 0]));
  const seen = new Map<string, Utterance>();
  for (const utterance of utterances) {
    const where = `nlp-models/intents/${utterance.file}`;
    for (const intent of utterance.intents) {
      if (!known.has(intent))
        yield `${where}: unknown intent "${intent}" (add it to src/understanding/intents.ts or correct it)`;
      counts.set(intent, (counts.get(intent) ?? 0) + 1);
    }
    const key = keyOf(utterance.text);
    if (key === '') yield `${where}: empty utterance "${utterance.text}"`;
    const other = seen.get(key);
    if (!other) seen.set(key, utterance);
    else if (other.intents.join() !== utterance.intents.join()) {
      yield `${where}: "${utterance.text}" (${utterance.intents}) is also in ${other.file} as ${other.intents}: keep one`;
    } else if (other.text === utterance.text) {
      const place = other.file === utterance.file ? 'stands there twice' : `is also in ${other.file}`;
      yield `${where}: "${utterance.text}" ${place}: keep one`;
    }
  }
  for (const [intent, count] of counts) {
    if (known.has(intent) && count < fewest) yield `intent ${intent} has ${count} utterances, ${fewest} are needed`;
  }
}
