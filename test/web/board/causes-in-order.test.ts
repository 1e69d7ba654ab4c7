import { join } from 'node:path';
import { loadWrapUp } from '../../../src/handoff/wrap-up-data';
import { likelyCauses, loadProblemRules } from '../../../src/known-problems/rules';
import { causesInOrder } from '../../../web/board/views/parts/causes-in-order';

const data = join(__dirname, '../../../nlp-models');
const groups = Object.entries(loadWrapUp(join(data, 'handoff')).causes).map(([code, { names, types, causes }]) => ({
  ...{ code, names, types },
  causes: Object.entries(causes).map(([cause, own]) => ({ code: cause, names: own })),
}));
const rules = loadProblemRules(join(data, 'complaints'));
const codesOf = (causes: readonly { readonly code: string }[]) => causes.map(({ code }) => code);

test('a network fault is offered what network faults have, then its type, then the rest; what is about the talk last', () => {
  const likely = likelyCauses(rules, { type: 'product_quality', subTypes: ['no_signal'] });
  const { first, groups: rest } = causesInOrder(groups, 'product_quality', likely);
  expect(codesOf(first)).toEqual(likely);
  expect(likely[0]).toBe('site_outage');
  expect(codesOf(rest)).toEqual(['network', 'follow', 'charge', 'offer', 'staff', 'process', 'question']);
  const all = [...codesOf(first), ...rest.flatMap(({ causes }) => codesOf(causes))];
  expect(new Set(all).size).toBe(all.length);
  expect([...all].sort()).toEqual(groups.flatMap(({ causes }) => codesOf(causes)).sort());
});

test('where no rule is near there is no first group; without a type the groups stand as in the data', () => {
  expect(likelyCauses(rules, { type: 'staff_attitude', subTypes: [] })).toEqual([]);
  expect(causesInOrder(groups, 'staff_attitude').first).toEqual([]);
  expect(causesInOrder(groups, undefined, ['gone']).groups).toEqual(groups);
});

test('no sub-type means all of the type, each cause once', () => {
  const all = likelyCauses(rules, { type: 'pricing_billing', subTypes: [] });
  expect(all[0]).toBe('rating_fault');
  expect(all).toContain('payment_delayed');
  expect(new Set(all).size).toBe(all.length);
});
