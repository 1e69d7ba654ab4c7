import fc from 'fast-check';
import { decisionFor, mixed } from '../../src/understanding/decision';
import { familyOf } from '../../src/understanding/intents';

const labels = [
  'None',
  'billing.balance',
  'billing.tariff',
  'complaint.after_sales',
  'complaint.pricing_billing',
  'service.shop',
  'ticket.status',
  'ticket.withdraw',
];
const decision = decisionFor(labels, familyOf);
const scores = (...values: number[]): Float64Array => Float64Array.from(values);

test('the family is decided first, then the intent within it', () => {
  const { intent, score } = decision.best(scores(0.05, 0.3, 0.25, 0.4, 0, 0, 0, 0));
  expect(intent).toBe('billing.balance');
  expect(score).toBeCloseTo(0.55, 12);
});

test('at a tie nothing is guessed, and tickets count as service', () => {
  expect(decision.best(scores(0.5, 0.5, 0, 0, 0, 0, 0, 0))).toEqual({ intent: 'None', score: 0.5 });
  expect(decision.best(scores(0.3, 0, 0, 0, 0, 0.2, 0.1, 0.4)).intent).toBe('ticket.withdraw');
});

test('alternatives come best first, equals in the order of the labels, six at most', () => {
  const values = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: labels.length, maxLength: labels.length });
  fc.assert(
    fc.property(values, (given) => {
      const sorted = labels
        .map((intent, index) => ({ intent, score: given[index] ?? 0 }))
        .sort((a, b) => b.score - a.score)
        .slice(0, 6);
      expect(decision.ranked(Float64Array.from(given))).toEqual(sorted);
    }),
  );
});

test('a share is taken of the complaints only', () => {
  expect(decision.shareOf('complaint.after_sales', scores(0.5, 0, 0, 0.3, 0.1, 0.1, 0, 0))).toBeCloseTo(0.75, 12);
  expect(decision.shareOf('complaint.after_sales', scores(1, 0, 0, 0, 0, 0, 0, 0))).toBe(0);
});

test('no clause is outvoted unheard, and 24 clauses against an intent do not underflow', () => {
  const whole = scores(0.2, 0.8);
  expect(mixed(whole, [], 0.4)).toBe(whole);
  const both = mixed(whole, Array(24).fill(scores(1, 0)), 0.4);
  expect(both[0]).toBeGreaterThan(both[1] ?? 1);
  expect((both[0] ?? 0) + (both[1] ?? 0)).toBeCloseTo(1, 12);
  expect(both[1]).toBeGreaterThan(0.1);
});
