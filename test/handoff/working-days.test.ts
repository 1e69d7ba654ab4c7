import fc from 'fast-check';
import { loadWorkingDays } from '../../src/handoff/hours';
import { daysBefore } from '../../src/ports/calendar';
import { dataDir } from './desk-of-acts';

const days = loadWorkingDays(dataDir);

test.each([
  // Make-up days of 2026 are weekend days that are worked.
  ['2026-01-04', true],
  ['2026-02-14', true],
  ['2026-02-28', true],
  ['2026-05-09', true],
  ['2026-09-20', true],
  ['2026-10-10', true],
  ['2026-01-02', false],
  ['2026-02-16', false],
  ['2026-02-23', false],
  ['2026-02-24', true],
  ['2026-04-06', false],
  ['2026-05-05', false],
  ['2026-06-19', false],
  ['2026-09-25', false],
  ['2026-10-07', false],
  ['2026-10-08', true],
  ['2026-11-20', true],
  ['2026-11-21', false],
  ['2027-02-08', false],
])('%s', (day, works) => expect(days.isWorkingDay(day)).toBe(works));

test('working days are counted over holidays and make-up days', () => {
  expect(days.after('2026-09-30', 1)).toBe('2026-10-08');
  expect(days.after('2026-09-30', 3)).toBe('2026-10-10');
  expect(days.after('2026-09-30', 4)).toBe('2026-10-12');
  expect(days.after('2026-11-20', 0)).toBe('2026-11-20');
});

test('the day found is a working day, and there are exactly so many', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 15 }), (ahead, count) => {
      const start = daysBefore('2026-01-01', -ahead);
      const end = days.after(start, count);
      let worked = 0;
      for (let day = daysBefore(start, -1); day <= end; day = daysBefore(day, -1))
        worked += days.isWorkingDay(day) ? 1 : 0;
      expect([days.isWorkingDay(end), worked]).toEqual([true, count]);
    }),
  );
});

test('warns before the calendar ends and after its review was due', () => {
  expect(days.warnings('2026-11-21')).toEqual([]);
  expect(days.warnings('2027-01-01').join()).toContain('reviewed by 2026-12-31');
  expect(days.warnings('2027-11-02').join()).toContain('ends on 2027-12-31');
});
