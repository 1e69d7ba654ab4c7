import fc from 'fast-check';
import { dueTimers, nextDueAt, timersOf, withNextTimer } from '../../src/complaints/timers';
import { day, filed, hour } from './example-complaint';
import { at, chen, li, monday, office, ok, rules } from './office';

const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name).sort();

describe('timersOf', () => {
  test('a new complaint has its ladder and the days of the law', () => {
    const complaint = filed({}, monday);
    const timers = new Map(timersOf(complaint, rules).map(({ name, at: time }) => [name, time]));
    expect(Object.fromEntries(timers)).toEqual({
      'first_reply:50#0': monday + 1 * hour,
      'first_reply:80#0': monday + 1.6 * hour,
      'first_reply:100#0': monday + 2 * hour,
      // Half of the 7.5 working hours until tomorrow 09:00 are used up after the pause at noon.
      'resolve:50#0': at('2026-11-23 14:15'),
      'resolve:80#0': at('2026-11-23 16:30'),
      'resolve:100#0': monday + day,
      'late:resolve#0': monday + day,
      'late:law#0': monday + 15 * day,
      'law:7#0': monday + 7 * day,
      'law:12#0': monday + 12 * day,
      'law:14#0': monday + 14 * day,
      'law:15#0': monday + 15 * day,
    });
    expect(complaint.dueAt).toBe(monday + hour);
  });

  test('what is done has no timers left but those of what comes after', async () => {
    const { acts, clock, complaints, file, tell } = office();
    const { id } = file();
    await tell(id);
    expect(names(timersOf(complaints.get(id), rules))).toEqual([
      'mark:fedBack#0',
      'mark:rechecked#0',
      'recheck:24#0',
      'recheck:48#0',
      'try:1#0',
      'try:1-again#0',
    ]);
    ok(await acts.feedBack(id, li, '已转增值业务小组'));
    ok(await acts.recheck(id, 'customer', true));
    expect(timersOf(complaints.get(id), rules)).toEqual([{ name: 'close#0', at: monday + day, act: { do: 'close' } }]);
    ok(await acts.close(id, chen));
    const greeting = { name: 'greeting#0', at: at('2026-11-28 10:30'), act: { do: 'greet' } };
    expect(timersOf(complaints.get(id), rules)).toEqual([greeting]);
    clock.advance(hour);
    ok(await acts.reopen(id, 'customer', '又扣了'));
    expect(timersOf(complaints.get(id), rules).every(({ name }) => name.endsWith('#1'))).toBe(true);
  });

  test('customers are told of nothing in the night, colleagues are', () => {
    const fault = { type: 'product_quality', subType: 'broadband_outage' } as const;
    const complaint = filed(fault, at('2026-11-23 23:10'));
    const time = (name: string) => timersOf(complaint, rules).find((timer) => timer.name === name)?.at;
    expect(time('resolve:100#0')).toBe(at('2026-11-25 23:00'));
    expect(time('late:resolve#0')).toBe(at('2026-11-26 08:00'));
    const early = timersOf(filed(fault, at('2026-11-23 03:00')), rules).find(({ name }) => name === 'late:resolve#0');
    expect(early?.at).toBe(at('2026-11-25 08:00'));
  });

  test('the next one is kept, and none when there is none', () => {
    const withdrawn = { ...filed({}, monday), status: 'withdrawn' as const };
    expect(nextDueAt(withdrawn, rules)).toBeUndefined();
    expect('dueAt' in withNextTimer(withdrawn, rules)).toBe(false);
  });
});

describe('the ladder', () => {
  test('agent, team lead, manager: each once, each on record; the customer hears once that we are late', async () => {
    const { complaints, file, pass } = office();
    const { id } = file();
    const level = () => complaints.get(id).level ?? 0;
    await pass(2 * hour - 1, hour / 12);
    expect(level()).toBe(0);
    await pass(1);
    expect(level()).toBe(1);
    await pass(20 * day);
    const complaint = complaints.get(id);
    expect(level()).toBe(2);
    const notes = complaint.history.slice(2).map(({ event, note, actor }) => `${actor} ${event} ${note}`);
    expect(notes).toEqual([
      'desk timer first_reply:50#0',
      'desk timer first_reply:80#0',
      'desk escalate first_reply:100#0',
      'desk timer resolve:50#0',
      'desk timer resolve:80#0',
      'desk escalate resolve:100#0',
      'desk timer late:resolve#0',
      'desk timer law:7#0',
      'desk timer law:12#0',
      'desk timer law:14#0',
      'desk timer law:15#0',
      'desk timer late:law#0',
    ]);
    expect(complaint.fired).toHaveLength(12);
    expect(complaints.told()).toEqual(['progress late', 'progress late']);
    expect('dueAt' in complaint).toBe(false);
  });

  test('a re-opened complaint climbs anew', async () => {
    const { acts, complaints, file, pass, tell } = office();
    const { id } = file();
    await tell(id);
    await pass(day);
    ok(await acts.recheck(id, 'customer', false));
    await pass(2 * day);
    expect(complaints.get(id).fired).toContain('resolve:100#1');
    expect(complaints.get(id).level).toBe(2);
  });
});

