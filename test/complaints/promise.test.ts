import { catalogue } from './example-complaint';

const at = (time: string): number => Date.parse(`${time.replace(' ', 'T')}+08:00`);
const times = (filed: string, type: 'pricing_billing' | 'staff_attitude' = 'pricing_billing') => {
  const { firstReplyBy, resolveBy } = catalogue.promise(type, at(filed));
  return [firstReplyBy, resolveBy].map((time) => new Date(time + 8 * 3_600_000).toISOString().slice(0, 16));
};

describe('promised times', () => {
  it('are times people say, never later than the standard', () => {
    expect(times('2026-11-24 10:01')).toEqual(['2026-11-24T12:00', '2026-11-25T10:00']);
    expect(times('2026-11-24 14:36')).toEqual(['2026-11-24T16:30', '2026-11-25T14:30']);
  });

  it('fall where somebody works: not into the night, the pause at noon or the weekend', () => {
    expect(times('2026-11-24 22:36')).toEqual(['2026-11-25T11:00', '2026-11-25T18:00']);
    expect(times('2026-11-24 12:40')).toEqual(['2026-11-24T15:30', '2026-11-25T12:00']);
    expect(times('2026-11-27 17:00')).toEqual(['2026-11-30T10:00', '2026-11-30T17:00']);
    expect(times('2026-11-28 15:36', 'staff_attitude')).toEqual(['2026-11-30T11:00', '2026-12-01T18:00']);
  });

  it('of what is watched day and night pass day and night', () => {
    const outage = catalogue.promise('product_quality', at('2026-11-28 22:00'), { subType: 'network_outage' });
    expect(outage).toMatchObject({ firstReplyBy: at('2026-11-29 00:00'), resolveBy: at('2026-11-30 22:00') });
  });

  it('leave the 15 days of the law as they are', () => {
    const filed = at('2026-11-21 15:36');
    expect(catalogue.promise('pricing_billing', filed).answerBy).toBe(filed + 15 * 86_400_000);
  });
});
