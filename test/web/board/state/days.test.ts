import fc from 'fast-check';
import { daysBefore } from '../../../../src/ports/calendar';
import {
  daysBetween,
  daysIn,
  isDay,
  isWeek,
  mondayOf,
  weekFrom,
  weekOf,
  weeksBetween,
} from '../../../../web/board/state/days';

const days = fc.integer({ min: 0, max: 20_000 }).map((n) => daysBefore('2020-01-01', -n));

test('days that do not exist are none', () => {
  expect(['2026-02-28', '2026-02-29', '2026-13-01', '2026-1-1', '', undefined].map(isDay)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
  expect(['2026-W53', '2025-W53', '2026-W00', '2026-W7', undefined].map(isWeek)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

test('a span holds both its ends', () => {
  expect(daysBetween('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 500 }), (from, n) => daysIn(from, daysBefore(from, -n)) === n + 1),
  );
});

test('weeks begin on Monday, follow one another, and every day is in one', () => {
  expect(weekOf('2026-01-01')).toBe('2026-W01');
  expect(mondayOf('2026-W47')).toBe('2026-11-16');
  expect(weeksBetween('2026-12-27', '2027-01-05')).toEqual(['2026-W52', '2026-W53', '2027-W01']);
  fc.assert(
    fc.property(days, (day) => {
      const monday = mondayOf(weekOf(day));
      return monday <= day && daysBefore(monday, -6) >= day && weekFrom(weekOf(day), 1) === weekOf(daysBefore(day, -7));
    }),
  );
});
