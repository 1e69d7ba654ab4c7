import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type HelperProcess, startHelper } from '../helper-process';
import { overRounds, ratioOverRounds, type Summary, summarise } from '../statistics';
import type { EngineAnswer, EngineQuestion } from './engine';
import type { Memory } from './memory';
import { benchTexts } from './texts';

export interface UnderstandingOptions {
  readonly root: string;
  readonly rounds: number;
  readonly texts: number;
  /** Training texts an intent for node-nlp; all unless told (its training takes half a minute). */
  readonly nodeNlpPerIntent?: number;
  /** How long the recognizer's worker gets to warm up. */
  readonly warmUpMs: number;
  progress(line: string): void;
}

export const lines = {
  understand: 'ours: understand() as the server calls it',
  alone: 'ours: understand() without the second opinion',
  classify: 'ours: intent only',
  'with NER': 'node-nlp with its NER (its own first example)',
  'without NER': 'node-nlp without NER',
} as const;
export type Line = keyof typeof lines;
export const lineNames = Object.keys(lines) as Line[];

export interface UnderstandingResult {
  readonly texts: { readonly count: number; readonly medianChars: number; readonly longestChars: number };
  readonly lines: Readonly<Record<Line, Summary>>;
  /** Only texts of more than 120 characters. */
  readonly longTexts: Readonly<Record<Line, Summary>>;
  /** How many times longer node-nlp takes than ours for the same texts, by their sums and by their medians. */
  readonly speedUp: { readonly byMean: number; readonly byMedian: number };
  readonly ours: {
    readonly loadFromCacheMs: number;
    readonly loadAndTrainMs: number;
    /** Added to the process; the second once the recognizer's worker is warm and everything was used. */
    readonly memory: Memory;
    readonly memoryWarm: Memory;
  };
  readonly nodeNlp: { readonly loadMs: number; readonly loadAndTrainMs: number; readonly memory: Memory };
}

type Engine = HelperProcess<EngineQuestion, EngineAnswer>;
const longChars = 120;
const chunkSize = 20;

/** Both engines on the same texts, a few texts each in turn, so that a busy machine is busy for both. */
export async function benchUnderstanding(options: UnderstandingOptions): Promise<UnderstandingResult> {
  const { root, progress } = options;
  const { loadTrainingData } = require(
    join(root, 'dist/src/understanding/classifier/training-data.js'),
  ) as typeof import('../../src/understanding/classifier/training-data');
  const training = loadTrainingData(join(root, 'nlp-models')).utterances;
  const texts = benchTexts(join(root, 'test/conversations'), training, options.texts);
  const cache = mkdtempSync(join(tmpdir(), 'desk-bench-'));
  try {
    progress('understanding: loading and training ours');
    const alone = await startDeskEngine(root, cache, 'off');
    progress('understanding: loading ours from cache');
    const ours = await startDeskEngine(root, cache, 'worker');
    progress(`understanding: training node-nlp on ${training.length} texts`);
    const [nodeNlp] = await Promise.all([startNodeNlp(options), pause(options.warmUpMs)]);
    const rounds = await measure(options, texts, {
      understand: ours,
      alone,
      classify: alone,
      'with NER': nodeNlp,
      'without NER': nodeNlp,
    });
    const memoryWarm = (await ours.ask({ memory: true })).memory;
    await Promise.all([ours, alone, nodeNlp].map((engine) => engine.stop()));
    return {
      ...figures(texts, rounds),
      ours: {
        loadFromCacheMs: ours.ready.loadMs ?? Number.NaN,
        loadAndTrainMs: alone.ready.loadMs ?? Number.NaN,
        memory: memoryOf(ours.ready),
        memoryWarm: memoryWarm ?? memoryOf(ours.ready),
      },
      nodeNlp: {
        loadMs: nodeNlp.ready.loadMs ?? Number.NaN,
        loadAndTrainMs: nodeNlp.ready.trainMs ?? Number.NaN,
        memory: memoryOf(nodeNlp.ready),
      },
    };
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

const memoryOf = ({ memory }: EngineAnswer): Memory => memory ?? { rss: Number.NaN, heap: Number.NaN };

const startDeskEngine = (root: string, cache: string, recognizers: 'worker' | 'off'): Promise<Engine> =>
  startHelper(join(__dirname, 'desk-engine.ts'), {
    args: [root, cache, recognizers],
    nodeOptions: ['--expose-gc'],
  });

const startNodeNlp = ({ root, nodeNlpPerIntent }: UnderstandingOptions): Promise<Engine> =>
  startHelper(join(__dirname, 'node-nlp-engine.ts'), {
    args: [root, String(nodeNlpPerIntent ?? 'all')],
    nodeOptions: ['--expose-gc'],
  });

/** Times by line, round and text. */
type Rounds = Record<Line, number[][]>;

async function measure(
  { rounds, progress }: UnderstandingOptions,
  texts: readonly string[],
  engineOf: Readonly<Record<Line, Engine>>,
): Promise<Rounds> {
  const found: Rounds = { understand: [], alone: [], classify: [], 'with NER': [], 'without NER': [] };
  // The round before the first warms up and counts for nothing.
  for (let round = 0; round <= rounds; round += 1) {
    progress(`understanding: ${texts.length} texts, ${round === 0 ? 'warming up' : `round ${round} of ${rounds}`}`);
    for (const line of lineNames) if (round > 0) found[line].push([]);
    for (let from = 0; from < texts.length; from += chunkSize) {
      const chunk = texts.slice(from, from + chunkSize);
      for (const line of lineNames) {
        const { times = [] } = await engineOf[line].ask({ run: line === 'alone' ? 'understand' : line, texts: chunk });
        found[line][round - 1]?.push(...times);
      }
    }
  }
  return found;
}

function figures(
  texts: readonly string[],
  rounds: Rounds,
): Pick<UnderstandingResult, 'texts' | 'lines' | 'longTexts' | 'speedUp'> {
  const lengths = texts.map((text) => text.length).sort((a, b) => a - b);
  const long = (times: readonly number[]): number[] => times.filter((_, at) => (texts[at]?.length ?? 0) > longChars);
  const each = <Value>(of: (line: Line) => Value) =>
    Object.fromEntries(lineNames.map((line) => [line, of(line)])) as Record<Line, Value>;
  const perRound = each((line) => rounds[line].map((times) => summarise(times)));
  const ratio = (pick: (one: Summary) => number): number =>
    ratioOverRounds(perRound['with NER'], perRound.understand, pick);
  return {
    texts: {
      count: texts.length,
      medianChars: lengths[lengths.length >> 1] ?? 0,
      longestChars: lengths.at(-1) ?? 0,
    },
    lines: each((line) => overRounds(perRound[line])),
    longTexts: each((line) => overRounds(rounds[line].map((times) => summarise(long(times))))),
    speedUp: { byMean: ratio((one) => 1 / one.perSecond), byMedian: ratio((one) => one.p50) },
  };
}
