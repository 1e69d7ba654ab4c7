import fc from 'fast-check';
import type { SheetKind } from '../../src/figures/columns';
import { createFigures } from '../../src/figures/create-figures';
import { type Dimension, type FiguresFilter, type Measure, measures } from '../../src/figures/figures';
import { dimensionsOf, dimensionsOfMeasure, measureRules } from '../../src/figures/measure-rules';
import { sheetRow } from '../../src/figures/sheet-row';
import { createSheetStore, sheetKey } from '../../src/figures/sheet-store';
import { shanghaiDay } from '../../src/ports/calendar';
import { ManualClock } from '../support/manual-clock';
import { memoryDocuments } from '../support/memory-documents';
import { complaintFacts, contactFacts, handoffFacts, now } from './generated-facts';
import { type Facts, fits, idOfFact, momentOf, naive, valuesOf } from './recount';

const allFacts = fc.record({ complaints: complaintFacts, contacts: contactFacts, handoffs: handoffFacts });

/** Figures over facts that are written as a job would write them, each day in two goes. */
async function figuresOver(facts: Facts, maxRows = 1_000_000) {
  const clock = new ManualClock(now);
  const documents = memoryDocuments(clock);
  const store = createSheetStore(documents);
  const sheets: Record<string, number> = {};
  for (const kind of ['complaints', 'contacts', 'handoffs'] as const) {
    for (const half of [0, 1]) {
      for (const [index, fact] of facts[kind].entries()) {
        if (index % 2 !== half) continue;
        const row = sheetRow(kind as 'complaints', fact as never, 1);
        const day = shanghaiDay(row.at);
        sheets[sheetKey(kind, day)] = await store.merge(kind, day, [row]);
      }
    }
  }
  await store.putMark({ positions: {}, sheets, asOf: now - 5 });
  return createFigures({ documents, clock, maxRows });
}

const dayMs = 86_400_000;
const span = { from: '2026-12-26', until: '2027-01-31' };
const values: Readonly<Partial<Record<Dimension, readonly string[]>>> = {
  type: ['pricing_billing', 'after_sales'],
  subType: ['__proto__', ''],
  channel: ['web', 'voice'],
  area: ['constructor'],
  team: ['billing', "shop'"],
  handler: ['li', ''],
  score: ['unsatisfied', 'dissatisfied'],
  language: ['en'],
  topic: ['billing.balance', ''],
  reason: ['customer_asked'],
  week: ['2026-W53'],
  weekday: ['7', '1'],
  hour: ['0', '23', '12'],
};
const whereOf = (dimensions: readonly Dimension[]) =>
  Object.fromEntries(dimensions.flatMap((dimension) => (values[dimension] ? [[dimension, values[dimension]]] : [])));

const base = new Set<Dimension>(['channel', 'day', 'week', 'hour', 'weekday']);
const onlyBase = (filter: FiguresFilter): FiguresFilter => ({
  ...filter,
  where: Object.fromEntries(Object.entries(filter.where ?? {}).filter(([name]) => base.has(name as Dimension))),
});

/** What a measure must come to over these facts. */
function expected(facts: Facts, measure: Measure, filter: FiguresFilter, keyed: Partial<Record<Dimension, string>>) {
  const rule = naive(facts, now)[measure];
  const inGroup = (fact: Parameters<typeof valuesOf>[0], only?: ReadonlySet<Dimension>) =>
    Object.entries(keyed).every(
      ([dimension, value]) =>
        (only && !only.has(dimension as Dimension)) || valuesOf(fact, dimension as Dimension).includes(value),
    );
  const of = facts[rule.from].filter((fact) => fits(fact, filter) && inGroup(fact) && rule.of(fact as never));
  if (measure === 'complaint_rate') {
    const contacts = facts.contacts.filter(
      (contact) => !contact.byUs && fits(contact, onlyBase(filter)) && inGroup(contact, base),
    );
    const figure = { n: of.length, of: contacts.length };
    return contacts.length === 0 ? figure : { ...figure, value: (of.length / contacts.length) * 10_000 };
  }
  if (of.length === 0) return { n: 0, of: 0 };
  if (rule.value) {
    const sorted = of.map((fact) => rule.value?.(fact as never) ?? 0).sort((a, b) => a - b);
    const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
    const value = rule.result === 'sum' ? sorted.reduce((a, b) => a + b, 0) : Math.round((low + high) / 2);
    return { n: of.length, of: of.length, value };
  }
  const n = rule.n ? of.filter((fact) => rule.n?.(fact as never)).length : of.length;
  return { n, of: of.length, value: rule.n ? n / of.length : n };
}

