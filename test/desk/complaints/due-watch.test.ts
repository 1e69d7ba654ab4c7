import type { Complaint } from '../../../src/complaints/complaint';
import { fileComplaint } from '../../../src/complaints/file-complaint';
import { DueWatch } from '../../../src/desk/complaints/due-watch';
import type { ComplaintQuery } from '../../../src/ports/complaint-repository';
import { ManualClock } from '../../support/manual-clock';
import { day, draft, hour, monday, rules } from './told-complaint';

/** A shelf of complaints filed one minute apart, newest first; looking at a page takes `takes` ms. */
function shelf(size: number, takes = 0) {
  const clock = new ManualClock(monday + day);
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
  const state = { looks: 0, fails: false, takes };
  const complaints = {
    async list({ before, owing }: ComplaintQuery, limit: number): Promise<readonly Complaint[]> {
      expect(owing).toBe(true);
      if (before === undefined) state.looks += 1;
      if (state.fails) throw new Error('store away');
      clock.advance(state.takes);
      const from = before === undefined ? 0 : all.findIndex(({ id }) => id === before.id) + 1;
      return all.slice(from, from + limit);
    },
  };
  return { clock, state, all, watch: new DueWatch(complaints, rules, clock) };
}

test('every complaint is looked at once, page by page, the longest overdue first', async () => {
  const { watch, all } = shelf(120);
  const { due, omissions } = await watch.view();
  expect(due.map(({ id }) => id).toSorted()).toEqual(all.map(({ id }) => id));
  expect(due.map(({ dueAt }) => dueAt)).toEqual(due.map(({ dueAt }) => dueAt).toSorted());
  expect(new Set(omissions.map(({ number }) => number))).toEqual(
    new Set(all.filter(({ promise }) => promise.resolveBy < monday + day).map(({ number }) => number)),
  );
  expect(omissions.map(({ dueAt }) => dueAt)).toEqual(omissions.map(({ dueAt }) => dueAt).toSorted());
});

test.each([
  [0, 1_000],
  [60, 1_200],
  [200, 15_000],
])(
  'all pages share one look that took %d ms for %d ms; after a change here a cheap one is a new one',
  async (takes, keptMs) => {
    const { watch, clock, state } = shelf(3, takes);
    await Promise.all([watch.view(), watch.view(), watch.view()]);
    clock.advance(keptMs - takes - 1);
    await watch.view();
    expect(state.looks).toBe(1);
    clock.advance(2);
    await watch.view();
    expect(state.looks).toBe(2);
    watch.forget();
    await watch.view();
    await watch.view();
    expect(state.looks).toBe(takes > 100 ? 2 : 3);
  },
);

test('a long look is not made for every change, and goes on behind the page’s back', async () => {
  const { watch, clock, state, all } = shelf(60, 500);
  const first = await watch.view();
  watch.forget();
  expect(await watch.view()).toBe(first);
  expect(state.looks).toBe(1);
  all.pop();
  clock.advance(hour);
  expect(await watch.view()).toBe(first);
  expect(state.looks).toBe(2);
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect((await watch.view()).due).toHaveLength(59);
});

test('a change that comes while it looks is not lost', async () => {
  const { watch, state } = shelf(60);
  const looking = watch.view();
  watch.forget();
  await looking;
  await watch.view();
  expect(state.looks).toBe(2);
});

test('while the store is away it says so, and looks again afterwards', async () => {
  const { watch, state } = shelf(2);
  state.fails = true;
  await expect(watch.view()).rejects.toThrow('store away');
  state.fails = false;
  expect((await watch.view()).due).toHaveLength(2);
});
