import fc from 'fast-check';
import { clocksOf, runningClock } from '../../src/complaints/clocks';
import type { Assessment, Complaint, Pause } from '../../src/complaints/complaint';
import { day, filed, hour } from './example-complaint';
import { at, li, monday, office, ok, rules } from './office';

const clock = (complaint: Complaint, name: string, now: number) => {
  const found = clocksOf(complaint, rules, now).find((one) => one.name === name);
  if (found === undefined) throw new Error(`no clock ${name}`);
  return found;
};
const assessed = (severity: Assessment['severity'], when: number): Assessment => ({
  ...{ at: when, by: 'li', complexity: 'simple', impact: 'one', actAtOnce: false },
  severity,
});

describe('clocksOf', () => {
  test('begins with what was promised', () => {
    const complaint = filed({}, monday);
    expect(clocksOf(complaint, rules, monday)).toEqual([
      { name: 'first_reply', startedAt: monday, dueAt: monday + 2 * hour, paused: false, used: 0 },
      { name: 'resolve', startedAt: monday, dueAt: monday + day, paused: false, used: 0 },
      { name: 'law', startedAt: monday, dueAt: monday + 15 * day, paused: false, used: 0 },
    ]);
  });

  test('shares are counted in working hours: a night uses nothing up', () => {
    // Monday 09:00 to Tuesday 09:00 holds 7.5 working hours.
    const complaint = filed({}, monday);
    expect(clock(complaint, 'resolve', at('2026-11-23 18:00')).used).toBeCloseTo(0.999);
    expect(clock(complaint, 'resolve', at('2026-11-23 12:00')).used).toBeCloseTo(3 / 7.5);
    expect(clock(complaint, 'resolve', at('2026-11-23 13:30')).used).toBeCloseTo(3 / 7.5);
    expect(clock(complaint, 'resolve', at('2026-11-24 09:00')).used).toBe(1);
    expect(clock(complaint, 'resolve', at('2026-11-25 09:00')).used).toBe(2);
  });

  test('troubles of the network run day and night, and so does what was promised over a weekend', () => {
    const fault = filed({ type: 'product_quality', subType: 'broadband_outage' }, monday);
    expect(clock(fault, 'resolve', monday + 12 * hour).used).toBeCloseTo(12 / 48);
    const filedAt = at('2026-11-21 10:00');
    const promised = { firstReplyBy: filedAt + 2 * hour, resolveBy: filedAt + day };
    const saturday = { ...filed({}, filedAt), promise: { ...filed().promise, ...promised } };
    expect(clock(saturday, 'resolve', at('2026-11-21 22:00')).used).toBeCloseTo(0.5);
  });

  test('an assessment only makes it shorter, counted from then', () => {
    const complaint = filed({}, monday);
    const ten = monday + hour;
    expect(clock({ ...complaint, assessment: assessed('high', ten) }, 'resolve', ten).dueAt).toBe(
      at('2026-11-23 15:30'),
    );
    expect(clock({ ...complaint, assessment: assessed('medium', ten) }, 'resolve', ten).dueAt).toBe(monday + day);
    expect(clock({ ...complaint, assessment: assessed('low', ten) }, 'resolve', ten).dueAt).toBe(monday + day);
    const late = monday + 3 * day;
    expect(clock({ ...complaint, assessment: assessed('high', late) }, 'resolve', late).dueAt).toBe(monday + day);
  });

  test('stands still while the customer is waited for; the law does not', () => {
    const waiting: Complaint = {
      ...filed({}, monday),
      status: 'waiting_for_customer',
      pauses: [{ from: monday + hour, reason: 'papers' }],
    };
    const before = clock(waiting, 'resolve', monday + hour);
    const later = clock(waiting, 'resolve', monday + 3 * day);
    expect(later).toMatchObject({ paused: true, dueAt: before.dueAt + 3 * day - hour });
    expect(later.used).toBeCloseTo(before.used);
    expect(clock(waiting, 'law', monday + 3 * day)).toMatchObject({ paused: false, dueAt: monday + 15 * day });
    expect(clock(waiting, 'law', monday + 3 * day).used).toBeCloseTo(3 / 15);
    expect(runningClock(waiting, 'resolve', rules).at(1)).toBe(Number.POSITIVE_INFINITY);
  });

  test('a pause of two working hours gives two working hours back, not a time at night', () => {
    const pauses: Pause[] = [{ from: at('2026-11-23 10:00'), until: at('2026-11-23 12:00'), reason: 'papers' }];
    const complaint = { ...filed({}, at('2026-11-23 09:00')), pauses };
    const { dueAt } = clock(complaint, 'resolve', at('2026-11-24 09:00'));
    expect(dueAt).toBe(at('2026-11-24 11:00'));
  });

  test('each ends with its own event: a person, the decision, the customer told', async () => {
    const { acts, assessment, clock: time, file } = office();
    const { id } = file();
    const done = (complaint: Complaint) => clocksOf(complaint, rules, time.now()).map(({ doneAt }) => doneAt);
    time.advance(hour);
    expect(done(ok(await acts.assign(id, li, 'li')))).toEqual([undefined, undefined, undefined]);
    expect(done(ok(await acts.assess(id, li, assessment)))).toEqual([monday + hour, undefined, undefined]);
    ok(await acts.investigate(id, li));
    time.advance(hour);
    const answered = ok(await acts.answer(id, li, { text: '已退', cause: 'charged_twice' }));
    expect(done(answered)).toEqual([monday + hour, monday + 2 * hour, undefined]);
    time.advance(hour);
    const told = ok(await acts.communicated(id, { at: time.now(), way: 'sms', reference: 'sms_1' }));
    expect(done(told)).toEqual([monday + hour, monday + 2 * hour, monday + 3 * hour]);
    expect(clock(told, 'law', monday + 20 * day).used).toBeCloseTo(3 / 360);
    time.advance(day);
    const again = ok(await acts.recheck(id, 'customer', false));
    expect(done(again)).toEqual([undefined, undefined, undefined]);
    expect(clock(again, 'resolve', time.now())).toMatchObject({ startedAt: time.now(), used: 0 });
  });

  test('what is withdrawn or merged stops all of them', async () => {
    const { acts, clock: time, file } = office();
    const [first, one, other] = [file(), file(), file()];
    time.advance(hour);
    const withdrawn = ok(await acts.withdraw(one.id, 'customer'));
    const merged = ok(await acts.merge(other.id, li, first.number, '同一件事'));
    for (const complaint of [withdrawn, merged])
      for (const { doneAt } of clocksOf(complaint, rules, monday + 9 * day)) expect(doneAt).toBe(monday + hour);
  });
});

