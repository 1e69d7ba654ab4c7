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
