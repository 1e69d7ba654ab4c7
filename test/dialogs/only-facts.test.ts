import fc from 'fast-check';
import { isOnlyFacts } from '../../dialogs/only-facts';

// What a customer is asked to wish for is not when it happened, nor how much it was.
test.each([
  '这个月',
  '這個月',
  '这个月。',
  '就是这个月的',
  '这个月开始的',
  '上个月',
  '上上個月',
  '11月',
  '11月份',
  '三个月了',
  '好几个月了',
  '每个月',
  '昨天下午三点',
  '上周五',
  '上禮拜',
  '两个星期了',
  '去年开始',
  '月底',
  '6块',
  '六块钱',
  '大概10元左右',
  '每个月6块',
  '100塊',
  '这个月扣了6块',
  'this month',
  'This month.',
  'It was this month',
  'since last month',
  'every other month',
  'yesterday evening',
  'in November',
  'three weeks ago',
  'about 6 yuan',
  '¥6.50',
])('“%s” wants nothing', (words) => expect(isOnlyFacts(words)).toBe(true));

test.each([
  '这个月退给我',
  '把这个月的钱退了',
  '退6块',
  '赔我100块',
  '這個月退給我',
  '三天内解决',
  '三天内给我答复',
  '这个月之内修好',
  '下个月别再扣了',
  '不要这个月的费用',
  '明天派人来',
  '道歉',
  '退钱',
  '跳过',
  '是',
  '的',
  '你们看着办',
  'refund this month',
  "this month's fee back",
  'within three days',
  'give me 6 yuan back',
  'by the end of this month, please',
  'tomorrow at 9',
  'fix it today',
  'an apology',
  'yes',
  '',
])('“%s” says something else', (words) => expect(isOnlyFacts(words)).toBe(false));

test('no text is too much for it', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('__proto__', '一'.repeat(40), '1'.repeat(100_000)),
  );
  fc.assert(fc.property(text, (words) => expect(typeof isOnlyFacts(words)).toBe('boolean')));
});
