import { catalogue } from './example-complaint';

describe('promised times', () => {
  const filed = Date.parse('2026-11-21T15:36:42+08:00');

  it('are times people say, never later than the standard', () => {
    const { firstReplyBy, resolveBy } = catalogue.promise('pricing_billing', filed);
    expect(new Date(firstReplyBy).toISOString()).toBe('2026-11-21T09:30:00.000Z');
    expect(new Date(resolveBy).toISOString()).toBe('2026-11-22T07:30:00.000Z');
  });

  it('leave the 15 days of the law as they are', () => {
    expect(catalogue.promise('pricing_billing', filed).answerBy).toBe(filed + 15 * 86_400_000);
  });
});
