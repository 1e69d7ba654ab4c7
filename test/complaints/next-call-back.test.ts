import fc from 'fast-check';
import { callParts, dayPart } from '../../src/complaints/day-part';
import { lifeShape } from '../../src/complaints/life-schema';
import { nextCallBack } from '../../src/complaints/next-call-back';
import { day } from './example-complaint';
import { at, rules } from './office';

const { call_backs: calls } = rules.standard;

test.each([
  ['the same day when it is still ahead', '2026-11-23 09:00', '2026-11-23 15:30', '18:00'],
  ['in the evening when the afternoon has begun', '2026-11-23 15:31', '2026-11-23 18:00', '19:30'],
  ['another day when both have', '2026-11-23 18:01', '2026-11-25 15:30', '18:00'],
  ['over the weekend', '2026-11-27 18:30', '2026-11-30 15:30', '18:00'],
  ['not on holidays', '2026-09-30 20:00', '2026-10-09 15:30', '18:00'],
])('%s', (_, from, expected, until) =>
  expect(nextCallBack(calls, rules.calendar, at(from))).toMatchObject({
    from: at(expected),
    until: at(`${expected.slice(0, 10)} ${until}`),
  }),
);

test('not in a part of the day that would not count', () => {
  const next = (except: 'morning' | 'afternoon' | 'evening') =>
    nextCallBack(calls, rules.calendar, at('2026-11-23 09:00'), except).from;
  expect([next('morning'), next('afternoon'), next('evening')]).toEqual([
    at('2026-11-23 15:30'),
    at('2026-11-23 18:00'),
    at('2026-11-23 15:30'),
  ]);
  expect(nextCallBack(calls, rules.calendar, at('2026-11-23 15:31'), 'evening').from).toBe(at('2026-11-25 15:30'));
});

test('every time is of one part, in the schedule, and the soonest there is', () => {
  const moment = fc.integer({ min: at('2026-01-01 00:00'), max: at('2027-06-01 00:00') });
  const part = fc.constantFrom(undefined, 'morning', 'afternoon', 'evening');
  fc.assert(
    fc.property(moment, part, (after, except) => {
      const slot = nextCallBack(calls, rules.calendar, after, except);
      expect(slot.from).toBeGreaterThanOrEqual(after);
      expect([dayPart(slot.from), dayPart(slot.until - 1)]).toEqual([slot.part, slot.part]);
      expect(slot.part).not.toBe(except);
      expect(slot.from - after).toBeLessThan(15 * day);
      expect(nextCallBack(calls, rules.calendar, slot.from, except)).toEqual(slot);
    }),
  );
});

test('a schedule in which no second call could count stops the start', () => {
  const read = (from: string, until: string) => lifeShape.call_backs.safeParse({ days: [1], from, until }).success;
  expect([read('15:30', '19:30'), read('09:00', '12:01'), read('08:00', '24:00')]).toEqual([true, true, true]);
  expect([read('09:00', '12:00'), read('12:00', '18:00'), read('18:00', '21:00')]).toEqual([false, false, false]);
  expect(callParts({ from: '09:00', until: '20:00' }).map(({ part }) => part)).toEqual([
    'morning',
    'afternoon',
    'evening',
  ]);
});

test('holidays without end are a fault that says so', () => {
  expect(() => nextCallBack(calls, { isHoliday: () => true }, at('2026-11-23 09:00'))).toThrow('standard.yaml');
});
