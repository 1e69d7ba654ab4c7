import { deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { madeYear } from '../../bench/figures/made-facts';
import { layouts, sheetKinds, topicsOf } from '../../src/figures/columns';
import { decodeSheet, encodeSheet, idsOf, rowsOf, type SheetRow } from '../../src/figures/sheet-codec';
import { mergedRows, sheetRow } from '../../src/figures/sheet-row';
import { shanghaiDay, startOfShanghaiDay } from '../../src/ports/calendar';
import { complaintFacts, contactFacts, handoffFacts } from './generated-facts';

const facts = { complaints: complaintFacts, contacts: contactFacts, handoffs: handoffFacts };
const rowsOfKind = (kind: (typeof sheetKinds)[number]) =>
  (facts[kind] as fc.Arbitrary<readonly never[]>).map((all) =>
    all.map((fact, index) => sheetRow(kind as 'complaints', fact, 1 + (index % 40))),
  );

test.each(sheetKinds)('rows of %s come back as they were written, in the order of their moments', async (kind) => {
  await fc.assert(
    fc.asyncProperty(rowsOfKind(kind), async (rows) => {
      const days = new Map<string, SheetRow[]>();
      for (const row of rows) {
        const day = shanghaiDay(row.at);
        days.set(day, [...(days.get(day) ?? []), row]);
      }
      for (const [day, ofDay] of days) {
        const start = startOfShanghaiDay(day);
        // What is stored is JSON.
        const stored = JSON.parse(JSON.stringify(await encodeSheet(kind, start, ofDay)));
        const sheet = await decodeSheet(kind, day, start, stored);
        const sorted = [...ofDay].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
        expect(await rowsOf(sheet)).toEqual(sorted);
        expect(await idsOf(sheet)).toEqual(sorted.map(({ id, rank }) => ({ id, rank })));
      }
    }),
    { numRuns: 60, seed: 2 },
  );
});

test('times: none, never, the moment itself, and years later', async () => {
  const start = startOfShanghaiDay('2026-11-22');
  const at = start + 86_399_999;
  const names = Object.keys(layouts.complaints.columns);
  const cells = (values: Readonly<Record<string, number | undefined>>) => names.map((name) => values[name]);
  const years = at + 3_000 * 86_400_000;
  const row = { id: 'C1', rank: 1, at, cells: cells({ handledBy: Infinity, handled: years, law: at, lawBy: at - 5 }) };
  const sheet = await decodeSheet('complaints', '2026-11-22', start, await encodeSheet('complaints', start, [row]));
  expect(sheet.times['handledBy']?.at(0)).toBe(Infinity);
  expect(sheet.times['handled']?.at(0)).toBe(years);
  expect(sheet.times['law']?.at(0)).toBe(at);
  expect(sheet.times['closed']?.at(0)).toBeNaN();
  expect(sheet.times['closed']?.has(0)).toBe(false);
  // Nothing is done before its own moment, by whatever clock.
  expect(sheet.times['lawBy']?.at(0)).toBe(at);
  const empty = await decodeSheet('contacts', '2026-11-22', start, await encodeSheet('contacts', start, []));
  expect([empty.rows, await idsOf(empty), await rowsOf(empty)]).toEqual([0, [], []]);
});

test('a sheet stored before its layout had more codes has none of them, and takes rows that do', async () => {
  const start = startOfShanghaiDay('2026-11-22');
  const added = ['type', 'subType', 'area', 'team'];
  const visit = (id: string, fields: object = {}) =>
    sheetRow(
      'contacts',
      {
        ...{ id, conversationId: 'c', channel: 'web', language: 'en', startedAt: start + 1, endedAt: start + 2 },
        ...{ customer: 'x', byUs: false, messages: 1, topics: ['billing.balance'], answered: 1, missed: 0 },
        ...{ thumbsDown: 0, complaints: [], personAsked: false, handoffs: [], ...fields },
      },
      1,
    );
  const rows = [visit('v1'), visit('v2'), visit('v3')];
  const stored = await encodeSheet('contacts', start, rows);
  // As it was written then: the columns at the end and their names were not there.
  const bytes = inflateRawSync(Buffer.from(stored.columns, 'base64'));
  const before = {
    ...stored,
    names: Object.fromEntries(Object.entries(stored.names).filter(([name]) => !added.includes(name))),
    columns: deflateRawSync(bytes.subarray(0, bytes.length - added.length * 8)).toString('base64'),
  };
  const sheet = await decodeSheet('contacts', '2026-11-22', start, before);
  expect(await rowsOf(sheet)).toEqual(rows);
  expect(sheet.codes['type']?.names).toEqual(['']);
  const all = mergedRows(await rowsOf(sheet), [visit('v2', { type: 'after_sales', team: 'network' })]) ?? [];
  const anew = await decodeSheet('contacts', '2026-11-22', start, await encodeSheet('contacts', start, all));
  expect(Array.from(anew.codes['type']?.of ?? [])).toEqual([0, 1, 0]);
  expect(anew.codes['team']?.names).toEqual(['', 'network']);
});

test('a complaint takes about 60 bytes, a year of a million so many megabytes', async () => {
  const start = startOfShanghaiDay('2026-11-22');
  const [day] = madeYear(start, 2_740, 1);
  const rows = (day?.complaints ?? []).map((fact) => sheetRow('complaints', fact, 7));
  const stored = JSON.stringify(await encodeSheet('complaints', start, rows)).length / rows.length;
  expect(rows).toHaveLength(2_740);
  expect(stored).toBeGreaterThan(30);
  expect(stored).toBeLessThan(90);
});

test('of two rows with one id the one that knows more stays, of the same knowledge the later one', () => {
  const row = (id: string, rank: number, value: string): SheetRow => ({ id, rank, at: 1, cells: [value] });
  const before = [row('a', 2, 'x'), row('b', 1, 'x')];
  expect(mergedRows(before, [row('a', 1, 'old'), row('b', 1, 'x')])).toBeUndefined();
  expect(mergedRows(before, [row('a', 3, 'new')])).toEqual([row('a', 3, 'new'), row('b', 1, 'x')]);
  expect(mergedRows(before, [row('b', 1, 'corrected'), row('c', 1, 'x')])).toEqual([
    row('a', 2, 'x'),
    row('b', 1, 'corrected'),
    row('c', 1, 'x'),
  ]);
  expect(topicsOf('')).toEqual([]);
});
