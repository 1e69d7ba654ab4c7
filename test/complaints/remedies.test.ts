import type { StandardData } from '../../src/complaints/catalogue-schema';
import type { GivenRemedy } from '../../src/complaints/complaint';
import { lintLife } from '../../src/complaints/lint-life';
import { isAboveLimit, remedyCost, remedyWanted } from '../../src/complaints/remedies';
import { filed } from './example-complaint';
import { rules } from './office';

const names = { 'zh-Hans': '雨伞', 'zh-Hant': '雨傘', en: 'Umbrella' };
const umbrella = { names, limit_fen: 3000, paid: false, gift: true, worth_fen: 2000 };
const standard: StandardData = {
  ...rules.standard,
  remedies: { ...rules.standard.remedies, umbrella },
};
const complaint = filed();
const given = (remedy: Partial<GivenRemedy>): GivenRemedy => ({
  ...{ id: 'r', code: 'umbrella', by: 'li', at: 1, status: 'given' },
  ...remedy,
});

test('a gift of fixed worth has it without being told, and no other', () => {
  const wanted = (amountFen?: number) =>
    remedyWanted(complaint, { code: 'umbrella', ...(amountFen !== undefined && { amountFen }) }, standard);
  expect(wanted()).toEqual({ ok: true, wanted: { code: 'umbrella', amountFen: 2000 } });
  expect(wanted(2000)).toEqual(wanted());
  expect(wanted(1)).toEqual({ ok: false, reason: 'unknown' });
});

test('the second gift of fixed worth is above the limit', () => {
  const umbrellas = { code: 'umbrella', amountFen: 2000 };
  expect(isAboveLimit(complaint, umbrellas, standard)).toBe(false);
  expect(isAboveLimit({ ...complaint, remedies: [given(umbrellas)] }, umbrellas, standard)).toBe(true);
});

test.each([
  ['a gift that was given, its worth', given({ amountFen: 1500, code: 'small_gift' }), 1500],
  ['one from before a worth was asked for, the catalogue’s', given({}), 2000],
  ['a gift nobody approved, nothing', given({ amountFen: 9000, status: 'waiting_approval' }), 0],
  ['a gift that was refused, nothing', given({ amountFen: 9000, status: 'refused' }), 0],
  ['money on its way, nothing yet', given({ code: 'credit', amountFen: 600 }), 0],
  ['money that is there, its amount', given({ code: 'credit', amountFen: 600, status: 'paid' }), 600],
  ['an apology, nothing', given({ code: 'apology_call' }), 0],
  ['what the catalogue no longer has, nothing', given({ code: 'constructor', amountFen: 600 }), 0],
])('cost of %s', (_, remedy, cost) => {
  expect(remedyCost(remedy, standard)).toBe(cost);
});

test.each([
  ['a gift without a limit', { ...umbrella, limit_fen: undefined }, 'a gift needs a limit_fen'],
  ['a gift that is paid', { ...umbrella, paid: true }, 'a gift is not paid to the account'],
  ['a worth of what is no gift', { ...umbrella, gift: false }, 'worth_fen is for a gift'],
])('%s is a fault of the catalogue', (_, { limit_fen: limit, ...remedy }, fault) => {
  const faulty = { ...remedy, ...(limit !== undefined && { limit_fen: limit }) };
  expect(lintLife({ ...standard, remedies: { umbrella: faulty } })).toEqual([`remedies.umbrella: ${fault}`]);
});
