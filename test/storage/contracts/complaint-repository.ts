import fc from 'fast-check';
import { type Complaint, complaintStatuses, complaintTypes } from '../../../src/complaints/complaint';
import { parseComplaintNumber } from '../../../src/complaints/number';
import type { ComplaintQuery, ComplaintRepository, NewComplaint } from '../../../src/ports/complaint-repository';
import { ManualClock } from '../../support/manual-clock';
import { newComplaint } from '../../support/new-complaint';
import type { MakeStore } from './made';

const loneSurrogate = String.fromCharCode(0xd800);

/** What every complaint repository promises (R1, R4, R5). */
export function complaintRepositoryContract(name: string, makeStore: MakeStore<ComplaintRepository>): void {
  describe(`${name} as ComplaintRepository`, () => {
    let store: ComplaintRepository;
    let other: ComplaintRepository;
    beforeEach(async () => {
      ({ store, other } = await makeStore(new ManualClock()));
    });
    const file = (n: number, overrides = {}) => newComplaint({ id: `cmp_${n}`, createdBy: `key_${n}`, ...overrides });
    const serialOf = (complaint: { number: string }) => Number(complaint.number.split('-')[1]);

    test('stores it whole and numbers it by the day in Shanghai', async () => {
      const stored = await store.insert(file(1, { createdAt: Date.parse('2026-11-21T23:59:59+08:00') }));
      expect(stored).toEqual({ ...file(1), createdAt: stored.createdAt, number: stored.number, version: 1 });
      expect(stored.number).toMatch(/^C20261121-0001-\d$/);
      expect(parseComplaintNumber(stored.number)).toBe(stored.number);
      expect(await other.byId('cmp_1')).toEqual(stored);
      expect(await other.byNumber(stored.number)).toEqual(stored);
      const next = await other.insert(file(2, { createdAt: Date.parse('2026-11-22T00:00:00+08:00') }));
      expect(next.number).toMatch(/^C20261122-0001-\d$/);
    });

    test('knows nothing it was not given', async () => {
      await store.insert(file(1));
      for (const number of ['C20261121-0002-0', '', "' OR 1=1 --", '__proto__']) {
        expect(await store.byNumber(number)).toBeUndefined();
        expect(await store.byId(number)).toBeUndefined();
        expect(await store.ofPhone(number, 0)).toEqual([]);
      }
    });

    test('the same act five times at once, and again later, is one complaint', async () => {
      const all = await Promise.all(
        [store, other, store, other, store].map((s, n) => s.insert(file(1, { id: `x${n}` }))),
      );
      expect(new Set(all.map((complaint) => JSON.stringify(complaint))).size).toBe(1);
      const changed = await store.replace({ ...(all[0] ?? fail()), status: 'acknowledged' });
      expect(await other.insert(file(1, { story: 'something else' }))).toEqual(changed);
      expect(serialOf(await store.insert(file(2)))).toBe(2);
    });

    test('numbers of a day are unique and without a gap, whoever files', async () => {
      const all = await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 ? store : other).insert(file(n))));
      expect(all.map(serialOf).sort((a, b) => a - b)).toEqual(all.map((_, index) => index + 1));
    });

    test('finds those of a phone, newest first, since a time and of a type, at most 50', async () => {
      const at = newComplaint().createdAt;
      for (const [n, type] of (['pricing_billing', 'after_sales', 'pricing_billing'] as const).entries()) {
        await store.insert(file(n, { createdAt: at + n * 1000, type }));
      }
      await store.insert(file(8, { phone: '13800000009' }));
      const { phone: _, ...anonymous } = file(9);
      await store.insert(anonymous);
      const ids = async (...query: Parameters<typeof store.ofPhone>) =>
        (await other.ofPhone(...query)).map(({ id }) => id);
      expect(await ids('13800000002', at)).toEqual(['cmp_2', 'cmp_1', 'cmp_0']);
      expect(await ids('13800000002', at + 1)).toEqual(['cmp_2', 'cmp_1']);
      expect(await ids('13800000002', at, 'pricing_billing')).toEqual(['cmp_2', 'cmp_0']);
      for (let n = 10; n < 65; n += 1) await store.insert(file(n, { createdAt: at + n * 1000 }));
      expect(await ids('13800000002', 0)).toHaveLength(50);
    });

    test('is replaced only at the version that was read', async () => {
      const first = await store.insert(file(1));
      const [a, b] = await Promise.all([
        store.replace({ ...first, status: 'acknowledged', priority: 1 }),
        other.replace({ ...first, status: 'withdrawn' }),
      ]);
      expect([a, b].filter((result) => result)).toHaveLength(1);
      expect(a ?? b).toMatchObject({ version: 2, number: first.number });
      expect(await store.byId('cmp_1')).toEqual(a ?? b);
      expect(await store.replace(first)).toBeUndefined();
      expect(await store.replace({ ...first, id: 'nobody' })).toBeUndefined();
    });

    test('names those that are due, the longest overdue first', async () => {
      const at = newComplaint().createdAt;
      const dues = [at + 3, at + 1, undefined, at + 2, at + 1, at + 9];
      for (const [n, dueAt] of dues.entries()) await store.insert(file(n, dueAt === undefined ? {} : { dueAt }));
      expect(await other.due(at, 9)).toEqual([]);
      expect(await other.due(at + 3, 9)).toEqual(['cmp_1', 'cmp_4', 'cmp_3', 'cmp_0']);
      expect(await other.due(at + 3, 2)).toEqual(['cmp_1', 'cmp_4']);
      for (const none of [0, -1]) expect(await other.due(at + 3, none)).toEqual([]);
      const [later, done] = await Promise.all([store.byId('cmp_1'), store.byId('cmp_4')]);
      await store.replace({ ...(later ?? fail()), dueAt: at + 5 });
      const { dueAt: _, ...rest } = done ?? fail();
      await store.replace(rest);
      expect(await other.due(at + 5, 9)).toEqual(['cmp_3', 'cmp_0', 'cmp_1']);
      const odd = `a\0${loneSurrogate}😀`;
      await store.insert(file(8, { id: odd, dueAt: at }));
      expect(await other.due(at, 9)).toEqual([odd]);
    });

    test('a change is found where it belongs now', async () => {
      const first = await store.insert(file(1));
      const ids = async (query: ComplaintQuery) => (await other.list(query, 9)).map(({ id }) => id);
      expect(await ids({ handler: null, owners: ['billing'], statuses: ['received'] })).toEqual(['cmp_1']);
      const promise = { ...first.promise, owner: 'network' };
      const changes = { handler: 'li', level: 1, status: 'assessed', type: 'product_quality', promise } as const;
      const changed = await store.replace({ ...first, ...changes });
      expect(await other.list({ handler: 'li' }, 9)).toEqual([changed]);
      for (const query of [
        { level: 1 },
        { owners: ['network'] },
        { statuses: ['assessed'] },
        { types: ['product_quality'] },
      ] as const) {
        expect(await ids(query)).toEqual(['cmp_1']);
      }
      for (const query of [
        { handler: null },
        { level: 2 },
        { owners: ['billing'] },
        { statuses: ['received'] },
        { types: ['pricing_billing'] },
      ] as const) {
        expect(await ids(query)).toEqual([]);
      }
    });

    describe('changed', () => {
      const versions = (found: readonly Complaint[]) => found.map(({ id, version }) => `${id} ${version}`).sort();
      const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

      test('tells all from the first, then what was written since, on any node, in its present form', async () => {
        for (let n = 0; n < 7; n += 1) await store.insert(file(n));
        const all: Complaint[] = [];
        let position: string | undefined;
        for (let pages = 0; pages < 9; pages += 1) {
          const page = await other.changed(3, position);
          expect(page.complaints.length).toBeLessThanOrEqual(3);
          all.push(...page.complaints);
          position = page.position;
        }
        expect([...new Set(versions(all))]).toEqual(Array.from({ length: 7 }, (_, n) => `cmp_${n} 1`));
        expect((await other.changed(9, position)).complaints).toEqual([]);
        const changed = await store.replace({ ...(all[0] ?? fail()), status: 'acknowledged' });
        const fresh = await store.insert(file(8));
        const news = await other.changed(9, position);
        expect(versions(news.complaints)).toEqual(versions([changed ?? fail(), fresh]));
        expect(news.complaints).toEqual(expect.arrayContaining([changed, fresh]));
        expect((await store.changed(9, news.position)).complaints).toEqual([]);
        expect(await store.replace({ ...(all[0] ?? fail()), status: 'closed' })).toBeUndefined();
        expect((await store.changed(9, news.position)).complaints).toEqual([]);
        expect((await store.changed(0, position)).complaints).toEqual([]);
      });

      test('leaves nothing out while two nodes write at once and somebody reads from the first on', async () => {
        for (let n = 100; n < 160; n += 1) await store.insert(file(n));
        const seen = new Map<string, number>();
        let position: string | undefined;
        const look = async () => {
          const page = await other.changed(5, position);
          position = page.position;
          for (const { id, version } of page.complaints) seen.set(id, Math.max(version, seen.get(id) ?? 0));
          return page.complaints.length;
        };
        let writing = true;
        const follower = (async () => {
          while (writing) {
            await look();
            await pause(1);
          }
        })();
        const write = async (on: ComplaintRepository, n: number) => {
          let complaint: Complaint | undefined = await on.insert(file(n));
          for (const priority of [1, 2, 1, 0] as const) {
            complaint = await on.replace({ ...(complaint ?? fail()), priority });
          }
        };
        await Promise.all(Array.from({ length: 12 }, (_, n) => write(n % 2 ? store : other, n)));
        writing = false;
        await follower;
        for (let looks = 0; looks < 60; looks += 1) await look();
        expect(seen.size).toBe(72);
        for (let n = 0; n < 12; n += 1) expect(seen.get(`cmp_${n}`)).toBe(5);
      });
    });

    test('finds those of a known problem, oldest first, page by page', async () => {
      const at = newComplaint().createdAt;
      const problem = { id: 'kp_1', number: 'K20261121-01' };
      for (const [n, createdAt] of [at + 2, at, at + 2, at + 1, at + 2].entries()) {
        await store.insert(file(n, { createdAt, problem }));
      }
      await store.insert(file(7, { problem: { id: "kp_'2", number: 'K20261121-02' } }));
      await store.insert(file(8));
      const ids = async (...query: Parameters<typeof store.ofProblem>) =>
        (await other.ofProblem(...query)).map(({ id }) => id);
      expect(await ids('kp_1', 9)).toEqual(['cmp_1', 'cmp_3', 'cmp_0', 'cmp_2', 'cmp_4']);
      expect(await ids('kp_1', 2)).toEqual(['cmp_1', 'cmp_3']);
      expect(await ids('kp_1', 2, 'cmp_3')).toEqual(['cmp_0', 'cmp_2']);
      expect(await ids('kp_1', 2, 'cmp_2')).toEqual(['cmp_4']);
      expect(await ids('kp_1', 9, 'cmp_4')).toEqual([]);
      // One that was removed since.
      expect(await ids('kp_1', 1, 'nobody')).toEqual(['cmp_1']);
      expect(await ids("kp_'2", 9)).toEqual(['cmp_7']);
      for (const none of [0, -1]) expect(await ids('kp_1', none)).toEqual([]);
      const { problem: _, ...free } = (await store.byId('cmp_3')) ?? fail();
      await store.replace(free);
      await store.replace({ ...((await store.byId('cmp_8')) ?? fail()), problem });
      expect(await ids('kp_1', 9)).toEqual(['cmp_1', 'cmp_8', 'cmp_0', 'cmp_2', 'cmp_4']);
    });

    describe('list', () => {
      const at = newComplaint().createdAt;
      const owners = ['billing', 'network', "shop'; --"];
      const marks = ['recorded', 'handled', 'rechecked', 'fedBack'] as const;
      /** Many of the same moment, and every combination often enough. */
      const all: NewComplaint[] = Array.from({ length: 60 }, (_, n) => {
        const { handler, level } = { handler: ['li', 'wang', undefined][n % 3], level: ([0, 1, 2] as const)[n % 4] };
        return file(n, {
          createdAt: at + (n % 5),
          type: complaintTypes[n % 4] ?? fail(),
          status: complaintStatuses[(n * 7) % 11] ?? fail(),
          promise: { ...newComplaint().promise, owner: owners[n % 3] ?? fail() },
          ...(handler !== undefined && { handler }),
          ...(level !== undefined && { level }),
          marks: Object.fromEntries(marks.slice(0, n % 6).map((mark) => [mark, { at, actor: 'bot' }])),
        });
      });
      const owed = ({ status }: NewComplaint) => (['withdrawn', 'merged'].includes(status) ? marks.slice(0, 1) : marks);
      const byPlace = (a: NewComplaint, b: NewComplaint) =>
        b.createdAt - a.createdAt || Buffer.compare(Buffer.from(b.id), Buffer.from(a.id));
      const fits = (query: ComplaintQuery) => (one: NewComplaint) =>
        (query.statuses?.includes(one.status) ?? true) &&
        (query.handler === undefined || [query.handler].flat().includes(one.handler ?? null)) &&
        (query.owners?.includes(one.promise.owner) ?? true) &&
        (query.types?.includes(one.type) ?? true) &&
        one.createdAt >= (query.createdFrom ?? 0) &&
        one.createdAt < (query.createdUntil ?? Number.MAX_VALUE) &&
        (one.level ?? 0) >= (query.level ?? 0) &&
        (query.owing === undefined || owed(one).some((mark) => one.marks[mark] === undefined));
      const expected = (query: ComplaintQuery) =>
        all
          .filter(fits(query))
          .sort(byPlace)
          .map(({ id }) => id);
      beforeEach(async () => {
        await Promise.all(all.map((one, n) => (n % 2 ? store : other).insert(one)));
      });

      test('every condition, alone and together, finds what fits, newest first', async () => {
        const choices = {
          statuses: [undefined, [], ['received', 'assessed', 'received'], complaintStatuses.slice(0, 8)],
          handler: [undefined, null, 'li', 'nobody', [], [null, 'li', 'nobody', 'li'], ['wang', 'li']],
          owners: [undefined, [], ['billing', 'nobody', 'billing'], owners],
          types: [undefined, ['after_sales'], complaintTypes],
          level: [undefined, 1, 2],
          owing: [undefined, undefined, true],
          span: [{}, { createdFrom: at + 1 }, { createdUntil: at + 3 }, { createdFrom: at + 3, createdUntil: at + 1 }],
        } as const;
        const pick = <T>(values: readonly T[]) => fc.constantFrom(...values);
        const queries = fc.record({
          statuses: pick(choices.statuses),
          handler: pick(choices.handler),
          owners: pick(choices.owners),
          types: pick(choices.types),
          level: pick(choices.level),
          owing: pick(choices.owing),
          span: pick(choices.span),
        });
        await fc.assert(
          fc.asyncProperty(queries, fc.integer({ min: 1, max: 70 }), async ({ span, ...rest }, limit) => {
            const given = Object.entries({ ...rest, ...span }).filter(([, value]) => value !== undefined);
            const query: ComplaintQuery = Object.fromEntries(given);
            const found = await other.list(query, limit);
            expect(found.map(({ id }) => id)).toEqual(expected(query).slice(0, limit));
            expect(await other.count(query, limit)).toBe(found.length);
          }),
          { numRuns: 80, seed: 7 },
        );
      });

      test('pages have no gap and nothing twice, also among those of the same moment', async () => {
        for (const query of [
          {},
          { statuses: complaintStatuses.slice(0, 8) },
          { handler: 'wang' },
          { owners: owners.slice(1), createdFrom: at + 1, createdUntil: at + 4 },
          { level: 1 },
          { owing: true },
        ] as const) {
          for (const size of [1, 7]) {
            const seen: Complaint[] = [];
            for (;;) {
              const last = seen.at(-1);
              const page = await other.list(
                last ? { ...query, before: { createdAt: last.createdAt, id: last.id } } : query,
                size,
              );
              if (page.length === 0) break;
              seen.push(...page);
            }
            expect(seen.map(({ id }) => id)).toEqual(expected(query));
          }
        }
      });

      test('what is new between two pages moves none of the others', async () => {
        const [first] = await other.list({}, 1);
        await store.insert(file(90, { createdAt: at + 99 }));
        const { createdAt, id } = first ?? fail();
        const next = await other.list({ before: { createdAt, id } }, 5);
        expect(next.map((one) => one.id)).toEqual(expected({}).slice(1, 6));
      });

      test('texts that mean something elsewhere are texts, and no limit gives nothing', async () => {
        const odd = ['__proto__', "' OR 1=1 --", '%', '$ne', '"', 'a\0b', loneSurrogate, '😀', '["billing"]', ''];
        for (const [n, text] of odd.entries()) {
          const promise = { ...newComplaint().promise, owner: text };
          await store.insert(file(100 + n, { id: `odd${n}${text}`, handler: text, promise, createdAt: at + 50 }));
        }
        for (const [n, text] of odd.entries()) {
          for (const query of [
            { handler: text },
            { handler: ['nobody', text] },
            { owners: [text] },
            { handler: text, owners: [text, 'billing'] },
          ]) {
            expect((await other.list(query, 9)).map(({ id }) => id)).toEqual([`odd${n}${text}`]);
          }
          const rest = await other.list({ before: { createdAt: at + 50, id: `odd${n}${text}` } }, 99);
          expect(rest.map(({ id }) => id)).not.toContain(`odd${n}${text}`);
        }
        for (const limit of [0, -1]) {
          expect(await other.list({}, limit)).toEqual([]);
          expect(await other.count({}, limit)).toBe(0);
        }
        expect(await other.count({}, 999)).toBe(all.length + odd.length);
        const many = Array.from({ length: 300 }, (_, n) => `department ${n}`);
        expect(await other.count({ owners: [...many, 'billing', ...odd] }, 9)).toBe(9);
        expect((await other.list({ owners: [...many, 'billing'] }, 99)).map(({ id }) => id)).toEqual(
          expected({ owners: ['billing'] }),
        );
      });
    });
  });
}

function fail(): never {
  throw new Error('nothing stored');
}
