import fc from 'fast-check';
import type { DocumentKind, DocumentStore } from '../../../src/ports/document-store';
import { ManualClock } from '../../support/manual-clock';
import type { MakeStore } from './made';

/** What every store of small documents promises (R4). */
export function documentStoreContract(name: string, makeStore: MakeStore<DocumentStore>): void {
  describe(`${name} as DocumentStore`, () => {
    let store: DocumentStore;
    let other: DocumentStore;
    let clock: ManualClock;
    beforeEach(async () => {
      clock = new ManualClock();
      ({ store, other } = await makeStore(clock));
    });

    test('keeps a value under kind and key; the version grows by one, the time is that of the last write', async () => {
      const value = { status: 'away', reason: '吃饭', nested: [{ a: null }, 1.5, true] };
      expect(await store.put('presence', 'li', value, 0)).toBe(1);
      const first = { key: 'li', version: 1, at: clock.now(), value };
      expect(await other.get('presence', 'li')).toEqual(first);
      clock.advance(5_000);
      expect(await other.put('presence', 'li', { status: 'busy' }, 1)).toBe(2);
      expect(await store.get('presence', 'li')).toEqual({
        key: 'li',
        version: 2,
        at: first.at + 5_000,
        value: { status: 'busy' },
      });
      expect(await store.get('seen', 'li')).toBeUndefined();
      expect(await store.get('presence', 'wang')).toBeUndefined();
    });

    test('is written only at the version that was read: absent means absent, and of several one wins', async () => {
      const puts = (expected: number) =>
        Promise.all([store, other, store, other].map((one, n) => one.put('seen', 'c1', { n }, expected)));
      for (const expected of [0, 1, 2]) {
        const written = await puts(expected);
        expect(written.filter((version) => version === expected + 1)).toHaveLength(1);
        expect(written.filter((version) => version === undefined)).toHaveLength(3);
        const winner = written.indexOf(expected + 1);
        expect(await store.get('seen', 'c1')).toMatchObject({ version: expected + 1, value: { n: winner } });
      }
      expect(await store.put('seen', 'c1', {}, 1)).toBeUndefined();
      expect(await store.put('seen', 'c1', {}, 4)).toBeUndefined();
      expect(await store.put('seen', 'nobody', {}, 1)).toBeUndefined();
      expect(await store.get('seen', 'nobody')).toBeUndefined();
    });

    test('counts up under two nodes that write at once: no addition is lost', async () => {
      const add = async (on: DocumentStore) => {
        for (;;) {
          const known = await on.get<{ count: number }>('sign_in_failures', 'li');
          const next = { count: (known?.value.count ?? 0) + 1 };
          if (await on.put('sign_in_failures', 'li', next, known?.version ?? 0)) return;
        }
      };
      await Promise.all(Array.from({ length: 12 }, (_, n) => add(n % 2 ? store : other)));
      expect(await store.get('sign_in_failures', 'li')).toMatchObject({ version: 12, value: { count: 12 } });
    });

    test('lists a kind by key, at most so many', async () => {
      for (const key of ['b', 'a', 'c', 'B']) await store.put('presence', key, { key }, 0);
      await store.put('seen', 'a', {}, 0);
      const keys = async (limit: number) => (await other.list('presence', limit)).map(({ key }) => key);
      expect(await keys(9)).toEqual(['B', 'a', 'b', 'c']);
      expect(await keys(2)).toEqual(['B', 'a']);
      expect(await keys(0)).toEqual([]);
      expect(await other.list('staff_session', 9)).toEqual([]);
      expect((await other.list('presence', 1))[0]).toEqual({
        key: 'B',
        version: 1,
        at: clock.now(),
        value: { key: 'B' },
      });
    });

    test('removes once; what is put afterwards begins anew, and an old version does not bring it back', async () => {
      await store.put('staff_session', 's', { a: 1 }, 0);
      await store.put('staff_session', 's', { a: 2 }, 1);
      expect(await other.remove('presence', 's')).toBe(false);
      const removed = await Promise.all([store, other].map((one) => one.remove('staff_session', 's')));
      expect(removed.sort()).toEqual([false, true]);
      expect(await store.get('staff_session', 's')).toBeUndefined();
      expect(await store.put('staff_session', 's', { a: 3 }, 2)).toBeUndefined();
      expect(await store.put('staff_session', 's', { a: 3 }, 0)).toBe(1);
    });

    test('removes what of a kind was last written before a time', async () => {
      for (const key of ['old', 'renewed', 'edge']) {
        if (key === 'edge') clock.advance(1_000);
        await store.put('staff_session', key, {}, 0);
      }
      await store.put('presence', 'old', {}, 0);
      await store.put('staff_session', 'renewed', {}, 1);
      expect(await other.removeOlder('staff_session', clock.now())).toBe(1);
      expect((await store.list('staff_session', 9)).map(({ key }) => key)).toEqual(['edge', 'renewed']);
      expect(await other.removeOlder('staff_session', clock.now())).toBe(0);
      expect(await store.get('presence', 'old')).toBeDefined();
    });

    test('any text is a key of its own, and any JSON comes back as it was', async () => {
      const hostile = [
        '',
        '__proto__',
        'constructor',
        'a\0b',
        '\0',
        '"\\u0000"',
        '\ud800',
        '"\\ud800"',
        '"x',
        '$where',
      ];
      const keys = fc.uniqueArray(fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary', maxLength: 9 })), {
        minLength: 1,
        maxLength: 12,
      });
      const kind: DocumentKind = 'seen';
      await fc.assert(
        fc.asyncProperty(keys, fc.jsonValue(), async (all, json) => {
          await store.removeOlder(kind, clock.now() + 1);
          const value = JSON.parse(`{"__proto__":{"polluted":true},"a":${JSON.stringify(json)}}`) as object;
          for (const key of all) expect(await store.put(kind, key, { key, value }, 0)).toBe(1);
          for (const key of all) expect((await other.get(kind, key))?.key).toBe(key);
          const listed = await other.list<{ key: string; value: object }>(kind, 99);
          expect(listed.map(({ key }) => key).sort()).toEqual([...all].sort());
          for (const { key, value: stored } of listed) {
            expect(stored.key).toBe(key);
            expect(JSON.stringify(stored.value)).toBe(JSON.stringify(value));
          }
          expect(Object.prototype).not.toHaveProperty('polluted');
        }),
        { numRuns: 20, seed: 20261122 },
      );
    }, 60_000);
  });
}
