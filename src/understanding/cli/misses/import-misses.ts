import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { maskText } from '../../../ports/mask';
import { loadTrainingData } from '../../classifier/training-data';
import { intentNames } from '../../intents';
import { heldOutFileOf } from '../baseline';
import { tooAlike } from '../checks/leakage';
import { readLabelledRows } from '../measure/labelled-rows';
import { nearDuplicates } from '../measure/near-duplicates';
import { textKey } from '../measure/text-key';
import { addReviewed, type Reviewed } from './reviewed-file';

const row = z.object({
  text: z.string().trim().min(1),
  /** One intent, or several for a message with several grievances. */
  label: z.union([z.string(), z.array(z.string())]).default(''),
  reviewed: z.boolean().default(false),
});

interface Rejected {
  readonly number: number;
  readonly line: string;
  readonly reason: string;
}

/**
 * Takes the reviewed rows of a queue over into `intents/reviewed.yaml`, masked once more. Rows not reviewed stay in the
 * queue. A line that cannot be taken is reported with its number and kept, as it is, in `….rejected.jsonl`.
 * @returns 1 when a line was rejected
 */
export function importMisses(queue: string, dataDir: string, report: (line: string) => void): number {
  const lines = readFileSync(queue, 'utf8').split(/\r?\n/);
  const rejected: Rejected[] = [];
  const taken: Reviewed[] = [];
  const known = knownTexts(dataDir);
  let [waiting, repeated] = [0, 0];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const read = readRow(line);
    const fault = 'fault' in read ? read.fault : read.reviewed ? known.faultOf(read) : 'waiting';
    if (fault === 'waiting') waiting++;
    else if (fault === 'known') repeated++;
    else if (fault !== undefined || 'fault' in read) rejected.push({ number: index + 1, line, reason: fault ?? '' });
    else {
      known.add(read);
      taken.push(read);
    }
  }
  addReviewed(dataDir, taken);
  const kept = rejectedFileOf(queue);
  keep(kept, rejected);
  for (const { number, reason } of rejected) report(`line ${number}: ${reason}`);
  report(
    `${taken.length} taken over, ${repeated} known already, ${waiting} not reviewed yet, ${rejected.length} rejected${rejected.length > 0 ? ` (kept in ${kept})` : ''}`,
  );
  if (taken.length > 0) report('Now run: npm run nlu -- lint && npm run nlu -- evaluate test/nlu/heldout.yaml');
  return rejected.length === 0 ? 0 : 1;
}

const rejectedFileOf = (queue: string): string => `${queue.replace(/\.jsonl$/, '')}.rejected.jsonl`;

function readRow(line: string): { fault: string } | (Reviewed & { reviewed: boolean }) {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { fault: 'no JSON' };
  }
  const read = row.safeParse(value);
  if (!read.success)
    return { fault: read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') };
  const { text, label, reviewed } = read.data;
  const intents = [label].flat().filter((one) => one !== '');
  return { text: maskText(text), intents, reviewed };
}

/** Everything a new text must not repeat or contradict. */
function knownTexts(dataDir: string) {
  const keyOf = textKey();
  const names = new Set<string>(intentNames);
  const trained = new Map(
    loadTrainingData(dataDir).utterances.map(({ text, intents, file }) => [keyOf(text), { intents, file }]),
  );
  const file = heldOutFileOf(resolve(dataDir, '..'));
  const heldOut = existsSync(file) ? readLabelledRows(file).map(({ text }) => keyOf(text)) : [];
  const isHeldOut = (key: string): boolean =>
    [...nearDuplicates([...heldOut, key], tooAlike)].some(({ b }) => b === heldOut.length);
  return {
    add: ({ text, intents }: Reviewed): void => void trained.set(keyOf(text), { intents, file: 'this queue' }),
    /** @returns why a text cannot be taken; `known` when it is training data with these intents already */
    faultOf({ text, intents }: Reviewed): string | undefined {
      if (intents.length === 0) return 'reviewed, but without a label';
      const unknown = intents.filter((intent) => !names.has(intent));
      if (unknown.length > 0) return `unknown label "${unknown.join('", "')}"`;
      const key = keyOf(text);
      if (key === '') return 'no word in it';
      const other = trained.get(key);
      if (other)
        return [...other.intents].sort().join() === [...intents].sort().join()
          ? 'known'
          : `already in ${other.file} as ${other.intents.join(' + ')}: correct one of them`;
      return isHeldOut(key) ? 'too like a text of test/nlu/heldout.yaml, which is never trained on' : undefined;
    },
  };
}

/** Rejected lines of several imports gather in one file, none twice. */
function keep(file: string, rejected: readonly Rejected[]): void {
  if (rejected.length === 0) return;
  const before = existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];
  const all = new Set([...before, ...rejected.map(({ line }) => line)]);
  writeFileSync(file, `${[...all].join('\n')}\n`);
}
