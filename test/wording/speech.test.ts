import fc from 'fast-check';
import { speakComplaintNumber } from '../../src/complaints/number';
import { languages } from '../../src/ports/language';
import { speechOf } from '../../src/wording/speech';
import { workOf } from '../support/work-of';
import { spokenEnglish } from './spoken/english';
import { spokenHans } from './spoken/simplified';
import { spokenHant } from './spoken/traditional';

test.each(spokenHans)('Simplified: %j is heard as %j', (text, spoken) => {
  expect(speechOf(text, 'zh-Hans')).toBe(spoken);
});

test.each(spokenHant)('Traditional: %j is heard as %j', (text, spoken) => {
  expect(speechOf(text, 'zh-Hant')).toBe(spoken);
});

test.each(spokenEnglish)('English: %j is heard as %j', (text, spoken) => {
  expect(speechOf(text, 'en')).toBe(spoken);
});

test.each(languages)('a complaint number in %s sounds as where it is said on purpose', (language) => {
  expect(speechOf('C20261121-0042-7', language)).toBe(speakComplaintNumber('C20261121-0042-7', language));
  expect(speechOf(speakComplaintNumber('C20261121-0042-7', language), language)).toBe(
    speakComplaintNumber('C20261121-0042-7', language),
  );
});

const pieces = [
  ...'58.5 元 ¥ - ~ – / . , ， ： : 。 · 1 2 0 12 138 **** 10086 2026 年 月 日 点 天 个 第 号 到 兆 负'.split(' '),
  ...'GB MB G M bps /s % km C SIM VoLTE App CXYE http:// a.cn www. @ ( ) （ ） “ # * = + > × x'.split(' '),
  ...'am pm Nov yuan fen th s 😀 ① １ __proto__'.split(' '),
  ...[' ', '\n', '\n· ', ' May ', 'call ', '\uD83D', '\u200B'],
];
const anyText = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ maxLength: 100 }),
);

test.each(languages)(
  'any text in %s: no digit, sign, link, emoji or bracket is left, and again changes nothing',
  (language) => {
    fc.assert(
      fc.property(anyText, (text) => {
        const spoken = speechOf(text, language);
        expect(spoken).not.toMatch(
          /[0-9０-９]|https?:\/\/|[()（）[\]【】{}<>*#%=+@/\\|~_^`]|\p{Extended_Pictographic}|\p{Cs}/u,
        );
        expect(speechOf(spoken, language)).toBe(spoken);
      }),
      { numRuns: 500 },
    );
  },
);

const hostile = [
  ...'1 1. 1, - 1- * 1* / 1/ : 1: ( A a1 a. http:// @ a@ · 元 1元 1元/ 年 G 1G/ ， +86 0- 138 😀 ① 二 第 1,111'.split(
    ' ',
  ),
  ...[' ', '\n', '\n ', '1 ', ', ', '. ', 'May ', '\uD800'],
];

test.each(languages)('5,000 characters of anything are said within a moment in %s (S8)', (language) => {
  const slow = hostile.filter((piece) => {
    const text = piece.repeat(Math.ceil(5000 / piece.length));
    return workOf(() => speechOf(text, language)) > 50;
  });
  expect(slow).toEqual([]);
});

test('the work grows with the length of the text, not with its square', () => {
  for (const piece of ['1', '1.', '1元/', 'a.', ' \n', '①', '138', '1,111']) {
    const work = workOf(() => speechOf(piece.repeat(50_000 / piece.length), 'zh-Hans'));
    expect(work).toBeLessThan(1000);
  }
});
