import fc from 'fast-check';
import { nextCall } from '../../src/complaints/planned-calls';
import { triedTwice } from '../../src/complaints/round';
import { dueTimers, timersOf } from '../../src/complaints/timers';
import { day, hour } from './example-complaint';
import { at, li, monday, office, ok, rules } from './office';

/** Told at a time, and nobody has said anything. */
async function told(begin = monday) {
  const desk = office({ begin });
  const { id } = desk.file();
  await desk.tell(id);
  const calls = () =>
    timersOf(desk.complaints.get(id), rules)
      .filter(({ name }) => name.startsWith('try'))
      .map((timer) => [timer.name, timer.at]);
  async function tryAt(time: number) {
    desk.clock.set(time);
    ok(await desk.acts.contact(id, li, { way: 'phone', outcome: 'no_answer' }));
  }
  return { ...desk, id, calls, tryAt, next: () => nextCall(desk.complaints.get(id), rules, desk.clock.now()) };
}

test('the first call is planned after the last question, and said once more while nobody makes it', async () => {
  const { calls } = await told();
  expect(calls()).toEqual([
    ['try:1#0', at('2026-11-25 15:30')],
    ['try:1-again#0', at('2026-11-25 18:00')],
  ]);
});

test.each([
  ['in the afternoon: the evening of another day', '2026-11-25 16:00', '2026-11-27 18:00', '2026-11-27 19:30'],
  ['in the evening: the afternoon of another day', '2026-11-25 18:30', '2026-11-27 15:30', '2026-11-27 18:00'],
  [
    'in the morning: whatever comes first after the questions',
    '2026-11-24 10:00',
    '2026-11-25 15:30',
    '2026-11-25 18:00',
  ],
])('nobody was reached %s', async (_, tried, from, until) => {
  const { calls, next, tryAt } = await told();
  await tryAt(at(tried));
  expect(calls()).toEqual([['try:2#0', at(from)]]);
  expect(next()).toMatchObject({ from: at(from), until: at(until) });
});

test('a call that does not count is followed by one that does, with a reminder of its own', async () => {
  const { calls, run, complaints, clock, id, tryAt } = await told();
  await tryAt(at('2026-11-25 16:00'));
  await tryAt(at('2026-11-27 16:00'));
  expect(triedTwice(complaints.get(id))).toBe(false);
  expect(calls()).toEqual([['try:3#0', at('2026-11-27 18:00')]]);
  clock.set(at('2026-11-27 18:00'));
  await run();
  expect(complaints.get(id).fired).toContain('try:3#0');
});

test('where the next day for calls is after the re-check is due, the other part of the same day', async () => {
  const { calls, tryAt } = await told(at('2026-09-28 09:00'));
  await tryAt(at('2026-09-30 15:40'));
  expect(calls()).toEqual([['try:2#0', at('2026-09-30 18:00')]]);
});

test('a time that went by makes place for the next that counts; after two that counted there is none', async () => {
  const { clock, complaints, id, next, tryAt } = await told();
  await tryAt(at('2026-11-25 16:00'));
  clock.set(at('2026-11-28 09:00'));
  expect(next()?.from).toBe(at('2026-11-30 18:00'));
  await tryAt(at('2026-11-30 18:10'));
  expect(triedTwice(complaints.get(id))).toBe(true);
  expect(next()).toBeUndefined();
});

test('whenever the first try is: a try in the planned time closes it', async () => {
  const moment = fc.integer({ min: monday, max: monday + 20 * day });
  const wait = fc.integer({ min: 0, max: 10 * day });
  await fc.assert(
    fc.asyncProperty(moment, wait, fc.double({ min: 0, max: 0.999, noNaN: true }), async (begin, ms, share) => {
      const { complaints, id, next, tryAt, clock } = await told(begin);
      await tryAt(begin + ms);
      const slot = next();
      expect(slot).toBeDefined();
      if (!slot) return;
      await tryAt(Math.max(clock.now(), Math.floor(slot.from + (slot.until - slot.from) * share)));
      expect(triedTwice(complaints.get(id))).toBe(true);
      const names = dueTimers(complaints.get(id), rules, clock.now() + 25 * hour).map(({ name }) => name);
      expect(names).toContain('close#0');
    }),
    { numRuns: 60 },
  );
});
