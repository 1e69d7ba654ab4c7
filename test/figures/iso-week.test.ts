import fc from 'fast-check';
import { daysOfWeek, isoWeek, isoWeekday } from '../../src/figures/iso-week';

test.each([
  // Around the turns of years; 2026 has 53 weeks, 2027 and 2028 have 52.
  ['2024-12-29', '2024-W52', 7],
  ['2024-12-30', '2025-W01', 1],
  ['2025-12-28', '2025-W52', 7],
  ['2025-12-29', '2026-W01', 1],
  ['2026-11-22', '2026-W47', 7],
  ['2026-11-23', '2026-W48', 1],
  ['2026-12-31', '2026-W53', 4],
  ['2027-01-03', '2026-W53', 7],
  ['2027-01-04', '2027-W01', 1],
  ['2028-02-29', '2028-W09', 2],
])('%s belongs to %s', (day, week, weekday) => {
  expect([isoWeek(day), isoWeekday(day)]).toEqual([week, weekday]);
});

test('a week is its seven days, Monday to Sunday, and the next begins the day after', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), (date) => {
      const day = date.toISOString().slice(0, 10);
      const { from, until } = daysOfWeek(isoWeek(day));
      expect(from <= day && day <= until).toBe(true);
      expect([isoWeekday(from), isoWeekday(until)]).toEqual([1, 7]);
      expect(Date.parse(until) - Date.parse(from)).toBe(6 * 86_400_000);
      expect([isoWeek(from), isoWeek(until)]).toEqual([isoWeek(day), isoWeek(day)]);
    }),
  );
});
