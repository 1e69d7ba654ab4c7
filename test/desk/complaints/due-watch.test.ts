import type { Complaint } from '../../../src/complaints/complaint';
import { fileComplaint } from '../../../src/complaints/file-complaint';
import { type DueView, DueWatch } from '../../../src/desk/complaints/due-watch';
import type { ComplaintQuery } from '../../../src/ports/complaint-repository';
import { owesMarks } from '../../../src/storage/owes-marks';
import { ManualClock } from '../../support/manual-clock';
import { day, draft, monday, rules } from './told-complaint';

/** A shelf of complaints filed one minute apart, newest first; looking at a page takes `takes` ms. */
function shelf(size: number, takes = 0) {
  const clock = new ManualClock(monday + day + 30_000);
  const all: Complaint[] = Array.from({ length: size }, (_, index) => ({
    ...fileComplaint(draft, {
      catalogue: rules,
      now: monday - index * 60_000,
      id: `cmp_${String(index).padStart(4, '0')}`,
      createdBy: `key_${index}`,
      earlier: [],
    }),
    number: `C${index}`,
    version: 1,
  }));
  const log: string[] = [];
  const state = { looks: 0, follows: 0, read: 0, fails: false, takes };
  const complaints = {
    async list({ before, owing }: ComplaintQuery, limit: number): Promise<readonly Complaint[]> {
      expect(owing).toBe(true);
      if (before === undefined) state.looks += 1;
      if (state.fails) throw new Error('store away');
      clock.advance(state.takes);
      const shown = all.filter(owesMarks);
      const from = before === undefined ? 0 : shown.findIndex(({ id }) => id === before.id) + 1;
      return shown.slice(from, from + limit);
    },
    async changed(limit: number, position = '0') {
      if (state.fails) throw new Error('store away');
      const found = log.slice(Number(position), Number(position) + limit);
      if (found.length === 0) state.follows += 1;
      // Each as it stands now.
      const complaints = found.flatMap((id) => all.find((one) => one.id === id) ?? []);
      return { position: String(Number(position) + found.length), complaints };
    },
    async byId(id: string) {
      state.read += 1;
      clock.advance(state.takes);
      return all.find((one) => one.id === id);
    },
  };
  const deps = { complaints, position: async () => '0', rules, clock };
  const watch = new DueWatch(deps);
  return {
    ...{ clock, state, all, watch },
    /** What somebody sees who looks at all of it anew. */
    anew: () => new DueWatch(deps).view(),
    change(index: number, fields: Partial<Complaint>): void {
      const next = { ...(all[index] as Complaint), ...fields };
      all[index] = next;
      log.push(next.id);
    },
    remove: (id: string) =>
      void all.splice(
        all.findIndex((one) => one.id === id),
        1,
      ),
  };
}
const sorted = ({ due, omissions, deadlines, decisions, approvals }: DueView) => ({
  ...{ due, deadlines, decisions, approvals },
  omissions: [...omissions].sort(
    (a, b) => a.dueAt - b.dueAt || `${a.number}${a.mark}`.localeCompare(`${b.number}${b.mark}`),
  ),
});

test('every complaint is looked at once, page by page, the longest overdue first', async () => {
  const { watch, all } = shelf(120);
  const { due, omissions } = await watch.view();
  expect(due.map(({ id }) => id).toSorted()).toEqual(all.map(({ id }) => id));
  expect(due.map(({ dueAt }) => dueAt)).toEqual(due.map(({ dueAt }) => dueAt).toSorted());
  expect(new Set(omissions.map(({ number }) => number))).toEqual(
    new Set(all.filter(({ promise }) => promise.resolveBy < monday + day + 30_000).map(({ number }) => number)),
  );
  expect(omissions.map(({ dueAt }) => dueAt)).toEqual(omissions.map(({ dueAt }) => dueAt).toSorted());
});

