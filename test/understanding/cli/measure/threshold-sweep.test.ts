import { calibrationOf } from '../../../../src/understanding/cli/measure/calibration';
import { complaintFigures } from '../../../../src/understanding/cli/measure/complaint-figures';
import { labelOf } from '../../../../src/understanding/cli/measure/labels';
import { moodFigures } from '../../../../src/understanding/cli/measure/mood-figures';
import { costOf, defaultCosts, sweep } from '../../../../src/understanding/cli/measure/threshold-sweep';
import type { UnderstoodRow } from '../../../../src/understanding/cli/measure/understood-rows';
import { noSlots, type Understanding } from '../../../../src/understanding/understanding';

function row(label: string, intent: string, score: number, more: Partial<UnderstoodRow> = {}): UnderstoodRow {
  const meaning: Understanding = {
    text: '',
    language: 'zh-Hans',
    intent,
    score,
    alternatives: [],
    complaintTypes: [],
    clauses: [],
    slots: noSlots,
    mood: { anger: 0, urgency: 0 },
  };
  return { text: '', label, alt: [], also: [], lang: 'zh-Hans', source: 's', said: labelOf(intent), meaning, ...more };
}

describe('what a mistake costs', () => {
  test.each([
    ['faq.billing', 'faq.billing', 0],
    ['faq.billing', 'out_of_scope', defaultCosts.askedAgain],
    ['faq.billing', 'faq.data_usage', defaultCosts.wrong],
    ['complaint.after_sales', 'faq.billing', defaultCosts.complaintMissed],
    ['complaint.after_sales', 'complaint.staff_attitude', defaultCosts.complaintMissed],
    ['complaint.after_sales', 'out_of_scope', defaultCosts.askedAgain],
    ['agent_request', 'out_of_scope', defaultCosts.personMissed],
    ['agent_request', 'smalltalk', defaultCosts.personMissed],
    ['out_of_scope', 'faq.billing', defaultCosts.outsideAccepted],
    ['out_of_scope', 'smalltalk', 0],
    ['smalltalk', 'out_of_scope', 0],
  ])('%s taken for %s: %d', (label, said, cost) => expect(costOf({ label, alt: [], said }, defaultCosts)).toBe(cost));

  test('what a careful reader would also accept costs nothing', () => {
    expect(costOf({ label: 'faq.billing', alt: ['other_service'], said: 'other_service' }, defaultCosts)).toBe(0);
  });
});

test('the sweep rejects what lies below each threshold', () => {
  const points = sweep(
    [row('faq.billing', 'billing.balance', 0.62), row('out_of_scope', 'billing.balance', 0.4)],
    defaultCosts,
  );
  expect(points).toHaveLength(20);
  expect(points[0]).toEqual({ acceptIntent: 0, cost: 1, strict: 0.5, lenient: 0.5, outsideAccepted: 1, askedAgain: 0 });
  expect(points[10]).toMatchObject({ acceptIntent: 0.5, cost: 0, strict: 1, outsideAccepted: 0, askedAgain: 0 });
  expect(points[13]).toMatchObject({ acceptIntent: 0.65, cost: 0.5, strict: 0.5, askedAgain: 1 });
});

test('calibration asks whether the family is right, as the score claims', () => {
  const { bins, error } = calibrationOf([
    row('faq.billing', 'billing.balance', 0.9),
    // Another type of the same family, complaint.
    row('complaint.after_sales', 'complaint.staff_attitude', 0.95),
    row('faq.billing', 'data_usage.packs', 0.5),
    row('out_of_scope', 'None', 1),
  ]);
  expect(bins[9]).toMatchObject({ count: 3, right: 1 });
  expect(bins[5]).toMatchObject({ count: 1, right: 0, claimed: 0.5 });
  expect(error).toBeCloseTo((3 * (1 - 0.95) + 0.5) / 4);
});

test('complaint types: a second type nobody told of is false, one the row knows is not', () => {
  const named = (...types: ('after_sales' | 'staff_attitude')[]) =>
    ({
      ...row('', 'complaint.after_sales', 1).meaning,
      complaintTypes: types.map((type) => ({ type, score: 1 })),
    }) as const;
  const figures = complaintFigures([
    row('complaint.after_sales', 'complaint.after_sales', 1, { meaning: named('after_sales', 'staff_attitude') }),
    row('complaint.after_sales', 'complaint.after_sales', 1, {
      meaning: named('after_sales', 'staff_attitude'),
      types: ['after_sales', 'staff_attitude', 'product_quality'],
    }),
    row('faq.billing', 'complaint.after_sales', 1, { meaning: named('after_sales') }),
  ]);
  expect(figures).toMatchObject({ rows: 2, found: 1, labelNamed: 1, falseSecond: 0.5, typesPerRow: 2, falseAlarm: 1 });
  expect(figures.listed).toEqual({ rows: 1, precision: 1, recall: 2 / 3 });
});

test('mood: exact, within one grade, and which way it errs', () => {
  const calm = row('smalltalk', 'smalltalk.chat', 1);
  expect(moodFigures([calm])).toBeUndefined();
  const figures = moodFigures([
    { ...calm, mood: { anger: 0 } },
    { ...calm, mood: { anger: 1 } },
    { ...calm, mood: { anger: 3, threat: 'press' } },
    { ...calm, mood: { threat: 'none' } },
  ]);
  expect(figures?.grades).toEqual([{ name: 'anger', rows: 3, exact: 1 / 3, withinOne: 2 / 3, bias: -4 / 3 }]);
  expect(figures?.threat).toEqual({ rows: 2, exact: 0.5 });
});
