import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ParseArgsConfig } from 'node:util';
import { systemClock } from '../../ports/clock';
import { type LoadedUnderstander, loadUnderstander } from '../load';
import { writeBaseline } from './baseline';
import { crossvalidate } from './crossvalidate';
import { evaluate } from './evaluate';
import { explain } from './explain';
import { type Check, lint } from './lint';
import { onTunedCopy, tuningOf } from './measure/tuned-copy';
import { exportMisses } from './misses/export-misses';
import { importMisses } from './misses/import-misses';
import type { OpenMissStore } from './misses/miss-store';
import { predict, type Write } from './predict';
import { progressBar } from './progress-bar';

/** What lies outside the domain and is passed in by scripts/nlu.mjs. */
export interface NluEdges {
  readonly openMissStore?: OpenMissStore;
  /** Checks by the real readers of data the domain does not read. */
  readonly checks?: readonly Check[];
}

/** What a command works with. */
export interface Surroundings {
  readonly root: string;
  readonly dataDir: string;
  /** Where trained models are kept. */
  readonly cacheDir: string;
  readonly input: NodeJS.ReadableStream;
  readonly write: Write;
  readonly report: (line: string) => void;
  readonly edges: NluEdges;
}

export interface Given {
  readonly rest: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
}

export interface Command {
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** How many words may follow: least, most. */
  readonly words: readonly [number, number];
  /** @returns exit code */
  run(given: Given, around: Surroundings): Promise<number>;
}

const many = Number.POSITIVE_INFINITY;
const load = ({ dataDir, cacheDir }: Surroundings): Promise<LoadedUnderstander> =>
  loadUnderstander({ dataDir, cacheDir, clock: systemClock });
const text = (given: Given, name: string): string | undefined => {
  const value = given.values[name];
  return typeof value === 'string' ? value : undefined;
};
const optional = <K extends string>(given: Given, ...names: K[]): { [N in K]?: string } =>
  Object.fromEntries(names.flatMap((name) => (text(given, name) === undefined ? [] : [[name, text(given, name)]]))) as {
    [N in K]?: string;
  };
const printer =
  ({ write }: Surroundings) =>
  (line: string): void =>
    void write(line);

/** The commands of `npm run nlu`, by name. */
export const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  [
    'predict',
    {
      options: {},
      words: [0, 0],
      run: async (_, around) => predict(await load(around), around.input, around.write, around.report),
    },
  ],
  [
    'evaluate',
    { options: { json: { type: 'string' }, plots: { type: 'string' } }, words: [1, many], run: evaluateFiles },
  ],
  [
    'crossvalidate',
    { options: { folds: { type: 'string' }, json: { type: 'string' } }, words: [0, 0], run: crossvalidateData },
  ],
  [
    'lint',
    {
      options: {},
      words: [0, 0],
      run: async (_, around) => lint(around.dataDir, printer(around), around.edges.checks),
    },
  ],
  [
    'baseline',
    {
      options: {},
      words: [0, 0],
      run: async (_, around) => writeBaseline(await load(around), around.root, printer(around)),
    },
  ],
  [
    'explain',
    {
      options: { json: { type: 'boolean' } },
      words: [1, many],
      run: async (given, around) =>
        explain(await load(around), given.rest.join(' '), printer(around), {
          json: given.values['json'] === true,
          ...tuningOf(around.dataDir),
        }),
    },
  ],
  ['misses', { options: { db: { type: 'string' } }, words: [1, 2], run: handleMisses }],
  ['train', { options: {}, words: [0, 0], run: trainModel }],
]);

async function trainModel(_: Given, around: Surroundings): Promise<number> {
  const { model } = await load(around);
  await around.write(`${model.labels.length} intents trained`);
  return 0;
}

/** For the sweep every text is understood a second time, with no threshold: on a copy, so that nothing real is touched. */
async function evaluateFiles(given: Given, around: Surroundings): Promise<number> {
  const understander = await load(around);
  return onTunedCopy(around.dataDir, { tuning: { acceptIntent: 0 } }, async (copy) => {
    const cacheDir = join(copy, '.models');
    if (existsSync(around.cacheDir)) cpSync(around.cacheDir, cacheDir, { recursive: true });
    const open = await loadUnderstander({ dataDir: copy, cacheDir, clock: systemClock });
    return evaluate(understander, given.rest, printer(around), {
      open: { understander: open, ...tuningOf(around.dataDir) },
      ...optional(given, 'json', 'plots'),
    });
  });
}

async function crossvalidateData(given: Given, around: Surroundings): Promise<number> {
  const folds = Number(text(given, 'folds') ?? 5);
  if (!Number.isInteger(folds) || folds < 2 || folds > 20) {
    around.report('--folds takes a number from 2 to 20');
    return 2;
  }
  const train = (dataDir: string): Promise<LoadedUnderstander> => loadUnderstander({ dataDir, clock: systemClock });
  const progress = progressBar(process.stderr);
  return crossvalidate(around.dataDir, train, printer(around), { folds, progress, ...optional(given, 'json') });
}

async function handleMisses({ rest, values }: Given, around: Surroundings): Promise<number> {
  const [what, queue] = rest;
  if (what === 'import' && queue !== undefined) return importMisses(queue, around.dataDir, around.report);
  if (what !== 'export' || queue !== undefined || !around.edges.openMissStore) {
    around.report('Say: misses export [--db DIR] > queue.jsonl, or: misses import queue.jsonl');
    return 2;
  }
  const store = await around.edges.openMissStore(typeof values['db'] === 'string' ? values['db'] : undefined);
  try {
    return await exportMisses(store, await load(around), around.dataDir, around.write, around.report);
  } finally {
    await store.close();
  }
}
