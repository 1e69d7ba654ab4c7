import fc from 'fast-check';
import { bare, countHan, countWords } from '../../../src/understanding/text/characters';

const unit = fc.constantFrom(
  ..."的我费１Ａab z9'’-_.,，。！?！\n\t　〇々ーカéßИ①²Ⅷ￥$@[]{}~…—《》“”",
  '😀',
  '𠮷',
  '\ud800',
);
const text = fc.oneof(fc.string({ unit, maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 40 }));

test('bare text is what the pattern for letters, digits and apostrophes leaves', () => {
  fc.assert(
    fc.property(text, (given) => {
      const expected = given
        .replace(/[^\p{L}\p{N}' ]/gu, ' ')
        .replace(/\s+/g, ' ')
        .trim();
      expect(bare(given)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});

test('counts are those of the patterns', () => {
  fc.assert(
    fc.property(text, (given) => {
      expect(countHan(given)).toBe(given.match(/[\u3400-\u9fff]/g)?.length ?? 0);
      expect(countWords(given, 1)).toBe(given.match(/[\u3400-\u9fff]|[a-z]+/g)?.length ?? 0);
      expect(countWords(given, 2)).toBe(given.match(/[\u3400-\u9fff]|[a-z]{2,}/g)?.length ?? 0);
    }),
    { numRuns: 1000 },
  );
});