test('all pages share one look for a second; after it, or a change here, only what changed is looked at', async () => {
  const { watch, clock, state, change } = shelf(120);
  const [first] = await Promise.all([watch.view(), watch.view(), watch.view()]);
  expect(state).toMatchObject({ looks: 1, follows: 1 });
  clock.advance(999);
  expect(await watch.view()).toBe(first);
  expect(state.follows).toBe(1);
  clock.advance(2);
  expect(await watch.view()).toBe(first);
  expect(state.follows).toBe(2);
  change(3, { status: 'withdrawn' });
  expect(await watch.view()).toBe(first);
  watch.forget();
  const { due } = await watch.view();
  expect(due).toHaveLength(119);
  expect(due.map(({ id }) => id)).not.toContain('cmp_0003');
  expect(state).toMatchObject({ looks: 1, read: 0 });
});

test('as complaints change and time goes by it shows what a look at all of them would', async () => {
  const { watch, anew, clock, change, all } = shelf(60);
  await watch.view();
  const fields: readonly ((complaint: Complaint) => Partial<Complaint>)[] = [
    () => ({ status: 'waiting_for_customer', pauses: [{ from: clock.now(), reason: 'evidence' as never }] }),
    (one) => ({
      status: 'investigating',
      pauses: (one.pauses ?? []).map((pause) => ({ until: clock.now(), ...pause })),
    }),
    (one) => ({ marks: { ...one.marks, handled: { at: clock.now(), actor: 'li' } } }),
    () => ({ status: 'merged' }),
    () => ({ remedies: [{ id: 'r', status: 'waiting_approval', amountFen: 1, by: 'li', at: 1 } as never] }),
    () => ({ assessment: { severity: 'high', at: clock.now() } as never }),
  ];
  for (let step = 0; step < 150; step += 1) {
    for (let more = 0; more < step % 3; more += 1) {
      const index = (step * 7 + more * 13) % all.length;
      change(index, fields[(step + more) % fields.length]?.(all[index] as Complaint) ?? {});
    }
    clock.advance(((step * 37) % 90) * 60_000 + 1_001);
    expect([step, sorted(await watch.view())]).toEqual([step, sorted(await anew())]);
  }
});

test('what takes long goes on behind the page’s back, and is never older than four seconds', async () => {
  const { watch, clock, state, change } = shelf(60, 500);
  const first = await watch.view();
  state.takes = 0;
  change(0, { status: 'withdrawn' });
  clock.advance(1_500);
  // The last look took long: this page has what is known, the next one what is new.
  expect(await watch.view()).toBe(first);
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect((await watch.view()).due).toHaveLength(59);
  const slow = shelf(60, 500);
  await slow.watch.view();
  slow.change(0, { status: 'withdrawn' });
  slow.clock.advance(4_001);
  expect((await slow.watch.view()).due).toHaveLength(59);
});

test('a change that comes while it looks is not lost', async () => {
  const { watch, state } = shelf(60);
  const looking = watch.view();
  watch.forget();
  await looking;
  await watch.view();
  expect(state).toMatchObject({ looks: 1, follows: 2 });
});

test('every quarter of an hour all are looked at anew: what nobody told of is gone', async () => {
  const { watch, clock, state, remove } = shelf(70);
  await watch.view();
  remove('cmp_0005');
  clock.advance(15 * 60_000 + 1);
  await watch.view();
  await new Promise((resolve) => setTimeout(resolve, 20));
  clock.advance(1_001);
  expect((await watch.view()).due).toHaveLength(69);
  expect(state.looks).toBe(2);
});

test('while the store is away it says so, and nothing is lost', async () => {
  const { watch, state, clock, change } = shelf(2);
  state.fails = true;
  await expect(watch.view()).rejects.toThrow('store away');
  state.fails = false;
  expect((await watch.view()).due).toHaveLength(2);
  change(0, { status: 'withdrawn' });
  state.fails = true;
  clock.advance(1_001);
  await expect(watch.view()).rejects.toThrow('store away');
  state.fails = false;
  expect((await watch.view()).due).toHaveLength(1);
});
