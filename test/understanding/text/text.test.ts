import fc from 'fast-check';
import { splitClauses } from '../../../src/understanding/text/clauses';
import { homophoneReader } from '../../../src/understanding/text/homophones';
import { detectLanguage } from '../../../src/understanding/text/language';
import { cap, maxChars, normaliseForReading, normaliseInPlace } from '../../../src/understanding/text/normalise';
import { Phrases } from '../../../src/understanding/text/phrases';
import { parsePinyin } from '../../../src/understanding/text/pinyin';
import { loadScript } from '../../../src/understanding/text/simplify';

const script = loadScript();

describe('normalising', () => {
  test('in place: half width, lower case, simplified, same length', () => {
    expect(normaliseInPlace('帳單多了６０元，ＯＫ？ I’m', script)).toBe("帐单多了60元,ok? i'm");
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        expect(normaliseInPlace(text, script)).toHaveLength(text.length);
      }),
    );
  });

  test('for reading: links, masks and runs of characters shortened, digits as one sign, known hotlines kept', () => {
    expect(normaliseForReading('太太太太差了!!!! 见 http://a.b/c?d=e [手机号] 扣58.5元')).toBe('太太差了!! 见 扣0元');
    expect(normaliseForReading('打了10086和12300')).toBe('打了10086和12300');
  });

  test('only the beginning and the end of a very long text are read', () => {
    const long = cap(`${'开'.repeat(3000)}尾`);
    expect(long).toHaveLength(maxChars);
    expect(long.endsWith('尾')).toBe(true);
  });
});

describe('language', () => {
  test.each([
    ['流量还剩多少', undefined, 'zh-Hans'],
    ['流量還剩多少', undefined, 'zh-Hant'],
    ['how much data is left', undefined, 'en'],
    ['hello', undefined, 'en'],
    ['ok', 'zh-Hans', 'zh-Hans'],
    ['ok', 'zh-Hant', 'zh-Hant'],
    ['好', 'zh-Hant', 'zh-Hant'],
    ['可以', 'en', 'zh-Hans'],
    ['13800000001', 'zh-Hant', 'zh-Hant'],
    ['6', 'en', 'en'],
    ['5G', 'zh-Hant', 'zh-Hant'],
    ['我的wifi连不上', 'en', 'zh-Hans'],
    ['转rengong', undefined, 'zh-Hans'],
    ['please cancel 彩铃 for my number today', 'zh-Hans', 'en'],
    ['my bill is wrong', 'zh-Hans', 'en'],
    ['', 'zh-Hant', 'zh-Hant'],
  ] as const)('%s after %s is %s', (text, previous, language) => {
    expect(detectLanguage(text, script, previous)).toBe(language);
  });
});

describe('clauses', () => {
  const parts = (text: string): string[] => splitClauses(text).map(({ start, end }) => text.slice(start, end));
  test.each([
    ['网很慢而且客服态度差', ['网很慢', '而且客服态度差']],
    ['宽带断了三天，报修没人来。还乱扣我钱', ['宽带断了三天，', '报修没人来。', '还乱扣我钱']],
    ['the line is slow and nobody calls back', ['the line is slow', ' and nobody calls back']],
    ['你好，我想问一下话费', ['你好，我想问一下话费']],
    ['话费', ['话费']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(parts(text)).toEqual(expected);
  });

  test('many marks make many clauses, but never more than the limit', () => {
    expect(splitClauses('宽带断线了，'.repeat(200)).length).toBe(24);
  });
  test('one grievance after another in one breath', () => {
    expect(parts('你们客服态度太差还乱扣我彩铃费')).toEqual(['你们客服态度太差', '还乱扣我彩铃费']);
    expect(parts('师傅来晚了又多收我五十')).toEqual(['师傅来晚了', '又多收我五十']);
    expect(parts('我这个月的话费还没有交')).toEqual(['我这个月的话费还没有交']);
    expect(parts('修了三次还是断')).toEqual(['修了三次还是断']);
  });
});

describe('phrases', () => {
  const phrases = new Phrases<string>();
  for (const word of ['彩铃', '彩铃盒', 'data', 'overcharg*', '5g', 'not working']) phrases.add(word, word);
  const found = (text: string): string[] => phrases.find(text).map(({ value }) => value);
  test('the longest wins, English words whole, a star takes the ending', () => {
    expect(found('我的彩铃盒和彩铃')).toEqual(['彩铃盒', '彩铃']);
    expect(found('database data')).toEqual(['data']);
    expect(found('overcharged and overcharging')).toEqual(['overcharg*', 'overcharg*']);
    expect(found('it is not working')).toEqual(['not working']);
  });
  test('a volume is no network', () => {
    expect(found('用了1.5g')).toEqual([]);
    expect(found('5g网')).toEqual(['5g']);
  });
});

test('terms written by ear are read as the term, usual words are left alone', () => {
  const pinyin = parsePinyin('# c\ncai 彩财菜\nling 铃玲灵\nren 人任\ngong 工功公\nke 客克\nfu 服');
  const { read } = homophoneReader(
    ['彩铃', '人工', '客服'],
    { 花费余额: '话费余额' },
    pinyin,
    (word) => word === '克服',
  );
  expect(read('财玲取消')).toBe('彩铃取消');
  expect(read('转人功')).toBe('转人工');
  expect(read('克服困难')).toBe('克服困难');
  expect(read('查花费余额')).toBe('查话费余额');
});
