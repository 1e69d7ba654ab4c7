import type { CodeStore, PendingCode } from '../../../src/ports/code-store';
import { ManualClock } from '../../support/manual-clock';
import type { MakeStore } from './made';

/** What every code store promises (S13). */
export function codeStoreContract(name: string, makeStore: MakeStore<CodeStore>): void {
  describe(`${name} as CodeStore`, () => {
    let store: CodeStore;
    let other: CodeStore;
    beforeEach(async () => {
      ({ store, other } = await makeStore(new ManualClock()));
    });
    const at = Date.parse('2026-11-21T10:00:00+08:00');
    const code = (overrides: Partial<PendingCode> = {}): PendingCode => ({
      conversationId: 'c1',
      phone: '13800000002',
      hash: 'h1',
      issuedAt: at,
      expiresAt: at + 300_000,
      tries: 0,
      ...overrides,
    });

    test('one code a conversation; a newer one replaces it with its tries', async () => {
      await store.put(code());
      expect(await other.get('c1')).toEqual(code());
      await store.fail('c1');
      await other.put(code({ hash: 'h2', issuedAt: at + 1 }));
      expect(await store.get('c1')).toEqual(code({ hash: 'h2', issuedAt: at + 1 }));
      expect(await store.get('c2')).toBeUndefined();
    });

    test('counts every failed try, also at once from two processes', async () => {
      await store.put(code());
      const tries = await Promise.all([store, other, store, other].map((s) => s.fail('c1')));
      expect(tries.sort()).toEqual([1, 2, 3, 4]);
      expect((await other.get('c1'))?.tries).toBe(4);
      expect(await store.fail('c2')).toBe(0);
    });

    test('is taken by exactly one', async () => {
      await store.put(code());
      const taken = await Promise.all([store, other, store, other].map((s) => s.consume('c1')));
      expect(taken.filter((mine) => mine)).toHaveLength(1);
      expect(await store.get('c1')).toBeUndefined();
    });

    test('remembers how many were issued for a phone, whatever became of them', async () => {
      await store.put(code());
      await store.put(code({ conversationId: 'c2', issuedAt: at + 10 }));
      await store.put(code({ conversationId: 'c3', phone: '13800000003' }));
      await store.consume('c1');
      expect(await other.issuedSince('13800000002', at)).toBe(2);
      expect(await other.issuedSince('13800000002', at + 1)).toBe(1);
      expect(await other.issuedSince('13800000009', at)).toBe(0);
    });
  });
}
