import type { HandoffQueue } from '../../../src/ports/handoff-queue';
import { ManualClock } from '../../support/manual-clock';
import { newHandoff } from '../../support/new-handoff';
import type { MakeStore } from './made';

/** What every hand-off queue promises (R1, R4). */
export function handoffQueueContract(name: string, makeStore: MakeStore<HandoffQueue>): void {
  describe(`${name} as HandoffQueue`, () => {
    let queue: HandoffQueue;
    let other: HandoffQueue;
    beforeEach(async () => {
      ({ store: queue, other } = await makeStore(new ManualClock()));
    });
    const entry = (id: string, overrides = {}) => newHandoff({ id, createdBy: id, ...overrides });

    test('keeps the whole brief, and the same act is one entry', async () => {
      const all = await Promise.all([queue, other, queue].map((q, n) => q.enqueue(entry('h1', { skill: `s${n}` }))));
      expect(new Set(all.map((handoff) => JSON.stringify(handoff))).size).toBe(1);
      expect(all[0]).toEqual({ ...entry('h1'), skill: all[0]?.skill, version: 1 });
      expect(await other.byId('h1')).toEqual(all[0]);
      expect(await other.byId('nobody')).toBeUndefined();
    });

    test('serves the lowest rank first, then who came first; place 1 is next', async () => {
      const at = newHandoff().createdAt;
      await queue.enqueue(entry('late', { createdAt: at + 9 }));
      await queue.enqueue(entry('early', { createdAt: at }));
      await queue.enqueue(entry('same moment', { createdAt: at }));
      await queue.enqueue(entry('urgent', { createdAt: at + 20, rank: at - 5 }));
      await queue.enqueue(entry('booked', { createdAt: at - 1, status: 'call_back_booked' }));
      const line = ['urgent', 'early', 'same moment', 'late'];
      expect((await other.list(['waiting'], 9)).map(({ id }) => id)).toEqual(line);
      expect(await Promise.all(line.map((id) => other.position(id)))).toEqual([1, 2, 3, 4]);
      expect(await queue.position('booked')).toBeUndefined();
      expect(await queue.position('nobody')).toBeUndefined();
      expect((await queue.list(['waiting', 'call_back_booked'], 2)).map(({ id }) => id)).toEqual(['urgent', 'booked']);
      expect(await queue.list([], 9)).toEqual([]);
    });

    test('is replaced only at the version that was read; who is served leaves the line', async () => {
      const first = await queue.enqueue(entry('h1'));
      await queue.enqueue(entry('h2', { createdAt: first.createdAt + 1 }));
      const [a, b] = await Promise.all([
        queue.replace({ ...first, status: 'assigned' }),
        other.replace({ ...first, status: 'withdrawn' }),
      ]);
      expect([a, b].filter((result) => result)).toHaveLength(1);
      expect((a ?? b)?.version).toBe(2);
      expect(await other.byId('h1')).toEqual(a ?? b);
      expect(await other.position('h2')).toBe(1);
    });
  });
}
