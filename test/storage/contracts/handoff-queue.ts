import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { type Handoff, type HandoffStatus, handoffStatuses } from '../../../src/handoff/handoff';
import type { HandoffQueue, WrittenHandoffs } from '../../../src/ports/handoff-queue';
import { ManualClock } from '../../support/manual-clock';
import { newHandoff } from '../../support/new-handoff';
import type { MakeStore } from './made';

/** What every hand-off queue promises (R1, R4). */
export function handoffQueueContract(name: string, makeStore: MakeStore<HandoffQueue & WrittenHandoffs>): void {
  describe(`${name} as HandoffQueue`, () => {
    let queue: HandoffQueue & WrittenHandoffs;
    let other: HandoffQueue & WrittenHandoffs;
    beforeEach(async () => {
      ({ store: queue, other } = await makeStore(new ManualClock()));
    });
    const entry = (id: string, overrides = {}) => newHandoff({ id, createdBy: id, ...overrides });
    const idsOf = (handoffs: readonly Handoff[]) => handoffs.map(({ id }) => id);
    const replaced = async (handoff: Handoff, changes: Partial<Handoff>): Promise<Handoff> => {
      const next = await other.replace({ ...handoff, ...changes });
      if (!next) throw new Error('stale');
      return next;
    };

    test('keeps the whole brief, and the same act is one entry', async () => {
      const all = await Promise.all([queue, other, queue].map((q, n) => q.enqueue(entry('h1', { skill: `s${n}` }))));
      expect(new Set(all.map((handoff) => JSON.stringify(handoff))).size).toBe(1);
      expect(all[0]).toEqual({ ...entry('h1'), skill: all[0]?.skill, version: 1 });
      expect(await other.byId('h1')).toEqual(all[0]);
      expect(await other.byId('nobody')).toBeUndefined();
      expect(await other.ofConversation('c1', 9)).toEqual([all[0]]);
    });

    test('another act under an id that is taken changes nothing', async () => {
      const first = await queue.enqueue(entry('h1'));
      await expect(other.enqueue(entry('h1', { createdBy: 'another act' }))).rejects.toMatchObject({
        code: 'storage_unavailable',
      });
      expect(await queue.byId('h1')).toEqual(first);
      expect(await queue.list(['waiting'], 9)).toEqual([first]);
    });

    test('serves the lowest rank first, then who came first; place 1 is next', async () => {
      const at = newHandoff().createdAt;
      await queue.enqueue(entry('late', { createdAt: at + 9 }));
      await queue.enqueue(entry('early', { createdAt: at }));
      await queue.enqueue(entry('same moment', { createdAt: at }));
      await queue.enqueue(entry('urgent', { createdAt: at + 20, rank: at - 5 }));
      await queue.enqueue(entry('booked', { createdAt: at - 1, status: 'call_back_booked' }));
      const line = ['urgent', 'early', 'same moment', 'late'];
      expect(idsOf(await other.list(['waiting'], 9))).toEqual(line);
      expect(await Promise.all(line.map((id) => other.position(id)))).toEqual([1, 2, 3, 4]);
      expect(await queue.position('booked')).toBeUndefined();
      expect(await queue.position('nobody')).toBeUndefined();
      expect(idsOf(await queue.list(['waiting', 'call_back_booked'], 2))).toEqual(['urgent', 'booked']);
      expect(await queue.list([], 9)).toEqual([]);
      expect(await queue.list(['waiting'], 0)).toEqual([]);
    });

    test('who is offered to somebody keeps the place; other teams stand in lines of their own', async () => {
      const at = newHandoff().createdAt;
      const first = await queue.enqueue(entry('first', { rank: at }));
      await queue.enqueue(entry('second', { rank: at + 1 }));
      await queue.enqueue(entry('billing', { rank: at + 2, skill: 'billing' }));
      const offered = await replaced(first, { status: 'offered', offer: { agent: 'a', until: at + 9 } });
      expect(await Promise.all(['first', 'second', 'billing'].map((id) => queue.position(id)))).toEqual([1, 2, 1]);
      const moved = await replaced(offered, { status: 'waiting', skill: 'billing', rank: at + 3 });
      expect(await Promise.all(['first', 'second', 'billing'].map((id) => queue.position(id)))).toEqual([2, 1, 1]);
      await replaced(moved, { status: 'assigned' });
      expect(await queue.position('first')).toBeUndefined();
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
      expect(await queue.replace({ ...first, id: 'nobody' })).toBeUndefined();
      expect(await queue.byId('nobody')).toBeUndefined();
    });

    test('of one conversation: all of them, newest first', async () => {
      const at = newHandoff().createdAt;
      await queue.enqueue(entry('old', { createdAt: at - 5, status: 'done' }));
      await queue.enqueue(entry('new', { createdAt: at }));
      await queue.enqueue(entry('same moment', { createdAt: at }));
      await queue.enqueue(entry('another', { conversationId: 'c2' }));
      expect(idsOf(await other.ofConversation('c1', 9))).toEqual(['same moment', 'new', 'old']);
      expect(idsOf(await other.ofConversation('c1', 1))).toEqual(['same moment']);
      expect(await other.ofConversation('c1', 0)).toEqual([]);
      expect(await other.ofConversation('nobody', 9)).toEqual([]);
    });

    test('of one person: in the states asked for, what changed last first; an earlier person has it no more', async () => {
      const all = [];
      for (const id of ['one', 'two', 'three', 'four']) all.push(await queue.enqueue(entry(id)));
      const [one, two, three] = all as [Handoff, Handoff, Handoff];
      const taken: Handoff[] = [];
      for (const handoff of [three, one, two]) {
        taken.push(await replaced(handoff, { status: 'assigned', agent: 'li' }));
        // The order of changes within a millisecond is nobody's business.
        await pause(3);
      }
      await replaced(taken[2] as Handoff, { status: 'done' });
      await pause(3);
      expect(idsOf(await queue.ofAgent('li', ['assigned'], 9))).toEqual(['one', 'three']);
      expect(idsOf(await queue.ofAgent('li', ['done', 'assigned'], 9))).toEqual(['two', 'one', 'three']);
      expect(idsOf(await queue.ofAgent('li', ['done', 'assigned'], 2))).toEqual(['two', 'one']);
      await replaced(taken[0] as Handoff, { agent: 'wang' });
      await pause(3);
      const { agent: _, ...free } = taken[1] as Handoff;
      await other.replace({ ...free, status: 'waiting' });
      expect(await queue.ofAgent('li', ['assigned'], 9)).toEqual([]);
      expect(idsOf(await queue.ofAgent('wang', [...handoffStatuses], 9))).toEqual(['three']);
      expect(await queue.ofAgent('li', [], 9)).toEqual([]);
      expect(await queue.ofAgent('li', ['done'], 0)).toEqual([]);
    });

    test('first taken by a person since: newest first, whatever became of them', async () => {
      const at = newHandoff().createdAt;
      for (const [id, acceptedAt, status] of [
        ['before', at - 1, 'done'],
        ['first', at, 'done'],
        ['second', at + 5, 'assigned'],
        ['third', at + 9, 'waiting'],
      ] as const) {
        await queue.enqueue(entry(id, { acceptedAt, status }));
      }
      await queue.enqueue(entry('nobody yet'));
      expect(idsOf(await other.acceptedSince(at, 9))).toEqual(['third', 'second', 'first']);
      expect(idsOf(await other.acceptedSince(at, 2))).toEqual(['third', 'second']);
      expect(await other.acceptedSince(at + 10, 9)).toEqual([]);
      expect(await other.acceptedSince(at, 0)).toEqual([]);
    });

    test('changed: what was written since, on any node, in its present form; nothing of before', async () => {
      const old = await queue.enqueue(entry('old'));
      const begin = await other.changed();
      expect(begin.handoffs).toEqual([]);
      expect(idsOf((await other.changed(begin.position)).handoffs)).toEqual([]);
      const fresh = await queue.enqueue(entry('fresh'));
      await replaced(fresh, { skill: 'billing' });
      const more = await other.changed(begin.position);
      expect(more.handoffs).toEqual([{ ...fresh, skill: 'billing', version: 2 }]);
      expect((await other.changed(more.position)).handoffs).toEqual([]);
      const again = await replaced(old, { status: 'withdrawn' });
      expect((await queue.changed(more.position)).handoffs).toEqual([again]);
      expect(await queue.replace({ ...old, status: 'done' })).toBeUndefined();
      // Who follows from an older position is told all of it.
      expect(new Set(idsOf((await queue.changed(begin.position)).handoffs))).toEqual(new Set(['old', 'fresh']));
    });

    test('changed leaves nothing out while two nodes write at once, each entry many times', async () => {
      let { position } = await other.changed();
      const seen = new Map<string, number>();
      const look = async () => {
        const next = await other.changed(position);
        position = next.position;
        for (const { id, version } of next.handoffs) seen.set(id, Math.max(version, seen.get(id) ?? 0));
      };
      let writing = true;
      const follower = (async () => {
        while (writing) {
          await look();
          await pause(1);
        }
      })();
      const write = async (on: HandoffQueue, id: string) => {
        let handoff: Handoff | undefined = await on.enqueue(entry(id));
        for (let n = 0; n < 6 && handoff; n += 1) handoff = await on.replace({ ...handoff, rank: n });
      };
      await Promise.all(Array.from({ length: 12 }, (_, n) => write(n % 2 ? queue : other, `h${n}`)));
      writing = false;
      await follower;
      await look();
      expect(seen.size).toBe(12);
      expect([...seen.values()]).toEqual(Array.from({ length: 12 }, () => 7));
    });

    test('written: all from the first, page by page, then what changed', async () => {
      const all = [];
      for (let n = 0; n < 7; n += 1) all.push(await queue.enqueue(entry(`h${n}`)));
      const told = new Map<string, number>();
      let position: string | undefined;
      for (let looks = 0; looks < 9; looks += 1) {
        const page = await other.written(2, position);
        expect(page.handoffs.length).toBeLessThanOrEqual(2);
        position = page.position;
        for (const { id, version } of page.handoffs) told.set(id, version);
      }
      expect(told.size).toBe(7);
      const changed = await replaced(all[3] as Handoff, { skill: 'billing' });
      expect((await other.written(9, position)).handoffs).toEqual([changed]);
      expect((await other.written(0, position)).handoffs).toEqual([]);
    });

    test('a long absence is told in parts, each entry in one of them', async () => {
      let { position } = await queue.changed();
      const ids = Array.from({ length: 520 }, (_, n) => `h${n}`);
      for (let n = 0; n < ids.length; n += 52) {
        await Promise.all(ids.slice(n, n + 52).map((id) => queue.enqueue(entry(id))));
      }
      const told = new Set<string>();
      for (let looks = 0; looks < 3; looks += 1) {
        const next = await other.changed(position);
        expect(next.handoffs.length).toBeLessThanOrEqual(500);
        position = next.position;
        for (const { id } of next.handoffs) told.add(id);
      }
      expect(told.size).toBe(520);
    }, 60_000);

    test('answers like a plain list would, whatever happened before', async () => {
      const at = newHandoff().createdAt;
      const pick = <T>(...values: T[]) => fc.constantFrom(...values);
      const step = fc.record({
        id: pick('a', 'b', 'c', 'd', 'e', '__proto__', 'constructor'),
        conversationId: pick('c1', '__proto__', '{"$gt":""}', 'a\0b', '\ud800'),
        status: fc.constantFrom(...handoffStatuses),
        skill: pick('billing', '__proto__', '$where'),
        agent: pick(undefined, 'li', 'constructor', "' OR 1=1 --"),
        rank: pick(undefined, at - 7, at, at + 7),
        acceptedAt: pick(undefined, at, at + 1),
      });
      const present = (value: object) =>
        Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined));
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
          run += 1;
          // Lines and people of a run are its own; earlier runs stay in the store.
          const own = (text: string) => `${run}:${text}`;
          const all: Handoff[] = [];
          for (const { id, conversationId, agent, skill, ...rest } of steps) {
            const fields = present({
              ...rest,
              conversationId: own(conversationId),
              skill: own(skill),
              agent: agent && own(agent),
            });
            const known = all.findIndex((handoff) => handoff.id === own(id));
            const before = all[known];
            if (before) {
              const { agent: _, rank: __, acceptedAt: ___, ...kept } = before;
              const next = await queue.replace({ ...kept, ...fields });
              if (!next) throw new Error('stale');
              all[known] = next;
            } else all.push(await queue.enqueue(entry(own(id), { ...fields, createdAt: at + all.length })));
          }
          const rankOf = (handoff: Handoff) => handoff.rank ?? handoff.createdAt;
          const inLine = (handoff: Handoff) => handoff.status === 'waiting' || handoff.status === 'offered';
          for (const me of all) {
            expect(await other.byId(me.id)).toEqual(me);
            const line = all.filter((handoff) => inLine(handoff) && handoff.skill === me.skill);
            line.sort((a, b) => rankOf(a) - rankOf(b));
            expect(await other.position(me.id)).toBe(inLine(me) ? line.indexOf(me) + 1 : undefined);
            const inConversation = all.filter(({ conversationId }) => conversationId === me.conversationId);
            expect(await other.ofConversation(me.conversationId, 99)).toEqual(inConversation.reverse());
            if (me.agent === undefined) continue;
            const states: HandoffStatus[] = ['assigned', 'done', me.status];
            const theirs = all.filter(({ agent, status }) => agent === me.agent && states.includes(status));
            expect(idsOf(await other.ofAgent(me.agent, states, 99)).sort()).toEqual(idsOf(theirs).sort());
          }
        }),
        { numRuns: 12, seed: 20261122 },
      );
    }, 60_000);
  });
}
