import type { Leases } from '../../../src/ports/leases';
import { ManualClock } from '../../support/manual-clock';
import type { MakeStore } from './made';

/** What every store of leases promises. */
export function leasesContract(name: string, makeStore: MakeStore<Leases>): void {
  describe(`${name} as Leases`, () => {
    let clock: ManualClock;
    let store: Leases;
    let other: Leases;
    beforeEach(async () => {
      clock = new ManualClock();
      ({ store, other } = await makeStore(clock));
    });

    test('of ten who ask at once one gets it; another job is another lease', async () => {
      const asked = await Promise.all(
        Array.from({ length: 10 }, (_, n) => (n % 2 ? store : other).acquire('purge', `node${n}`, 1_000)),
      );
      const [lease, ...more] = asked.filter((one) => one !== undefined);
      expect(more).toEqual([]);
      expect(lease).toMatchObject({ name: 'purge', fencing: 1, until: clock.now() + 1_000 });
      expect(await other.acquire('reminders', 'somebody', 1_000)).toMatchObject({ owner: 'somebody' });
    });

    test('is renewed by its holder with the same number, and passes on when it has run out', async () => {
      const mine = await store.acquire('purge', 'a', 1_000);
      clock.advance(999);
      expect(await other.acquire('purge', 'b', 1_000)).toBeUndefined();
      expect(await store.acquire('purge', 'a', 1_000)).toEqual({ ...mine, until: clock.now() + 1_000 });
      clock.advance(1_000);
      const theirs = await other.acquire('purge', 'b', 1_000);
      expect(theirs).toEqual({ name: 'purge', owner: 'b', fencing: 2, until: clock.now() + 1_000 });
      expect(await store.acquire('purge', 'a', 1_000)).toBeUndefined();
    });

    test('a dead holder does not keep it for as long as the clock was set back', async () => {
      const mine = await store.acquire('purge', 'a', 1_000);
      clock.advance(-60_000);
      // So far the clocks of two nodes may differ.
      expect(await other.acquire('purge', 'b', 1_000)).toBeUndefined();
      clock.advance(-3_600_000);
      const theirs = await other.acquire('purge', 'b', 1_000);
      expect(theirs).toMatchObject({ owner: 'b', fencing: (mine?.fencing ?? 0) + 1 });
    });

    test('given back it is free at once; a late holder gives back nothing', async () => {
      const mine = await store.acquire('purge', 'a', 1_000);
      if (!mine) throw new Error('not taken');
      await store.release(mine);
      const theirs = await other.acquire('purge', 'b', 1_000);
      expect(theirs?.fencing).toBe(2);
      await store.release(mine);
      await store.release({ ...mine, name: 'nobody' });
      expect(await store.acquire('purge', 'a', 1_000)).toBeUndefined();
      if (theirs) await other.release(theirs);
      // The same owner again is a new holder all the same.
      expect(await other.acquire('purge', 'b', 1_000)).toMatchObject({ fencing: 3 });
    });
  });
}
