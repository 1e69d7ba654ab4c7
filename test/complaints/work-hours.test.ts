import fc from 'fast-check';
import { aroundTheClock, everyWeekday, workHours } from '../../src/complaints/work-hours';
import { day, hour } from './example-complaint';
import { at, rules } from './office';

const { work } = rules;

describe('workHours', () => {
  test.each([
    ['within a span', '2026-11-23 09:00', '2026-11-23 11:00', 2],
    ['over the pause at noon', '2026-11-23 11:00', '2026-11-23 14:00', 1.5],
    ['over a night', '2026-11-23 17:00', '2026-11-24 10:00', 2],
    ['over a weekend', '2026-11-20 17:00', '2026-11-23 10:00', 2],
    ['over the National Day week', '2026-09-30 17:00', '2026-10-08 10:00', 2],
    ['a make-up Saturday counts', '2026-10-09 17:00', '2026-10-10 10:00', 2],
    ['a Sunday does not', '2026-11-22 00:00', '2026-11-22 23:00', 0],
    ['backwards', '2026-11-24 10:00', '2026-11-23 10:00', 0],
  ])('%s', (_, from, until, hours) => expect(work.between(at(from), at(until))).toBe(hours * hour));

  test('a time comes after so much work', () => {
    expect(work.add(at('2026-11-20 17:00'), 2 * hour)).toBe(at('2026-11-23 10:00'));
    expect(work.add(at('2026-09-30 17:30'), hour)).toBe(at('2026-10-08 09:30'));
    expect(work.add(at('2026-11-21 12:00'), 0)).toBe(at('2026-11-21 12:00'));
    expect(work.add(Number.POSITIVE_INFINITY, hour)).toBe(Number.POSITIVE_INFINITY);
  });

  const moment = fc.integer({ min: at('2026-01-01 00:00'), max: at('2027-06-01 00:00') });
  const long = fc.integer({ min: 1, max: 30 * day });

  test('adding and measuring undo each other, on every calendar', () => {
    fc.assert(
      fc.property(moment, long, fc.constantFrom(work, aroundTheClock), (from, ms, hours) => {
        expect(hours.between(from, hours.add(from, ms))).toBe(ms);
      }),
    );
  });

  test('the last moment of work is not later, and no work lies between', () => {
    expect(work.notAfter(at('2026-11-22 12:00'))).toBe(at('2026-11-20 18:00'));
    expect(work.notAfter(at('2026-11-24 13:00'))).toBe(at('2026-11-24 12:00'));
    expect(work.notAfter(at('2026-11-24 09:00'))).toBe(at('2026-11-24 09:00'));
    fc.assert(
      fc.property(moment, fc.constantFrom(work, aroundTheClock), (time, hours) => {
        const last = hours.notAfter(time);
        expect(last).toBeLessThanOrEqual(time);
        if (hours === work) expect(work.between(last, time)).toBe(0);
        expect(hours.notAfter(last)).toBe(last);
      }),
    );
  });

  test('parts add up to the whole, and work never takes longer than time', () => {
    fc.assert(
      fc.property(moment, long, long, (from, first, second) => {
        const [middle, until] = [from + first, from + first + second];
        expect(work.between(from, middle) + work.between(middle, until)).toBe(work.between(from, until));
        expect(work.between(from, until)).toBeLessThanOrEqual(until - from);
      }),
    );
  });

  test('a calendar on which nobody ever works is a fault that says so', () => {
    const never = workHours([{ from: '09:00', until: '12:00' }], { isWorkingDay: () => false });
    expect(() => never.add(at('2026-11-23 09:00'), 1)).toThrow('correct work_hours');
    expect(never.between(at('2026-11-23 09:00'), at('2026-11-30 09:00'))).toBe(0);
  });

  test('without a calendar the week has five days', () => {
    const plain = workHours([{ from: '00:00', until: '24:00' }], everyWeekday);
    expect(plain.between(at('2026-11-20 00:00'), at('2026-11-24 00:00'))).toBe(2 * day);
  });
});