test('every measure equals a recount from the facts, whole, told by one and by two dimensions, filtered or not', async () => {
  const some = <T>(all: readonly T[], most: number) => fc.shuffledSubarray([...all], { maxLength: most });
  const queries = fc.constantFrom<SheetKind>('complaints', 'contacts', 'handoffs').chain((kind) =>
    fc.record({
      by: some(dimensionsOf[kind], 2),
      where: some(dimensionsOf[kind], 2).map(whereOf),
      from: fc.constantFrom('2026-12-26', '2026-12-31', '2027-01-03'),
      until: fc.constantFrom('2027-01-03', '2027-01-31', '2026-12-26'),
    }),
  );
  await fc.assert(
    fc.asyncProperty(allFacts, queries, fc.constantFrom(10, 1_000_000), async (facts, query, maxRows) => {
      const { by, ...filter } = query;
      const figures = await figuresOver(facts, maxRows);
      const { rows, asOf } = await figures.answer({ ...query, measures });
      expect(asOf).toBe(now - 5);
      const told = measures.filter((measure) =>
        [...by, ...(Object.keys(filter.where) as Dimension[])].every((name) =>
          dimensionsOfMeasure(measure).includes(name),
        ),
      );
      expect(new Set(rows.map(({ key }) => key.join('|'))).size).toBe(rows.length);
      const seen: Record<string, number> = {};
      for (const { key, figures: found } of rows) {
        const keyed = Object.fromEntries(by.map((dimension, index) => [dimension, key[index] ?? '']));
        expect(Object.keys(found)).toEqual(told);
        for (const measure of told) {
          expect([measure, found[measure]]).toEqual([measure, expected(facts, measure, filter, keyed)]);
          seen[measure] = (seen[measure] ?? 0) + (found[measure]?.of ?? 0);
        }
      }
      // No group was left out: without topics, of which a contact may have several, all groups come to the whole.
      if (!by.includes('topic')) {
        for (const measure of told.filter((name) => name !== 'complaint_rate')) {
          expect([measure, seen[measure] ?? 0]).toEqual([measure, expected(facts, measure, filter, {}).of]);
        }
      }
    }),
    { numRuns: 90, seed: 11 },
  );
}, 60_000);

test('a list is as long as its number, and holds the rows that were counted, newest first, page by page', async () => {
  const filters = fc.constantFrom<FiguresFilter>(
    span,
    { ...span, where: whereOf(['channel']) },
    { ...span, where: whereOf(['weekday', 'hour']) },
    { from: '2026-12-31', until: '2027-01-03' },
  );
  await fc.assert(
    fc.asyncProperty(allFacts, filters, fc.integer({ min: 1, max: 7 }), async (facts, filter, limit) => {
      const figures = await figuresOver(facts);
      const [whole] = (await figures.answer({ ...filter, measures })).rows;
      for (const measure of measures) {
        for (const part of ['n', 'of'] as const) {
          const query = { ...filter, measure, part };
          const items = [];
          let after: string | undefined;
          do {
            const page = await figures.list(query, limit, after);
            expect([measure, part, page.total]).toEqual([measure, part, whole?.figures[measure]?.[part]]);
            items.push(...page.items);
            after = page.next;
          } while (after !== undefined);
          const rule = naive(facts, now)[measure];
          const isRate = measure === 'complaint_rate' && part === 'of';
          const rows = isRate
            ? facts.contacts.filter((contact) => !contact.byUs && fits(contact, onlyBase(filter)))
            : facts[rule.from].filter(
                (fact) =>
                  fits(fact, filter) &&
                  rule.of(fact as never) &&
                  (part === 'of' || rule.n === undefined || rule.n(fact as never)),
              );
          const sorted = [...rows].sort((a, b) => momentOf(b) - momentOf(a) || (idOfFact(a) < idOfFact(b) ? 1 : -1));
          expect(items.map(({ id, at }) => [id, at])).toEqual(sorted.map((fact) => [idOfFact(fact), momentOf(fact)]));
        }
      }
    }),
    { numRuns: 20, seed: 5 },
  );
});

