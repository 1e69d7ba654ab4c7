import { allTitled, titled, withinSentence } from '../../src/wording/titled';

test('a name that stands alone begins with a capital; within a sentence it does not, unless it is all capitals', () => {
  expect(['billing team', 'SIM team', '账务核查小组', ''].map(titled)).toEqual([
    'Billing team',
    'SIM team',
    '账务核查小组',
    '',
  ]);
  expect(['Billing team', 'SIM team', '账务核查小组', ''].map(withinSentence)).toEqual([
    'billing team',
    'SIM team',
    '账务核查小组',
    '',
  ]);
  expect(allTitled({ billing: { 'zh-Hans': '账务', 'zh-Hant': '帳務', en: 'billing team' } })).toEqual({
    billing: { 'zh-Hans': '账务', 'zh-Hant': '帳務', en: 'Billing team' },
  });
});
