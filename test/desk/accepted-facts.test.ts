import fc from 'fast-check';
import { AcceptedFacts } from '../../src/desk/views/accepted-facts';
import type { Handoff } from '../../src/handoff/handoff';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import { ManualClock } from '../support/manual-clock';
import { newHandoff } from '../support/new-handoff';
import { sequentialIds } from '../support/sequential-ids';
import { tempDirs } from '../support/temp-dir';

const freshDir = tempDirs();

test('whatever happens between two looks, a look shows what a reading of everything would', async () => {
  const act = fc.constantFrom('enqueue', 'accept', 'finish', 'look', 'pause');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(act, fc.nat()), { maxLength: 30 }), async (happenings) => {
      const clock = new ManualClock();
      const store = openSqlite({ dir: freshDir(), clock, ids: sequentialIds() });
      const queue = store.handoffs;
      const facts = new AcceptedFacts(queue, clock);
      const all: string[] = [];
      const change = async (at: number, fields: Partial<Handoff>) => {
        const handoff = await queue.byId(all[at % all.length] ?? '');
        if (handoff) await queue.replace({ ...handoff, ...fields });
      };
      for (const [what, at] of happenings) {
        clock.advance(what === 'pause' ? 11 * 60_000 : 1_000);
        const now = clock.now();
        if (what === 'enqueue') {
          const id = `hand_${all.length}`;
          await queue.enqueue(newHandoff({ id, createdBy: id, createdAt: now }));
          all.push(id);
        }
        if (what === 'accept') await change(at, { status: 'assigned', agent: 'lin', acceptedAt: now });
        if (what === 'finish')
          await change(at, { status: 'done', wrapUp: { at: now, by: 'lin', result: 'solved', cause: 'x' } });
        if (what === 'look') await facts.look();
      }
      const shown = (handoffs: readonly Pick<Handoff, 'id' | 'version' | 'status'>[]) =>
        handoffs.map(({ id, version, status }) => ({ id, version, status }));
      const expected = await queue.acceptedSince(0, 1_000);
      const looks = await Promise.all([facts.look(), facts.look()]);
      for (const look of looks) expect(shown(look)).toEqual(expect.arrayContaining(shown(expected)));
      expect(looks[0]).toHaveLength(expected.length);
      store.close();
    }),
    { numRuns: 30 },
  );
});