test('whatever was paused and assessed: shares rise with time, 100 % is the due time, the law never moves', () => {
  const gaps = fc.array(fc.tuple(fc.nat(20 * hour), fc.nat(5 * day)), { maxLength: 4 });
  const start = fc.integer({ min: at('2026-09-20 00:00'), max: at('2026-12-31 00:00') });
  const severity = fc.constantFrom(undefined, 'low', 'medium', 'high');
  fc.assert(
    fc.property(start, gaps, severity, fc.nat(day), fc.boolean(), (from, list, level, when, isFault) => {
      let cursor = from;
      const pauses = list.map(([gap, length]) => {
        const pause = { from: cursor + gap, until: cursor + gap + length, reason: 'papers' };
        cursor = pause.until;
        return pause;
      });
      const draft = isFault ? { type: 'product_quality' as const, subType: 'no_signal' } : {};
      const complaint: Complaint = {
        ...filed(draft, from),
        pauses,
        ...(level === undefined ? {} : { assessment: assessed(level, from + when) }),
      };
      for (const name of ['first_reply', 'resolve'] as const) {
        const running = runningClock(complaint, name, rules);
        const promised = complaint.promise[name === 'resolve' ? 'resolveBy' : 'firstReplyBy'];
        const paused = pauses.reduce((sum, pause) => sum + pause.until - pause.from, 0);
        const times = [0.1, 0.5, 0.8, 0.99, 1].map((share) => running.at(share));
        expect([...times].sort((a, b) => a - b)).toEqual(times);
        if (paused === 0) expect(running.at(1)).toBeLessThanOrEqual(promised);
        const dueAt = running.at(1);
        expect(clock(complaint, name, dueAt - 1).used).toBeLessThan(1);
        expect(clock(complaint, name, dueAt).used).toBe(1);
        const shares = Array.from({ length: 12 }, (_, index) =>
          clock(complaint, name, from + (index * (dueAt - from)) / 10),
        );
        for (const [index, { used }] of shares.entries())
          expect(used).toBeGreaterThanOrEqual((shares[index - 1]?.used ?? 0) - 1e-9);
      }
      expect(clock(complaint, 'law', from).dueAt).toBe(from + 15 * day);
    }),
  );
});