describe('greeting', () => {
  test.each([
    [true, ['greeting']],
    [false, []],
  ])('some days after closing, consent: %s', async (mayGreet, greeted) => {
    const { acts, complaints, file, pass, tell } = office({ mayGreet });
    const { id } = file();
    await tell(id);
    ok(await acts.recheck(id, 'customer', true));
    await pass(10 * day);
    expect(complaints.told().filter((name) => name === 'greeting')).toEqual(greeted);
    expect(complaints.get(id).fired).toContain('greeting#0');
  });
});

const acts = [
  'assess',
  'investigate',
  'ask',
  'words',
  'answer',
  'told',
  'yes',
  'no',
  'try',
  'reopen',
  'remedy',
] as const;
const script = fc.array(fc.tuple(fc.constantFrom(...acts), fc.integer({ min: 1, max: 4 * day })), { maxLength: 25 });

async function play(desk: ReturnType<typeof office>, id: string, what: (typeof acts)[number], ms: number) {
  const { acts: does, assessment, clock } = desk;
  const severity = (['low', 'medium', 'high'] as const)[ms % 3] ?? 'low';
  if (what === 'assess') await does.assess(id, li, { ...assessment, severity });
  if (what === 'investigate') await does.investigate(id, li);
  if (what === 'ask') await does.askCustomer(id, li, 'details', '?');
  if (what === 'words') await does.customerAnswered(id, 'customer', '好');
  if (what === 'answer') await does.answer(id, li, { text: '已退', cause: 'charged_twice' });
  if (what === 'told') await does.communicated(id, { at: clock.now(), way: 'sms', reference: 'sms_1' });
  if (what === 'yes') await does.recheck(id, 'customer', true);
  if (what === 'no') await does.recheck(id, 'customer', false);
  if (what === 'try') await does.contact(id, li, { way: 'phone', outcome: 'no_answer' });
  if (what === 'reopen') await does.reopen(id, 'customer', '又来了');
  if (what === 'remedy') await does.giveRemedy(id, li, { id: `r${ms}`, code: 'credit', amountFen: 9000 });
}

test('whatever is done: no timer fires twice, none early, none is left over by a look, also when clocks jump', async () => {
  const jump = fc.constantFrom(0, 0, 0, -3 * hour, -2 * day, 40 * day);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(script, jump), { maxLength: 3 }), async (parts) => {
      const desk = office();
      const { clock, complaints, file } = desk;
      const { id } = file();
      for (const [steps, by] of parts) {
        for (const [what, ms] of steps) {
          await play(desk, id, what, ms);
          clock.advance(ms % (6 * hour));
          const before = complaints.get(id);
          const due = new Set(names(dueTimers(before, rules, clock.now())));
          await desk.run();
          const after = complaints.get(id);
          const fired = (after.fired ?? []).slice(before.fired?.length ?? 0);
          expect(new Set(after.fired).size).toBe(after.fired?.length ?? 0);
          expect(dueTimers(after, rules, clock.now())).toEqual([]);
          expect(due.size === 0 ? fired : []).toEqual([]);
          const next = after.dueAt ?? Infinity;
          expect(next).toBeGreaterThan(clock.now());
        }
        clock.advance(by);
      }
    }),
    { numRuns: 80 },
  );
});

test('one look after a long absence fires what many looks would have', async () => {
  const length = fc.integer({ min: 1, max: 40 * day });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('new', 'assessed', 'told', 'solved'), length, async (state, ms) => {
      const one = office();
      const many = office();
      const fired = [];
      for (const desk of [one, many]) {
        const { acts: does, assessment, clock, complaints, file, pass, run, tell } = desk;
        const { id } = file();
        if (state === 'assessed') ok(await does.assess(id, li, assessment));
        if (state === 'told' || state === 'solved') await tell(id);
        if (state === 'solved') ok(await does.recheck(id, 'customer', true));
        if (desk === many) await pass(ms, 7 * hour);
        else {
          clock.advance(ms);
          await run();
          await run();
        }
        // Closing comes when somebody looks, and the greeting counts from there.
        fired.push([...(complaints.get(id).fired ?? [])].filter((name) => name !== 'greeting#0').sort());
      }
      expect(fired[0]).toEqual(fired[1]);
    }),
    { numRuns: 60 },
  );
});
