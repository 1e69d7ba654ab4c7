import { join } from 'node:path';
import fc from 'fast-check';
import { lintHandoff } from '../../src/handoff/lint-handoff';
import { type HandoffSignals, loadHandoffPolicy } from '../../src/handoff/policy';

const dir = join(__dirname, '../../nlp-models/handoff');
const policy = loadHandoffPolicy(dir);

describe('the hand-off policy', () => {
  test('the data is sound', () => expect(lintHandoff(dir)).toEqual([]));

  const cases: [string, HandoffSignals, object | undefined][] = [
    ['nothing', {}, undefined],
    ['one failure', { failedTurns: 1 }, undefined],
    ['asked', { asked: true }, { reason: 'customer_asked', mode: 'direct', priority: 0 }],
    ['two failures', { failedTurns: 2 }, { reason: 'not_understood_twice', mode: 'offer' }],
    ['anger 2', { anger: 2 }, undefined],
    ['anger 3', { anger: 3 }, { reason: 'strong_anger', mode: 'offer', priority: 1 }],
    ['the regulator', { threat: 'regulator' }, { reason: 'regulator_or_press', mode: 'offer', priority: 2 }],
    ['the press', { threat: 'press' }, { reason: 'regulator_or_press', priority: 2 }],
    ['leaving', { threat: 'leave' }, undefined],
    ['a small dispute', { disputeFen: 19_999 }, undefined],
    ['a large dispute', { disputeFen: 20_000 }, { reason: 'dispute_above_limit', mode: 'offer' }],
    ['second complaint', { repeatCount: 1 }, undefined],
    ['third complaint', { repeatCount: 2 }, { reason: 'third_repeat', priority: 2 }],
    ['70 and calm', { age: 70 }, undefined],
    ['70, asking', { age: 70, asked: true }, { reason: 'customer_asked', mode: 'direct' }],
    ['70, not understood once', { age: 70, failedTurns: 1 }, { reason: 'over_65', mode: 'direct', priority: 1 }],
    ['64, not understood once', { age: 64, failedTurns: 1 }, undefined],
    [
      '65 with a complaint',
      { age: 65, complaintTypes: [{ type: 'after_sales', score: 0.9 }] },
      { reason: 'over_65', mode: 'offer' },
    ],
    ['a fault', { systemFault: true }, { reason: 'system_fault', mode: 'offer' }],
  ];
  test.each(cases)('%s', (_, signals, expected) => {
    if (expected === undefined) expect(policy.decide(signals)).toBeUndefined();
    else expect(policy.decide(signals)).toMatchObject(expected);
  });

  test('asking while threatening is urgent and direct', () => {
    expect(policy.decide({ asked: true, threat: 'press' })).toMatchObject({
      reason: 'customer_asked',
      mode: 'direct',
      priority: 2,
    });
  });

  test('what was declined is not offered again, but asking always works', () => {
    expect(policy.decide({ anger: 3, declined: ['strong_anger'] })).toBeUndefined();
    expect(policy.decide({ asked: true, declined: ['customer_asked'] })).toMatchObject({ mode: 'direct' });
  });

  test.each([
    [
      [
        { type: 'pricing_billing', score: 0.6 },
        { type: 'product_quality', score: 0.9 },
      ],
      'billing.balance',
      'technical',
    ],
    [[], 'billing.balance', 'billing'],
    [[], 'service.broadband_fault', 'technical'],
    [[], 'service.points', 'service'],
    [[], 'complaint.staff_attitude', 'service'],
    [[], 'None', 'general'],
    [[], '__proto__', 'general'],
  ] as const)('%j %s goes to %s', (complaintTypes, intent, skill) => {
    expect(policy.skillFor({ complaintTypes, intent })).toBe(skill);
  });

  test('a person at the first request, whatever else is known', () => {
    const signals = fc.record(
      {
        failedTurns: fc.nat(5),
        anger: fc.nat(3),
        threat: fc.constantFrom('regulator' as const, 'press' as const, 'leave' as const, 'legal' as const),
        disputeFen: fc.nat(100_000),
        repeatCount: fc.nat(5),
        age: fc.nat(100),
        systemFault: fc.boolean(),
        intent: fc.string(),
      },
      { requiredKeys: [] },
    );
    fc.assert(fc.property(signals, (known) => expect(policy.decide({ ...known, asked: true })?.mode).toBe('direct')));
  });
});
