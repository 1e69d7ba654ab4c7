import type { ContactFact } from '../../src/figures/facts';
import { SheetCache } from '../../src/figures/sheet-cache';
import { encodeSheet } from '../../src/figures/sheet-codec';
import { sheetRow } from '../../src/figures/sheet-row';
import { createSheetStore, sheetKey } from '../../src/figures/sheet-store';
import { startOfShanghaiDay } from '../../src/ports/calendar';
import { ManualClock } from '../support/manual-clock';
import { memoryDocuments } from '../support/memory-documents';

const day = (n: number) => `2026-11-${String(n).padStart(2, '0')}`;
const contact = (n: number, id: string): ContactFact => ({
  id,
  conversationId: 'c',
  channel: 'web',
  language: 'en',
  startedAt: startOfShanghaiDay(day(n)),
  endedAt: startOfShanghaiDay(day(n)),
  customer: id,
  byUs: false,
  messages: 1,
  topics: [],
  answered: 0,
  missed: 0,
  thumbsDown: 0,
  complaints: [],
  personAsked: false,
  handoffs: [],
});

async function filled(days: number, maxRows: number) {
  const clock = new ManualClock();
  const documents = memoryDocuments(clock);
  const reads: string[] = [];
  const store = createSheetStore({
    ...documents,
    get: (kind, key) => {
      reads.push(key);
      return documents.get(kind, key);
    },
  });
  const write = async (n: number, id: string) => {
    const version = await store.merge('contacts', day(n), [sheetRow('contacts', contact(n, id), 1)]);
    await store.putMark({ positions: {}, sheets: { [sheetKey('contacts', day(n))]: version }, asOf: 1 });
  };
  for (let n = 1; n <= days; n += 1) await write(n, `a${n}`);
  const cache = new SheetCache({ store, clock, maxRows });
  const look = async (from = 1, until = days) => {
    reads.length = 0;
    const mark = await cache.mark();
    const rows: number[] = [];
    const all = cache.days(mark, 'contacts', day(from), day(until));
    for await (const sheet of cache.sheets(mark, 'contacts', all)) rows.push(sheet.rows);
    return {
      rows,
      read: reads.filter((key) => key !== 'figures'),
      marks: reads.filter((key) => key === 'figures').length,
    };
  };
  return { cache, clock, documents, look, reads, store, write };
}

test('a sheet is read once, and again when it changed; what changed is looked at once a second', async () => {
  const { clock, look, write } = await filled(3, 100);
  expect(await look()).toMatchObject({ rows: [1, 1, 1], marks: 1 });
  await write(2, 'b');
  expect(await look()).toEqual({ rows: [1, 1, 1], read: [], marks: 0 });
  clock.advance(1_000);
  expect(await look()).toEqual({ rows: [1, 2, 1], read: [sheetKey('contacts', day(2))], marks: 1 });
  // Set back, it still looks.
  clock.advance(-3_600_000);
  expect((await look()).marks).toBe(1);
});

test('rows above the limit are let go, those used longest ago first, and every sheet is given all the same', async () => {
  const { look } = await filled(9, 4);
  expect((await look()).rows).toHaveLength(9);
  expect((await look(8, 9)).read).toEqual([]);
  expect((await look()).rows).toEqual(Array.from({ length: 9 }, () => 1));
});

test('one that is asked for by two at once is read once; one that is gone is left out', async () => {
  const { documents, look, cache } = await filled(3, 100);
  const [one, two] = await Promise.all([look(), look()]);
  expect([one.rows, two.rows]).toEqual([
    [1, 1, 1],
    [1, 1, 1],
  ]);
  await documents.remove('sheet', sheetKey('contacts', day(2)));
  const other = new SheetCache({ store: createSheetStore(documents), clock: new ManualClock(), maxRows: 9 });
  const mark = await other.mark();
  const rows = [];
  for await (const sheet of other.sheets(mark, 'contacts', [day(1), day(2), day(3)])) rows.push(sheet.day);
  expect(rows).toEqual([day(1), day(3)]);
  expect(cache.days(mark, 'contacts', day(2), day(9))).toEqual([day(2), day(3)]);
  expect(cache.days(mark, 'complaints', day(1), day(9))).toEqual([]);
});

test('a failure is told to whoever asked, and the next look tries again', async () => {
  const clock = new ManualClock();
  const documents = memoryDocuments(clock);
  let isDown = true;
  const store = createSheetStore({
    ...documents,
    get: (kind, key) => (isDown ? Promise.reject(new Error('no database')) : documents.get(kind, key)),
  });
  const start = startOfShanghaiDay(day(1));
  await documents.put('sheet', sheetKey('contacts', day(1)), await encodeSheet('contacts', start, []), 0);
  const cache = new SheetCache({ store, clock, maxRows: 9 });
  await expect(cache.mark()).rejects.toThrow('no database');
  const mark = { positions: {}, sheets: { [sheetKey('contacts', day(1))]: 1 }, asOf: 0 };
  await expect(cache.sheet(mark, 'contacts', day(1))).rejects.toThrow('no database');
  isDown = false;
  expect(await cache.mark()).toMatchObject({ sheets: {} });
  expect(await cache.sheet(mark, 'contacts', day(1))).toMatchObject({ rows: 0 });
});
