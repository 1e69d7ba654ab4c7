import type { SharedKeys } from '../../../src/ports/shared-keys';
import { ManualClock } from '../../support/manual-clock';
import type { MakeStore } from './made';

/** What every store of shared keys promises. */
export function sharedKeysContract(name: string, makeStore: MakeStore<SharedKeys>): void {
  describe(`${name} as SharedKeys`, () => {
    test('nodes that start at once get the same key, and keep it; each name has its own', async () => {
      const { store, other } = await makeStore(new ManualClock());
      const got = await Promise.all(
        Array.from({ length: 6 }, (_, n) => (n % 2 ? store : other).getOrPut('token', `value ${n}`)),
      );
      expect(new Set(got).size).toBe(1);
      expect(got[0]).toMatch(/^value \d$/);
      expect(await other.getOrPut('token', 'late')).toBe(got[0]);
      expect(await store.getOrPut('__proto__', '"quoted')).toBe('"quoted');
      expect(await other.getOrPut('__proto__', 'late')).toBe('"quoted');
    });
  });
}
