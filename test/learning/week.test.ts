import { daysOfWeek, weekOf } from '../../src/learning/week';
import { daysBefore } from '../../src/ports/calendar';

test('weeks are those of ISO 8601, also around the turn of a year', () => {
  expect(weekOf('2026-11-22')).toBe('2026-W47');
  expect(weekOf('2026-11-23')).toBe('2026-W48');
  expect(weekOf('2026-12-31')).toBe('2026-W53');
  expect(weekOf('2027-01-03')).toBe('2026-W53');
  expect(weekOf('2027-01-04')).toBe('2027-W01');
  expect(weekOf('2024-12-30')).toBe('2025-W01');
  expect(weekOf('2023-01-01')).toBe('2022-W52');
});

test('every day of twelve years lies in its week, which has seven', () => {
  for (let day = '2020-01-01'; day < '2032-01-01'; day = daysBefore(day, -1)) {
    const days = daysOfWeek(weekOf(day));
    if (!days) throw new Error(day);
    expect(days.from <= day && day <= days.until && daysBefore(days.from, -6) === days.until).toBe(true);
  }
});

test.each(['2025-W53', '2026-W00', '2026-W54', '2026-47', '1999-W01', '', '2026-W47 ', '__proto__'])(
  'there is no week %j',
  (week) => expect(daysOfWeek(week)).toBeUndefined(),
);
