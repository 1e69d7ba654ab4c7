import type { Complaint } from '../../src/complaints/complaint';
import { newComplaint } from '../support/new-complaint';
import { spread } from './fake-figures';
import { learningOf, rules } from './learning-of';

const dayMs = 86_400_000;
const fix = {
  cause: 'charged_twice',
  owner: 'billing',
  text: '校验改为当日执行',
  responsible: 'zhao',
  dueOn: '2026-12-15',
};

test('causes of the last four weeks beside the four before, the most frequent first, with what is done about them', async () => {
  const { learning } = learningOf([
    ...spread(3, '2026-11-01', 20, 'rating_fault'),
    ...spread(9, '2026-10-26', 20, 'charged_twice'),
    ...spread(4, '2026-09-28', 20, 'charged_twice'),
    ...spread(5, '2026-09-28', 20, 'coverage_gap', 'network'),
    // Long ago.
    ...spread(50, '2026-08-01', 20, 'manner', 'service_quality'),
  ]);
  await learning.add('boss', fix);
  await learning.add('boss', { ...fix, owner: 'value_added', cause: 'family_ordered' });
  const { actions, causes } = await learning.view();
  expect(actions.map(({ cause, overdue }) => [cause, overdue])).toHaveLength(2);
  expect(causes).toEqual([
    { cause: 'charged_twice', owner: 'billing', count: 9, countBefore: 4, actions: 1 },
    { cause: 'rating_fault', owner: 'billing', count: 3, countBefore: 0, actions: 0 },
    { cause: 'coverage_gap', owner: 'network', count: 0, countBefore: 5, actions: 0 },
    { cause: 'family_ordered', owner: 'value_added', count: 0, countBefore: 0, actions: 1 },
  ]);
});

test('once it is done and time has passed the list says whether it stopped', async () => {
  const { learning, clock, figures } = learningOf(spread(28, '2026-10-24', 28, 'charged_twice'));
  const added = await learning.add('boss', fix);
  if (!added.ok) throw new Error(added.reason);
  await learning.act('boss', added.value.id, { act: 'done' });
  expect((await learning.view()).actions[0]).toMatchObject({ effect: { verdict: 'too_early' } });
  clock.advance(40 * dayMs);
  expect((await learning.view()).actions[0]).toMatchObject({
    overdue: false,
    effect: { days: 28, before: 28, after: 0, rateBefore: 100, rateAfter: 0, verdict: 'stopped' },
  });
  const { asked } = figures;
  await learning.view();
  // Whoever looks a moment later is not counted for anew.
  expect(figures.asked - asked).toBe(2);
});

test('the digest of a department: its rates, causes with numbers, actions and omissions, and nobody else’s', async () => {
  const open = [
    newComplaint({ id: 'cmp_2', createdAt: Date.parse('2026-11-10T10:00:00+08:00') }),
    newComplaint({ id: 'cmp_1', promise: { owner: 'network', firstReplyBy: 1, resolveBy: 2, answerBy: 3 } }),
  ].map((one, n) => ({ ...one, number: `C20261110-000${n}-1`, version: 1 }) as Complaint);
  const { learning, clock } = learningOf(
    [
      ...spread(25, '2026-11-16', 7, 'charged_twice'),
      ...spread(2, '2026-11-09', 7, 'charged_twice'),
      ...spread(1, '2026-11-09', 7, 'rating_fault'),
      ...spread(4, '2026-11-16', 7, 'coverage_gap', 'network'),
      { number: 'undecided', day: '2026-11-17', team: 'billing' },
    ],
    { open },
  );
  await learning.add('boss', fix);
  await learning.add('boss', { ...fix, owner: 'network', cause: 'coverage_gap' });
  clock.set(Date.parse('2026-11-23T08:30:00+08:00'));
  const digest = await learning.digest('2026-W47', 'billing');
  expect(digest).toMatchObject({
    week: '2026-W47',
    owner: 'billing',
    complaints: { n: 26 },
    causes: [
      { cause: 'charged_twice', count: 25, countBefore: 2 },
      { cause: 'rating_fault', count: 0, countBefore: 1, numbers: [] },
    ],
    actions: [{ cause: 'charged_twice', owner: 'billing', overdue: false }],
    omissions: [{ number: 'C20261110-0000-1', mark: 'recorded' }, { mark: 'handled' }],
  });
  expect(digest?.causes[0]?.numbers).toHaveLength(rules.digest.numbers);
  expect(digest?.figures.map(({ measure }) => measure)).toEqual(rules.digest.measures);
});

test('no digest of a week or department there is not', async () => {
  const { learning } = learningOf([]);
  for (const [week, owner] of [
    ['2026-W54', 'billing'],
    ['2026-W47', 'nobody'],
    ['2026-W47', '__proto__'],
  ] as const)
    expect(await learning.digest(week, owner)).toBeUndefined();
});

test('an action done long ago leaves the digest, one dropped at once', async () => {
  const { learning, clock } = learningOf([]);
  for (const [text, act] of [
    ['a', { act: 'done' }],
    ['b', { act: 'drop', why: 'x' }],
    ['c', { act: 'note', text: 'y' }],
  ] as const) {
    const added = await learning.add('boss', { ...fix, text });
    if (added.ok) await learning.act('boss', added.value.id, act);
  }
  const shown = async () => (await learning.digest('2026-W47', 'billing'))?.actions.map(({ text }) => text);
  expect(await shown()).toEqual(['c', 'a']);
  clock.advance(rules.digest.done_weeks * 7 * dayMs + 2 * dayMs);
  expect(await shown()).toEqual(['c']);
});
