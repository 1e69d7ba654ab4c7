import { join } from 'node:path';
import fc from 'fast-check';
import { hoursSchema, loadServiceHours, serviceHours } from '../../src/handoff/hours';

const hours = loadServiceHours(join(__dirname, '../../nlp-models/handoff'));
const at = (time: string): number => Date.parse(`${time}:00+08:00`);
const span = (from: string, until: string) => ({ from: at(from), until: at(until) });

describe('service hours', () => {
  test.each([
    ['2026-11-21T07:59', false],
    ['2026-11-21T08:00', true],
    ['2026-11-21T21:59', true],
    ['2026-11-21T22:00', false],
    ['2026-11-22T03:00', false],
  ])('%s', (time, open) => expect(hours.isOpen(at(time))).toBe(open));

  test('the next opening', () => {
    expect(hours.nextOpen(at('2026-11-21T23:00'))).toEqual(span('2026-11-22T08:00', '2026-11-22T22:00'));
    expect(hours.nextOpen(at('2026-11-21T12:00'))).toEqual(span('2026-11-21T08:00', '2026-11-21T22:00'));
  });

  test.each([
    ['2026-11-21T22:30', '2026-11-22T09:00', '2026-11-22T11:00'],
    ['2026-11-22T03:00', '2026-11-22T09:00', '2026-11-22T11:00'],
    ['2026-11-22T08:30', '2026-11-22T09:00', '2026-11-22T11:00'],
    ['2026-11-22T08:31', '2026-11-22T11:00', '2026-11-22T13:00'],
    ['2026-12-31T23:59', '2027-01-01T09:00', '2027-01-01T11:00'],
  ])('a call back booked at %s', (now, from, until) => expect(hours.nextCallBack(at(now))).toEqual(span(from, until)));

  test('closed days and short days count', () => {
    const data = hoursSchema.parse({
      daily: { from: '08:00', until: '22:00' },
      days: { 0: { closed: true } },
      dates: { '2026-11-23': { from: '10:00', until: '16:00' } },
      call_back: {
        slots: [
          { from: '09:00', until: '11:00' },
          { from: '14:00', until: '16:00' },
        ],
        lead_minutes: 30,
      },
    });
    const short = serviceHours(data);
    expect(short.isOpen(at('2026-11-22T12:00'))).toBe(false);
    expect(short.nextCallBack(at('2026-11-21T20:00'))).toEqual(span('2026-11-23T14:00', '2026-11-23T16:00'));
    expect(short.callBacks(at('2026-11-21T20:00'), 2)[1]).toEqual(span('2026-11-24T09:00', '2026-11-24T11:00'));
    const never = serviceHours({
      ...data,
      call_back: { ...data.call_back, slots: [{ from: '02:00', until: '03:00' }] },
    });
    expect(() => never.nextCallBack(at('2026-11-21T20:00'))).toThrow(/hours\.yaml/);
  });

  test('split shifts: closed at noon, no call back across the pause', () => {
    const data = hoursSchema.parse({
      daily: [
        { from: '09:00', until: '12:00' },
        { from: '14:00', until: '24:00' },
      ],
      days: {},
      dates: {},
      call_back: {
        slots: [
          { from: '11:00', until: '15:00' },
          { from: '14:00', until: '15:00' },
        ],
        lead_minutes: 0,
      },
    });
    const split = serviceHours(data);
    const open = ['11:59', '12:00', '13:59', '14:00', '23:59'].map((time) => split.isOpen(at(`2026-11-21T${time}`)));
    expect(open).toEqual([true, false, false, true, true]);
    expect(split.nextOpen(at('2026-11-21T12:30'))).toEqual(span('2026-11-21T14:00', '2026-11-22T00:00'));
    expect(split.nextCallBack(at('2026-11-21T09:00'))).toEqual(span('2026-11-21T14:00', '2026-11-21T15:00'));
    const touching = [
      { from: '09:00', until: '12:00' },
      { from: '11:00', until: '14:00' },
    ];
    expect(hoursSchema.safeParse({ ...data, daily: touching }).success).toBe(false);
    expect(hoursSchema.safeParse({ ...data, daily: { from: '24:30', until: '24:40' } }).success).toBe(false);
  });

  test('public holidays have hours of their own, single days still override them', () => {
    expect(hours.isOpen(at('2026-10-01T08:30'))).toBe(false);
    expect(hours.isOpen(at('2026-10-01T09:00'))).toBe(true);
    expect(hours.isOpen(at('2026-10-08T08:30'))).toBe(true);
    const data = hoursSchema.parse({
      daily: { from: '08:00', until: '22:00' },
      days: {},
      dates: { '2026-10-01': { from: '10:00', until: '11:00' } },
      on_holidays: { closed: true },
      call_back: { slots: [{ from: '10:00', until: '11:00' }], lead_minutes: 0 },
      calendar: {
        until: '2026-12-31',
        review_by: '2026-12-31',
        holidays: [{ name: '国庆节', from: '2026-10-01', until: '2026-10-02' }],
        working_days: [],
      },
    });
    const own = serviceHours(data);
    expect(own.nextOpen(at('2026-10-01T11:00'))).toEqual(span('2026-10-03T08:00', '2026-10-03T22:00'));
    expect(own.isOpen(at('2026-10-01T10:30'))).toBe(true);
  });

  test('a call back is always ahead and inside the hours', () => {
    fc.assert(
      fc.property(fc.integer({ min: at('2026-01-01T00:00'), max: at('2028-01-01T00:00') }), (now) => {
        const { from, until } = hours.nextCallBack(now);
        expect(from).toBeGreaterThanOrEqual(now + 30 * 60_000);
        expect(hours.isOpen(from) && hours.isOpen(until - 1)).toBe(true);
      }),
    );
  });
});
