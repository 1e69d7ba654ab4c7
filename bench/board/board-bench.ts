import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalogue } from '../../src/complaints/catalogue';
import { boardRoom } from '../../src/desk/board/board-routes';
import { loadExportWords } from '../../src/desk/board/export-words';
import { loadTypeOfTopic } from '../../src/figures/contacts';
import { createFigures } from '../../src/figures/create-figures';
import { createSheetJob } from '../../src/figures/sheet-job';
import { loadWorkingDays } from '../../src/handoff/hours';
import { loadOpenings } from '../../src/handoff/openings';
import { loadWrapUp } from '../../src/handoff/wrap-up-data';
import { randomIds } from '../../src/ports/id-generator';
import { silentLog } from '../../src/ports/log';
import { openMongo } from '../../src/storage/mongo/open-mongo';
import { openSqlite, type SqliteStore } from '../../src/storage/sqlite/open-sqlite';
import type { Store } from '../../src/storage/store';
import { runDesk } from '../../test/desk/running-desk';
import { ManualClock } from '../../test/support/manual-clock';
import { bareReads } from './bare-reads';
import { fillStore } from './fill-store';
import { askedAt, questions } from './questions';

export interface BoardLine {
  readonly question: string;
  /** The first time in this process, then over the rounds. */
  readonly firstMs: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  readonly kilobytes: number;
}

export interface BoardBenchOptions {
  readonly root: string;
  /** Where the stores are made. */
  readonly folder: string;
  readonly count: number;
  readonly rounds: number;
  /** Days over which complaints were filed; in the last 14 many are open. */
  readonly days: number;
  /** Instead of the embedded store. */
  readonly mongoUrl?: string;
  readonly say: (line: string) => void;
}

/** Real time, told from a moment of its own. */
class ClockFrom extends ManualClock {
  private readonly started = performance.now();
  override now(): number {
    return super.now() + Math.floor(performance.now() - this.started);
  }
}

/** Fills a store, brings it into the figures and asks the board as a page does, one question after the other. */
export async function benchBoard(options: BoardBenchOptions): Promise<readonly BoardLine[]> {
  const { root, folder, count, rounds, days, mongoUrl, say } = options;
  const data = join(root, 'nlp-models');
  mkdirSync(folder, { recursive: true });
  const clock = new ClockFrom(askedAt);
  const ids = randomIds;
  const store: Store =
    mongoUrl === undefined
      ? openSqlite({ dir: folder, clock, ids })
      : await openMongo({
          url: mongoUrl,
          database: `bench_board_${process.pid}`,
          poolSize: 20,
          timeoutMs: 60_000,
          clock,
          ids,
        });
  const scratchDir = join(folder, 'scratch');
  mkdirSync(scratchDir, { recursive: true });
  const scratch = openSqlite({ dir: scratchDir, clock, ids });
  const catalogue = loadCatalogue(join(data, 'complaints'), loadWorkingDays(join(data, 'handoff')));
  const wrapUp = loadWrapUp(join(data, 'handoff'));
  const timed = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    const from = performance.now();
    await work();
    say(
      `${what}: ${((performance.now() - from) / 1_000).toFixed(1)} s, ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`,
    );
  };
  await timed('stored', async () => {
    const written = await fillStore({
      ...{ root, archive: store.archive, scratch: scratch.complaints, catalogue, wrapUp },
      ...{ now: askedAt, complaints: count, days, say },
    });
    say([...written].map(([kind, rows]) => `${kind} ${rows.toLocaleString('en-US')}`).join(', '));
  });
  const job = createSheetJob({
    ...store,
    ...{ rules: catalogue, clock, log: silentLog, typeOfTopic: loadTypeOfTopic(join(data, 'figures')) },
  });
  const { signal } = new AbortController();
  await timed('brought into the figures', () => job.run(signal));
  const figures = createFigures({ documents: store.documents, clock });
  const room = boardRoom({
    figures,
    measures: [],
    wrapUp,
    reasons: loadOpenings(join(data, 'handoff')).reasons,
    exportWords: loadExportWords(join(data, 'figures')),
  });
  const desk = await runDesk({ dir: folder, of: { clock, store: store as SqliteStore }, rooms: [room] });
  try {
    // As at the start of the product.
    await timed('what is due', () => desk.desk.warm());
    await timed('read ahead', () => figures.warm(signal));
    say(await bareReads(store));
    const cookie = await desk.cookieOf('boss');
    let asked = 0;
    const ask = async (path: string): Promise<{ ms: number; bytes: number; text: string }> => {
      asked += 1;
      // From many addresses, since a person's page asks less often than this.
      const headers = { cookie, 'x-forwarded-for': `198.51.100.${asked % 250}` };
      const from = performance.now();
      const response = await fetch(`${desk.base}/desk/api/board/${path}`, { headers });
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
      return { ms: performance.now() - from, bytes: Buffer.byteLength(text), text };
    };
    say(await howFresh(store, async () => (await ask('today')).text));
    const firsts = new Map<string, number>();
    const times = new Map<string, number[]>();
    const sizes = new Map<string, number>();
    for (const [question, path] of questions) {
      const { ms, bytes } = await ask(path);
      firsts.set(question, ms);
      sizes.set(question, bytes / 1_024);
      say(`${question}: first ${ms.toFixed(0)} ms`);
    }
    for (let round = 0; round < rounds; round += 1) {
      // As it does every 3 s in the product.
      await job.run(signal);
      for (const [question, path] of questions)
        times.set(question, [...(times.get(question) ?? []), (await ask(path)).ms]);
    }
    return questions.map(([question]) => {
      const sorted = (times.get(question) ?? []).sort((a, b) => a - b);
      const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
      return {
        question,
        firstMs: firsts.get(question) ?? 0,
        p50: at(0.5),
        p95: at(0.95),
        max: at(1),
        kilobytes: sizes.get(question) ?? 0,
      };
    });
  } finally {
    await desk.stop();
    await store.close();
    scratch.close();
  }
}

/** How long after an open complaint was withdrawn, past the desk, the board's first page counts one less. */
async function howFresh(store: Store, today: () => Promise<string>): Promise<string> {
  const read = async () => JSON.parse(await today()) as { deadlinesInAll: number };
  const open = await store.complaints.list({ statuses: ['investigating'] }, changesTried);
  const [delays, times]: [number[], number[]] = [[], []];
  let { deadlinesInAll: before } = await read();
  for (const complaint of open) {
    const at = performance.now();
    await store.complaints.replace({ ...complaint, status: 'withdrawn' });
    for (;;) {
      const asked = performance.now();
      const { deadlinesInAll: now } = await read();
      times.push(performance.now() - asked);
      if (now !== before) {
        before = now;
        break;
      }
      if (performance.now() - at > 120_000) throw new Error('The change is never seen.');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    delays.push(performance.now() - at);
  }
  const most = (all: readonly number[]): string => Math.max(...all).toFixed(0);
  const sorted = times.sort((a, b) => a - b);
  const p95 = (sorted[Math.floor(0.95 * sorted.length)] ?? 0).toFixed(0);
  return `a change is on today's page (${before} deadlines) after ${most(delays)} ms at most; asked meanwhile: p95 ${p95} ms, ${most(times)} ms at most`;
}
const changesTried = 12;
