import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { familyOf } from '../intents';
import type { Understander } from '../understanding';
import { figuresOf } from './measure/class-figures';
import { readLabelledRows } from './measure/labelled-rows';
import { labelOf } from './measure/labels';
import { understoodRows } from './measure/understood-rows';

const share = z.number().min(0).max(1);
const baselineFile = z.strictObject({
  rows: z.number().int(),
  /** Over the 85 intents. */
  macroF1: share,
  accuracy: share,
  /** Over the eleven labels of labelled files. */
  labels: z.strictObject({ macroF1: share, accuracy: share }),
  /** Share of each family's texts understood as that family. */
  families: z.record(z.string(), share),
});

/** What the understanding reaches on the held-out set, and must not fall below. */
export type Baseline = z.output<typeof baselineFile>;

/** Macro-F1 may fall by this much before the tests fail. */
export const tolerance = 0.01;

export const heldOutFileOf = (root: string): string => join(root, 'test', 'nlu', 'heldout.yaml');
export const baselineFileOf = (root: string): string => join(root, 'test', 'nlu', 'baseline.json');

/** @throws Error when the file is missing or not as `npm run nlu -- baseline` writes it */
export function readBaseline(root: string): Baseline {
  const read = baselineFile.safeParse(JSON.parse(readFileSync(baselineFileOf(root), 'utf8')));
  if (read.success) return read.data;
  throw new Error(`test/nlu/baseline.json: ${z.prettifyError(read.error)}. Run: npm run nlu -- baseline`);
}

/** Measures the understander on the held-out set. */
export async function measured(understander: Understander, root: string): Promise<Baseline> {
  const rows = await understoodRows(understander, readLabelledRows(heldOutFileOf(root)));
  const answers = rows.flatMap(({ intent, meaning }) => (intent ? [{ truth: intent, said: meaning.intent }] : []));
  const intents = figuresOf(answers);
  const labels = figuresOf(answers.map(({ truth, said }) => ({ truth: labelOf(truth), said: labelOf(said) })));
  const families = figuresOf(answers.map(({ truth, said }) => ({ truth: familyOf(truth), said: familyOf(said) })));
  return {
    rows: rows.length,
    macroF1: intents.macroF1,
    accuracy: intents.accuracy,
    labels: { macroF1: labels.macroF1, accuracy: labels.accuracy },
    families: Object.fromEntries(families.classes.map(({ name, recall }) => [name, recall ?? 0])),
  };
}

/** Rewrites the baseline with what is reached today, rounded down to two digits. */
export async function writeBaseline(
  understander: Understander,
  root: string,
  print: (line: string) => void,
): Promise<number> {
  const now = await measured(understander, root);
  const file = baselineFileOf(root);
  const before = existsSync(file) ? readBaseline(root) : undefined;
  const line = (name: string, was: number | undefined, is: number): void =>
    print(`${name.padEnd(26)}${was === undefined ? '    –' : was.toFixed(2).padStart(5)} → ${is.toFixed(3)}`);
  line('macro-F1 of intents', before?.macroF1, now.macroF1);
  line('accuracy of intents', before?.accuracy, now.accuracy);
  line('macro-F1 of labels', before?.labels.macroF1, now.labels.macroF1);
  line('accuracy of labels', before?.labels.accuracy, now.labels.accuracy);
  for (const [name, is] of Object.entries(now.families)) line(`found: ${name}`, before?.families[name], is);
  const down = (value: number): number => Math.floor(value * 100) / 100;
  const rounded: Baseline = {
    rows: now.rows,
    macroF1: down(now.macroF1),
    accuracy: down(now.accuracy),
    labels: { macroF1: down(now.labels.macroF1), accuracy: down(now.labels.accuracy) },
    families: Object.fromEntries(Object.entries(now.families).map(([name, value]) => [name, down(value)])),
  };
  writeFileSync(file, `${JSON.stringify(rounded, undefined, 2)}\n`);
  return 0;
}
