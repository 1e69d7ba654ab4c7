import { madeYear } from '../../bench/figures/made-facts';
import { sheetKinds } from '../../src/figures/columns';
import { createFigures } from '../../src/figures/create-figures';
import { type FiguresQuery, measures } from '../../src/figures/figures';
import { sheetRow } from '../../src/figures/sheet-row';
import { createSheetStore, sheetKey } from '../../src/figures/sheet-store';
import { startOfShanghaiDay } from '../../src/ports/calendar';
import type { DocumentStore } from '../../src/ports/document-store';
import { ManualClock } from '../support/manual-clock';
import { memoryDocuments } from '../support/memory-documents';

const lastDay = '2026-11-21';
const year: FiguresQuery = { from: '2025-11-22', until: lastDay, measures };
const never = new AbortController().signal;

/** Seventy days of all kinds. */
async function filled() {
  const clock = new ManualClock();
  const documents = memoryDocuments(clock);
  const store = createSheetStore(documents);
  const sheets: Record<string, number> = {};
  let rows = 0;
  for (const facts of madeYear(startOfShanghaiDay(lastDay), 1_400, 70)) {
    for (const kind of sheetKinds) {
      const made = facts[kind].map((fact) => sheetRow(kind as 'complaints', fact as never, 1));
      sheets[sheetKey(kind, facts.day)] = await store.merge(kind, facts.day, made);
      rows += made.length;
    }
  }
  await store.putMark({ positions: {}, sheets, asOf: 1 });
  const read: string[] = [];
  const counted: Pick<DocumentStore, 'get'> = {
    get: (kind, key) => {
      if (kind === 'sheet') read.push(key);
      return documents.get(kind, key);
    },
  };
  return { clock, documents, rows, read, sheets: Object.keys(sheets).length, counted };
}

test('after it nothing is read for a question, and the answer is that of figures that were not warmed', async () => {
  const { clock, counted, documents, read, rows, sheets } = await filled();
  const figures = createFigures({ documents: counted, clock });
  expect(await figures.warm(never)).toBe(rows);
  expect(read).toHaveLength(sheets);
  expect(new Set(read).size).toBe(sheets);
  read.length = 0;
  const asked: FiguresQuery = { ...year, by: ['week'] };
  expect(await figures.answer(asked)).toEqual(await createFigures({ documents, clock }).answer(asked));
  expect(read).toEqual([]);
});

test('a question that comes meanwhile shares what is read; nothing is read twice', async () => {
  const { clock, counted, documents, read, sheets } = await filled();
  const figures = createFigures({ documents: counted, clock });
  const warming = figures.warm(never);
  const answer = await figures.answer(year);
  await warming;
  expect(answer).toEqual(await createFigures({ documents, clock }).answer(year));
  expect(read).toHaveLength(sheets);
});

test('no more is read ahead than may be kept: the newest days, which stay', async () => {
  const { clock, counted, read, rows } = await filled();
  const figures = createFigures({ documents: counted, clock, maxRows: rows / 2 });
  const ahead = await figures.warm(never);
  expect(ahead).toBeGreaterThan(rows * 0.4);
  expect(ahead).toBeLessThan(rows * 0.5);
  read.length = 0;
  await figures.answer({ from: '2026-11-10', until: lastDay, measures });
  expect(read).toEqual([]);
});

test('it ends when the process stops, and where the store is away it says so', async () => {
  const { clock, counted, read } = await filled();
  const stopping = new AbortController();
  stopping.abort();
  expect(await createFigures({ documents: counted, clock }).warm(stopping.signal)).toBe(0);
  expect(read).toEqual([]);
  const away = { get: () => Promise.reject(new Error('no database')) };
  await expect(createFigures({ documents: away, clock }).warm(never)).rejects.toThrow('no database');
  const none = createFigures({ documents: memoryDocuments(clock), clock });
  expect(await none.warm(never)).toBe(0);
});
