import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { sheetKinds } from '../../src/figures/columns';
import { createFigures } from '../../src/figures/create-figures';
import { sheetRow } from '../../src/figures/sheet-row';
import { createSheetStore, sheetKey } from '../../src/figures/sheet-store';
import { shanghaiDay, startOfShanghaiDay } from '../../src/ports/calendar';
import { systemClock } from '../../src/ports/clock';
import { randomIds } from '../../src/ports/id-generator';
import { openMongo } from '../../src/storage/mongo/open-mongo';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import type { Store } from '../../src/storage/store';
import { type HeldUp, watchHeldUp } from '../held-up';
import { percentile, type Summary, summarise } from '../statistics';
import { boardQuestions, type Question } from './board-questions';
import { madeYear } from './made-facts';

export interface FiguresBenchOptions {
  readonly complaints: number;
  readonly rounds: number;
  /** Absent: the embedded store. */
  readonly mongoUrl?: string;
  readonly progress: (line: string) => void;
}

export interface FiguresBenchResult {
  readonly store: 'SQLite' | 'MongoDB';
  readonly rows: Readonly<Record<(typeof sheetKinds)[number], number>>;
  /** ms to make and write the sheets of all days; of the whole document store on the disk, or of the sheets as text. */
  readonly fillMs: number;
  readonly megabytes: number;
  /** The first question of a fresh process, over all rows. */
  readonly firstMs: number;
  /** The same after the sheets were read in the background; how long that took, and how long it held up other work. */
  readonly warm: {
    readonly firstMs: number;
    readonly ms: number;
    readonly rows: number;
    readonly heldUp: HeldUp;
  };
  /** What memory grew by (resident, and outside of the heap) until every question was answered once. */
  readonly residentMb: number;
  readonly externalMb: number;
  readonly heapMb: number;
  readonly questions: readonly { readonly name: string; readonly summary: Summary; readonly most: number }[];
  /** Of all questions together. */
  readonly all: Summary;
}

const mb = (bytes: number): number => Math.round(bytes / 1e5) / 10;

/** A year of day sheets in a store, and the questions of the board over it, one after the other. */
export async function benchFigures({
  complaints,
  rounds,
  mongoUrl,
  progress,
}: FiguresBenchOptions): Promise<FiguresBenchResult> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-figures-'));
  const database = `bench_figures_${process.pid}`;
  const deps = { clock: systemClock, ids: randomIds };
  const store: Store =
    mongoUrl === undefined
      ? openSqlite({ dir, ...deps })
      : await openMongo({ url: mongoUrl, database, poolSize: 10, timeoutMs: 60_000, ...deps });
  try {
    const today = shanghaiDay(systemClock.now());
    const filled = await fill(store, startOfShanghaiDay(today), complaints, progress);
    const before = memory();
    const figures = createFigures({ documents: store.documents, clock: systemClock, maxRows: 10_000_000 });
    const questions = boardQuestions(today);
    const firstAt = performance.now();
    await questions[0]?.ask(figures);
    const firstMs = performance.now() - firstAt;
    for (const question of questions) await question.ask(figures);
    const after = memory();
    const warm = await warmed(store, questions);
    const times = questions.map(() => [] as number[]);
    for (let round = 0; round < rounds; round += 1) {
      progress(`${mongoUrl === undefined ? 'SQLite' : 'MongoDB'}: round ${round + 1} of ${rounds}`);
      for (const [index, question] of questions.entries()) {
        const at = performance.now();
        await question.ask(figures);
        times[index]?.push(performance.now() - at);
      }
    }
    return {
      store: mongoUrl === undefined ? 'SQLite' : 'MongoDB',
      ...filled,
      megabytes: mongoUrl === undefined ? mb(statSync(join(dir, 'desk.sqlite')).size) : filled.megabytes,
      firstMs,
      warm,
      residentMb: mb(after.rss - before.rss),
      externalMb: mb(after.arrayBuffers - before.arrayBuffers),
      heapMb: mb(after.heapUsed - before.heapUsed),
      questions: questions.map(({ name }, index) => ({
        name,
        summary: summarise(times[index] ?? []),
        most: percentile(
          [...(times[index] ?? [])].sort((a, b) => a - b),
          1,
        ),
      })),
      all: summarise(times.flat()),
    };
  } finally {
    await store.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** As after the start of a process: what is needed is read behind everything else, then the first question comes. */
async function warmed(store: Store, [first]: readonly Question[]): Promise<FiguresBenchResult['warm']> {
  const figures = createFigures({ documents: store.documents, clock: systemClock, maxRows: 10_000_000 });
  memory();
  const ends = watchHeldUp();
  const at = performance.now();
  const rows = await figures.warm(new AbortController().signal);
  const heldUp = ends();
  const ms = performance.now() - at;
  const firstAt = performance.now();
  await first?.ask(figures);
  return { firstMs: performance.now() - firstAt, ms, rows, heldUp };
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function memory(): NodeJS.MemoryUsage {
  collectGarbage();
  return process.memoryUsage();
}

/** Writes each day as the job writes it, in one go. */
async function fill(store: Store, lastDay: number, complaints: number, progress: (line: string) => void) {
  const sheets = createSheetStore(store.documents);
  const versions: Record<string, number> = {};
  const rows = { complaints: 0, contacts: 0, handoffs: 0 };
  const startedAt = performance.now();
  let [bytes, days] = [0, 0];
  for (const facts of madeYear(lastDay, complaints)) {
    for (const kind of sheetKinds) {
      const made = facts[kind].map((fact) => sheetRow(kind as 'complaints', fact as never, 1));
      versions[sheetKey(kind, facts.day)] = await sheets.merge(kind, facts.day, made);
      rows[kind] += made.length;
      const stored = await store.documents.get('sheet', sheetKey(kind, facts.day));
      bytes += JSON.stringify(stored?.value).length;
    }
    days += 1;
    if (days % 30 === 0) progress(`sheets of ${days} days`);
  }
  await sheets.putMark({ positions: {}, sheets: versions, asOf: systemClock.now() });
  return { rows, fillMs: performance.now() - startedAt, megabytes: mb(bytes) };
}
