import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadTrainingData, type Utterance } from '../classifier/training-data';
import { intentNames } from '../intents';
import { loadLexicon } from '../lexicon/lexicon';
import { normaliseInPlace } from '../text/normalise';
import { loadScript } from '../text/simplify';

const fewest = 30;

/** Checks the language data; prints one line a fault. @returns 0 when there is none */
export function lint(dataDir: string, print: (line: string) => void): number {
  const faults = [...faultsOf(dataDir)];
  for (const fault of faults) print(fault);
  if (faults.length === 0) print('nlp-models: intents and lexicon are in order');
  return faults.length === 0 ? 0 : 1;
}

/** The faults found, each with the file it stands in and what to do. */
export function* faultsOf(dataDir: string): Generator<string> {
  let utterances: readonly Utterance[];
  try {
    loadLexicon(dataDir);
    ({ utterances } = loadTrainingData(dataDir));
  } catch (fault) {
    yield (fault as Error).message;
    return;
  }
  const script = loadScript();
  const keyOf = (text: string): string => normaliseInPlace(text, script).replace(/[^\p{L}\p{N}*#]/gu, '');
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
    } else if (other.text === utterance.text) yield `${where}: "${utterance.text}" stands there twice`;
  }
  for (const [intent, count] of counts) {
    if (known.has(intent) && count < fewest) yield `intent ${intent} has ${count} utterances, ${fewest} are needed`;
  }
  yield* leaks(dataDir, seen, keyOf);
}

/** Held-out texts must not be in the training data, or figures measured with them mean nothing. */
function* leaks(
  dataDir: string,
  seen: ReadonlyMap<string, Utterance>,
  keyOf: (text: string) => string,
): Generator<string> {
  const folder = resolve(dataDir, '..', 'test', 'nlu', 'heldout');
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (!name.endsWith('.jsonl')) continue;
    for (const line of readFileSync(join(folder, name), 'utf8').split('\n')) {
      if (line.trim() === '') continue;
      const { text } = JSON.parse(line) as { text: string };
      const trained = seen.get(keyOf(text));
      if (trained) yield `test/nlu/heldout/${name}: "${text}" is also training data in ${trained.file}`;
    }
  }
}
