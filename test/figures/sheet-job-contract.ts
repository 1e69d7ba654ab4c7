import type { Complaint } from '../../src/complaints/complaint';
import { createFigures } from '../../src/figures/create-figures';
import type { ContactFact } from '../../src/figures/facts';
import { measures } from '../../src/figures/figures';
import { createSheetJob } from '../../src/figures/sheet-job';
import type { DocumentStore } from '../../src/ports/document-store';
import { silentLog } from '../../src/ports/log';
import type { Store } from '../../src/storage/store';
import { ManualClock } from '../support/manual-clock';
import { newComplaint } from '../support/new-complaint';
import { newHandoff } from '../support/new-handoff';
import { rules } from './filled-figures';

type Stores = Pick<Store, 'complaints' | 'handoffs' | 'records' | 'documents'>;
export type MakeStores = (clock: ManualClock) => Promise<readonly [Stores, Stores]> | readonly [Stores, Stores];

const day = 86_400_000;
const start = Date.parse('2026-11-20T23:30:00+08:00');
const span = { from: '2026-11-01', until: '2026-12-31' };
const running = () => new AbortController().signal;

/** What the job that keeps the sheets promises, on any store and two nodes. */
export function sheetJobContract(name: string, makeStores: MakeStores): void {
  describe(`${name}: the job that keeps the figures`, () => {
    let clock: ManualClock;
    let nodes: readonly [Stores, Stores];
    beforeEach(async () => {
      clock = new ManualClock(start + 3 * day);
      nodes = await makeStores(clock);
    });
    const jobOn = (node: Stores, documents: DocumentStore = node.documents) =>
      createSheetJob({ ...node, documents, rules: rules(), clock, log: silentLog, typeOfTopic: () => 'after_sales' });
    const file = (node: Stores, n: number, overrides = {}) =>
      node.complaints.insert(
        newComplaint({
          id: `cmp_${n}`,
          createdBy: `key_${n}`,
          createdAt: start + n * 3_600_000,
          marks: { recorded: { at: start + n * 3_600_000, actor: 'bot' } },
          ...overrides,
        }),
      );
    const contact = (node: Stores, fact: Partial<ContactFact> & { id: string; startedAt: number }) => {
      const data: ContactFact = {
        conversationId: 'c1',
        channel: 'web',
        language: 'zh-Hans',
        endedAt: fact.startedAt + 60_000,
        customer: 'somebody',
        byUs: false,
        messages: 1,
        topics: [],
        answered: 1,
        missed: 0,
        thumbsDown: 0,
        complaints: [],
        personAsked: false,
        handoffs: [],
        ...fact,
      };
      return node.records.append({
        kind: 'contact',
        key: data.id,
        at: clock.now(),
        conversationId: 'c1',
        data: { ...data },
      });
    };

    /** Everything there can be, half of it changed later. */
    async function written([one, two]: readonly [Stores, Stores]): Promise<void> {
      const complaints: Complaint[] = [];
      for (let n = 0; n < 12; n += 1) complaints.push(await file(n % 2 ? one : two, n));
      for (const complaint of complaints.slice(4, 8)) {
        await two.complaints.replace({ ...complaint, type: 'after_sales', handler: 'li' });
      }
      for (let n = 0; n < 5; n += 1) {
        const id = `hof_${n}`;
        const handoff = await one.handoffs.enqueue(
          newHandoff({ id, createdBy: id, createdAt: start + n * 7_200_000, acceptedAt: start + n * 7_200_000 + 5 }),
        );
        if (n < 3) await two.handoffs.replace({ ...handoff, status: 'done', agent: 'li' });
        await contact(n % 2 ? one : two, { id: `con_${n}`, startedAt: start + n * day });
      }
      await one.records.append({
        kind: 'survey',
        key: 'hof_1',
        at: clock.now(),
        conversationId: 'c1',
        data: { score: 'dissatisfied', handoffId: 'hof_1', agent: 'li' },
      });
      await one.records.append({
        kind: 'survey',
        key: 'hof_1:words',
        at: clock.now(),
        conversationId: 'c1',
        data: { words: 'too slow' },
      });
    }

    async function seen(node: Stores) {
      clock.advance(1_000);
      const figures = createFigures({ documents: node.documents, clock });
      const { rows } = await figures.answer({ ...span, measures });
      const days = await figures.answer({
        ...span,
        measures: ['complaints', 'contacts', 'handoffs'],
        by: ['day', 'channel'],
      });
      const list = await figures.list({ ...span, measure: 'complaints', part: 'n' }, 99);
      return { whole: rows[0]?.figures, days: days.rows, list };
    }

    test('what is written on any node is counted, changes take their place, and nothing is counted twice', async () => {
      await written(nodes);
      const [one, two] = nodes;
      await jobOn(one).run(running());
      const first = await seen(two);
      expect(first.whole).toMatchObject({
        complaints: { n: 12 },
        correction_rate: { n: 0, of: 0 },
        contacts: { n: 5 },
        handoffs: { n: 5 },
        misrouting_rate: { n: 0, of: 5 },
        waiting_time: { of: 5, value: 5 },
        person_dissatisfaction_rate: { n: 1, of: 1, value: 1 },
      });
      // 23:30 belongs to the day in Shanghai, half an hour later it is the next.
      expect(first.days.find(({ key }) => key[0] === '2026-11-20')?.figures.complaints).toMatchObject({ n: 1 });
      expect(first.list.items.map(({ id }) => id).at(-1)).toMatch(/^C20261120-0001-\d$/);

      for (const node of [one, two, two]) await jobOn(node).run(running());
      const again = await seen(one);
      expect(again).toEqual(first);
      const found = (await one.complaints.byId('cmp_0')) as Complaint;
      await two.complaints.replace({ ...found, surveys: [{ at: clock.now(), score: 'unsatisfied' }] });
      await file(two, 20);
      await jobOn(two).run(running());
      expect((await seen(one)).whole).toMatchObject({
        complaints: { n: 13 },
        dissatisfaction_rate: { n: 1, of: 1, value: 1 },
      });
    });

    test('figures that are open see what is new within a second', async () => {
      const [one, two] = nodes;
      const figures = createFigures({ documents: two.documents, clock });
      const count = async () =>
        (await figures.answer({ ...span, measures: ['complaints'] })).rows[0]?.figures.complaints?.n;
      expect(await count()).toBe(0);
      for (let n = 1; n <= 3; n += 1) {
        await file(one, n);
        await jobOn(one).run(running());
        clock.advance(1_000);
        expect(await count()).toBe(n);
      }
    });

    test('a run that dies at any write, on whichever node, loses nothing and counts nothing twice', async () => {
      await written(nodes);
      const [one, two] = nodes;
      const wanted = await (async () => {
        // The same, never disturbed, on sheets of its own.
        const documents = (await makeStores(clock))[0].documents;
        await jobOn(one, documents).run(running());
        return seen({ ...one, documents });
      })();
      let writes = Number.POSITIVE_INFINITY;
      const dying = (node: Stores): DocumentStore => ({
        ...node.documents,
        async put(...args) {
          writes -= 1;
          if (writes < 0) throw new Error('the node died');
          return node.documents.put(...args);
        },
      });
      for (let alive = 0; ; alive += 1) {
        writes = alive;
        const node = alive % 2 ? one : two;
        const outcome = await jobOn(node, dying(node))
          .run(running())
          .then(
            () => 'done',
            () => 'died',
          );
        if (outcome === 'done') break;
        expect(alive).toBeLessThan(60);
        if (alive === 4) await file(two, 30);
      }
      const after = await seen(one);
      expect(after.list.total).toBe(wanted.list.total + 1);
      expect(after.whole).toMatchObject({ ...wanted.whole, ...changedBy(after.whole ?? {}, wanted.whole ?? {}) });
      expect(after.whole?.complaints?.n).toBe(13);
    }, 120_000);

    test('two nodes that run at once, and one that was cut off long ago, end with the same', async () => {
      await written(nodes);
      const [one, two] = nodes;
      const abort = new AbortController();
      abort.abort();
      await jobOn(one).run(abort.signal);
      expect((await seen(one)).whole?.complaints).toEqual({ n: 0, of: 0 });
      await Promise.allSettled([jobOn(one).run(running()), jobOn(two).run(running()), jobOn(one).run(running())]);
      await jobOn(two).run(running());
      const both = await seen(one);
      expect(both.whole).toMatchObject({ complaints: { n: 12 }, contacts: { n: 5 }, handoffs: { n: 5 } });
      await jobOn(one).anew(running(), () => undefined);
      expect(await seen(two)).toEqual(both);
    });

    test('a record that tells of no contact is left out, and the rest is brought in', async () => {
      const [one] = nodes;
      await one.records.append({
        kind: 'contact',
        key: 'odd',
        at: clock.now(),
        conversationId: 'c',
        data: { id: 'odd' },
      });
      await contact(one, { id: 'con_1', startedAt: start, topics: ['billing.balance', '__proto__'] });
      await jobOn(one).run(running());
      const figures = createFigures({ documents: one.documents, clock });
      const { rows } = await figures.answer({ ...span, measures: ['contacts'], by: ['topic'] });
      expect(rows.map(({ key }) => key)).toEqual([['__proto__'], ['billing.balance']]);
    });
  });
}

/** Counts that one complaint more has changed: they are looked at by themselves. */
function changedBy(after: object, before: object): object {
  const others = Object.entries(after).filter(
    ([name]) =>
      JSON.stringify((before as Record<string, unknown>)[name]) !==
      JSON.stringify((after as Record<string, unknown>)[name]),
  );
  const names = others.map(([name]) => name);
  const ofComplaints = [
    'complaints',
    'complaint_rate',
    'omission_rate',
    'on_time_rate',
    'repeat_rate',
    'law_on_time_rate',
  ];
  expect(names.filter((name) => !ofComplaints.includes(name))).toEqual([]);
  return Object.fromEntries(others);
}
