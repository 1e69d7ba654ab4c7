import { setTimeout as pause } from 'node:timers/promises';
import type { TurnCommit } from '../../../src/ports/conversation-store';
import type { NewOutboxEntry } from '../../../src/ports/outbox';
import { ManualClock } from '../../support/manual-clock';
import { newComplaint } from '../../support/new-complaint';
import { newHandoff } from '../../support/new-handoff';
import type { MakeStore } from './made';
import { type OutboxStore, sms } from './outbox';

/** What every store promises about entries that get in with another write: both are there, or neither is (R6). */
export function outboxFillingContract(name: string, makeStore: MakeStore<OutboxStore>): void {
  describe(`${name} filling its Outbox`, () => {
    let clock: ManualClock;
    let store: OutboxStore;
    let other: OutboxStore;
    beforeEach(async () => {
      clock = new ManualClock();
      ({ store, other } = await makeStore(clock));
    });
    const claimed = async (): Promise<string[]> =>
      (await other.outbox.claim(99, 1_000)).map((entry: NewOutboxEntry) => entry.key).sort();

    /** A message taken in and the turn that answers it, not committed yet. */
    async function turn(id = 'c1'): Promise<TurnCommit> {
      await store.conversations.create({ id, channel: 'web', userId: 'u1' });
      await store.conversations.accept(id, 'm1', { type: 'message', text: '你好' });
      const lease = await store.conversations.acquire(id, 'a', 1_000);
      if (!lease) throw new Error('lease not taken');
      return { lease, expectedVersion: 1, state: {}, processedSeq: 1, wakeAt: undefined, outgoing: [] };
    }

    test('a turn stores its entries; the next one those that are new, once each', async () => {
      const first = await turn();
      await store.conversations.commitTurn({ ...first, outbox: [sms('t1'), sms('t2')] });
      const next = { ...first, expectedVersion: 2, outbox: [sms('t2'), sms('t3'), sms('t3')] };
      expect(await store.conversations.commitTurn(next)).toMatchObject({ ok: true, version: 3 });
      expect(await claimed()).toEqual(['t1', 't2', 't3']);
    });

    test('a turn that is fenced out or stale sends nothing', async () => {
      const paused = await turn();
      expect(
        await store.conversations.commitTurn({ ...paused, expectedVersion: 7, outbox: [sms('stale')] }),
      ).toMatchObject({ ok: false });
      clock.advance(1_000);
      await other.conversations.acquire('c1', 'b', 1_000);
      expect(await store.conversations.commitTurn({ ...paused, outbox: [sms('fenced')] })).toMatchObject({ ok: false });
      expect(await claimed()).toEqual([]);
      expect(await store.outbox.counts()).toEqual({ waiting: 0, dead: 0 });
    });

    test('fifty turns that race on one version: the entry of the one that is committed', async () => {
      const racing = await turn();
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, n) =>
          (n % 2 ? store : other).conversations.commitTurn({ ...racing, outbox: [sms(`racer ${n}`)] }),
        ),
      );
      expect(await claimed()).toEqual([`racer ${results.findIndex(({ ok }) => ok)}`]);
    });

    test('entries of a turn survive many messages and turns after it, sent or not', async () => {
      const first = await turn();
      await store.conversations.commitTurn({ ...first, outbox: [sms('early')] });
      const [entry] = await other.outbox.claim(1, 1_000);
      if (!entry) throw new Error('nothing claimed');
      await other.outbox.settle(entry, { result: 'sent' });
      for (let n = 2; n < 42; n += 1) {
        await store.conversations.accept('c1', `m${n}`, { type: 'message', text: `${n}` });
      }
      await store.conversations.commitTurn({ ...first, expectedVersion: 2, outbox: [sms('early'), sms('late')] });
      expect(await claimed()).toEqual(['late']);
    });

    test('two nodes fill it and send from it at the same time: every entry is sent once', async () => {
      const gateway: string[] = [];
      let filling = true;
      const send = async ({ outbox }: OutboxStore): Promise<void> => {
        for (let more = true; more; ) {
          const last = !filling;
          const entries = await outbox.claim(3, 60_000);
          for (const entry of entries) {
            gateway.push(entry.key);
            expect(await outbox.settle(entry, { result: 'sent' })).toBe(true);
          }
          more = !last || entries.length > 0;
          // Nothing due is answered without waiting for anything: give the others a chance.
          await pause(1);
        }
      };
      const sending = [store, other].map(send);
      await Promise.all(
        Array.from({ length: 20 }, async (_, n) => {
          const { complaints, handoffs } = n % 2 ? store : other;
          await complaints.insert(newComplaint({ id: `x${n}`, createdBy: `x${n}` }), [sms(`complaint ${n}`)]);
          await handoffs.enqueue(newHandoff({ id: `h${n}`, createdBy: `h${n}` }), [sms(`handoff ${n}`)]);
        }),
      );
      filling = false;
      await Promise.all(sending);
      const wanted = Array.from({ length: 20 }, (_, n) => [`complaint ${n}`, `handoff ${n}`]).flat();
      expect([...gateway].sort()).toEqual(wanted.sort());
    });

    test('a complaint stores its entries with the first insert, whoever inserts it again', async () => {
      const insert = (on: OutboxStore, n: number) =>
        on.complaints.insert(newComplaint({ id: `x${n}`, createdBy: 'same' }), [sms(`insert ${n}`)]);
      const all = await Promise.all([store, other, store, other].map(insert));
      const [kept] = await claimed();
      expect(kept).toBe(`insert ${Number(all[0]?.id.slice(1))}`);
      await insert(other, 9);
      expect(await store.outbox.counts()).toMatchObject({ waiting: 1 });
    });

    test('a changed complaint stores its entries, a stale one none', async () => {
      const first = await store.complaints.insert(newComplaint());
      const raced = await Promise.all(
        [store, other].map(({ complaints }, n) =>
          complaints.replace({ ...first, status: n ? 'withdrawn' : 'acknowledged' }, [sms(`replace ${n}`)]),
        ),
      );
      expect(await claimed()).toEqual([`replace ${raced.findIndex((one) => one)}`]);
      expect(await store.complaints.replace(first, [sms('stale')])).toBeUndefined();
      expect(await store.complaints.replace({ ...first, id: 'nobody' }, [sms('nobody')])).toBeUndefined();
      expect(await claimed()).toEqual([]);
    });

    test('so do a hand-over, a changed hand-over and a stale one', async () => {
      const fresh = newHandoff({ id: 'h1', createdBy: 'h1' });
      const [first] = await Promise.all(
        [store, other].map(({ handoffs }, n) => handoffs.enqueue(fresh, [sms(`enqueue ${n}`)])),
      );
      if (!first) throw new Error('nothing stored');
      expect(await claimed()).toHaveLength(1);
      await store.handoffs.enqueue(fresh, [sms('again')]);
      expect(await claimed()).toEqual([]);
      await store.handoffs.replace({ ...first, status: 'assigned' }, [sms('assigned')]);
      expect(await store.handoffs.replace(first, [sms('stale')])).toBeUndefined();
      expect(await claimed()).toEqual(['assigned']);
    });
  });
}