test('what a measure cannot be told by leaves it out, and a list of it is empty', async () => {
  const [facts] = fc.sample(allFacts, { numRuns: 1, seed: 3 }) as [Facts];
  const figures = await figuresOver(facts);
  const where = { topic: ['billing.balance'] };
  const { rows } = await figures.answer({ ...span, measures: ['contacts', 'complaints', 'complaint_rate'], where });
  expect(rows.map(({ figures: found }) => Object.keys(found))).toEqual([['contacts']]);
  expect(await figures.list({ ...span, measure: 'complaints', part: 'n', where }, 9)).toEqual({ total: 0, items: [] });
  await expect(figures.answer({ ...span, measures: ['complaints'], by: ['type', 'day', 'hour'] })).rejects.toThrow(
    RangeError,
  );
});

test('what no row bears is no group, also where times are counted', async () => {
  await fc.assert(
    fc.asyncProperty(allFacts, async (facts) => {
      const figures = await figuresOver(facts);
      const { rows } = await figures.answer({ ...span, measures: ['complaints', 'resolve_time'], by: ['type'] });
      expect(rows.filter((row) => row.figures.complaints?.of === 0)).toEqual([]);
    }),
    { numRuns: 10, seed: 7 },
  );
});

test('nothing stored is an answer too', async () => {
  const clock = new ManualClock(now);
  const figures = createFigures({ documents: memoryDocuments(clock), clock });
  expect(await figures.answer({ ...span, measures: ['complaints', 'complaint_rate'] })).toEqual({
    asOf: 0,
    rows: [{ key: [], figures: { complaints: { n: 0, of: 0 }, complaint_rate: { n: 0, of: 0 } } }],
  });
  expect(await figures.answer({ ...span, measures: ['complaints'], by: ['type'] })).toEqual({ asOf: 0, rows: [] });
  expect(await figures.list({ ...span, measure: 'omission_rate', part: 'n' }, 9, 'nonsense')).toEqual({
    total: 0,
    items: [],
  });
});

test('each measure has a rule and something it can be told by', () => {
  expect(Object.keys(measureRules)).toEqual([...measures]);
  for (const measure of measures)
    expect(dimensionsOfMeasure(measure)).toEqual(expect.arrayContaining(['week', 'channel']));
});

test('what is due now is not late yet, a millisecond later it is', async () => {
  const createdAt = now - 86_400_000;
  const soon = { dueAt: now + 1 };
  const complaint = (handledBy: number) =>
    ({
      number: `C20270114-${handledBy - now + 10}-0`,
      createdAt,
      type: 'pricing_billing',
      botType: 'pricing_billing',
      channel: 'web',
      team: 'billing',
      status: 'assessed',
      recorded: { dueAt: createdAt, at: createdAt },
      handled: { dueAt: handledBy },
      firstReply: soon,
      resolve: { dueAt: handledBy },
      law: soon,
      reopened: 0,
      repeatCount: 0,
      costFen: 0,
    }) as const;
  const facts = { complaints: [-1, 0, 1].map((ms) => complaint(now + ms)), contacts: [], handoffs: [] };
  const figures = await figuresOver(facts);
  const { rows } = await figures.answer({ ...span, measures: ['omission_rate', 'on_time_rate'] });
  expect(rows[0]?.figures).toEqual({
    omission_rate: { n: 1, of: 3, value: 1 / 3 },
    on_time_rate: { n: 0, of: 1, value: 0 },
  });
  const { items } = await figures.list({ ...span, measure: 'omission_rate', part: 'n' }, 9);
  expect(items.map(({ id }) => id)).toEqual(['C20270114-9-0']);
});

test('solved without a person is who was answered: not who was not understood, complained, or asked for somebody', async () => {
  const visit = (index: number, fields: object) => ({
    ...{ id: `visit-${index}`, conversationId: `c-${index}`, channel: 'web', language: 'zh-Hans' },
    ...{ startedAt: now - 10 * dayMs, endedAt: now - 10 * dayMs + 60_000, customer: `customer-${index}`, byUs: false },
    ...{ messages: 2, topics: [], answered: 0, missed: 0, thumbsDown: 0, complaints: [], personAsked: false },
    handoffs: [],
    ...fields,
  });
  const contacts = [
    { answered: 1, topics: ['billing.balance'] },
    { missed: 2 },
    { answered: 1, complaints: ['C20261228-0001-1'] },
    { personAsked: true },
    { answered: 1, personAsked: true, handoffs: ['h1'] },
    // A greeting and no more asks for nothing.
    {},
  ].map((fields, index) => visit(index, fields));
  const figures = await figuresOver({ complaints: [], handoffs: [], contacts: contacts as Facts['contacts'] });
  const { rows } = await figures.answer({ ...span, measures: ['containment'] });
  expect(rows[0]?.figures.containment).toEqual({ n: 1, of: 5, value: 0.2 });
});
