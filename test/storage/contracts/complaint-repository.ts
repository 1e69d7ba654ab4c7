import { parseComplaintNumber } from '../../../src/complaints/number';
import type { ComplaintRepository } from '../../../src/ports/complaint-repository';
import { ManualClock } from '../../support/manual-clock';
import { newComplaint } from '../../support/new-complaint';
import type { MakeStore } from './made';

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
  });
}

function fail(): never {
  throw new Error('nothing stored');
}
