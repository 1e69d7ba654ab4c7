import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadTrainingData, type Utterance } from '../../classifier/training-data';
import { intentNames } from '../../intents';
import { heldOutFileOf } from '../baseline';
import { readLabelledRows } from '../measure/labelled-rows';
import { nearDuplicates } from '../measure/near-duplicates';

/** From here on a held-out text is as good as read in training. */
export const tooAlike = 0.8;

/**
 * Held-out texts must not be in the training data, neither as they are nor nearly so, or figures measured with them
 * mean nothing. Checks the held-out file itself too.
 */
export function* leaks(dataDir: string, keyOf: (text: string) => string): Generator<string> {
  const file = heldOutFileOf(resolve(dataDir, '..'));
  if (!existsSync(file)) return;
  const where = 'test/nlu/heldout.yaml';
  let rows: ReturnType<typeof readLabelledRows>;
  try {
    rows = readLabelledRows(file);
  } catch (fault) {
    yield `${where}: ${(fault as Error).message}`;
    return;
  }
  const known = new Set<string>(intentNames);
  for (const { intent = '', also, text } of rows) {
    for (const name of [intent, ...also]) if (!known.has(name)) yield `${where}: "${text}": unknown intent "${name}"`;
  }
  let utterances: readonly Utterance[];
  try {
    ({ utterances } = loadTrainingData(dataDir));
  } catch {
    return; // Said by languageDataFaults.
  }
  const keys = [...utterances.map(({ text }) => keyOf(text)), ...rows.map(({ text }) => keyOf(text))];
  for (const { a, b, likeness } of nearDuplicates(keys, tooAlike)) {
    const [trained, held] = [utterances[a], rows[b - utterances.length]];
    if (held && trained) {
      const how = likeness === 1 ? 'is also' : `is ${Math.round(likeness * 100)} % like "${trained.text}", which is`;
      yield `${where}: "${held.text}" ${how} training data in ${trained.file}: reword one of them`;
    } else if (held && likeness === 1) yield `${where}: "${held.text}" stands there twice`;
  }
}
