import fc from 'fast-check';
import { nearDuplicates } from '../../../../src/understanding/cli/measure/near-duplicates';
import { textKey } from '../../../../src/understanding/cli/measure/text-key';

const pairs = (texts: readonly string[], least: number): string[] =>
  [...nearDuplicates(texts, least)].map(({ a, b }) => `${a}-${b}`).sort();

test('the same sentence with one particle more is found, another sentence is not', () => {
  expect(pairs(['流量还剩多少', '流量还剩多少呢', '宽带还剩多久到期'], 0.8)).toEqual(['0-1']);
  expect(pairs(['i need to know how much data is left', 'i need to know how much data is left now'], 0.8)).toEqual([
    '0-1',
  ]);
  expect(pairs(['what is my balance', 'what is my plan'], 0.8)).toEqual([]);
});

test('short texts must be equal', () => {
  expect(pairs(['转人工', '转人工吧', '转人工'], 0.6)).toEqual(['0-2']);
});

test('the shortcut finds what comparing all with all finds', () => {
  const text = fc
    .array(fc.constantFrom(...'流量话费宽带'), { minLength: 5, maxLength: 9 })
    .map((chars) => chars.join(''));
  const piecesOf = (one: string) => new Set(Array.from({ length: one.length - 1 }, (_, at) => one.slice(at, at + 2)));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 30 }), fc.constantFrom(0.5, 0.6, 0.8), (texts, least) => {
      const wanted: string[] = [];
      for (let b = 0; b < texts.length; b++) {
        for (let a = 0; a < b; a++) {
          const [one, other] = [piecesOf(texts[a] ?? ''), piecesOf(texts[b] ?? '')];
          if (one.size < 4 || other.size < 4 || texts[a] === texts[b]) continue;
          const shared = [...one].filter((piece) => other.has(piece)).length;
          if (shared / (one.size + other.size - shared) >= least) wanted.push(`${a}-${b}`);
        }
      }
      const found = pairs(texts, least);
      for (const pair of wanted) expect(found).toContain(pair);
      for (const pair of found) {
        const [a = 0, b = 0] = pair.split('-').map(Number);
        expect(texts[a] === texts[b] || wanted.includes(pair)).toBe(true);
      }
    }),
  );
});

test('texts that differ in script, width, case and punctuation have one key', () => {
  const keyOf = textKey();
  expect(keyOf('我要查話費！')).toBe(keyOf('我要查话费'));
  expect(keyOf(' What’s  MY balance? ')).toBe(keyOf('what s my balance'));
  expect(keyOf('话费 多少')).toBe(keyOf('话费多少'));
  expect(keyOf('。。！')).toBe('');
});
