import fc from 'fast-check';
import { namedAmong } from '../../dialogs/which-complaint';

const choices = [
  { title: 'C20261123-0002-7 彩铃 未订购被开通扣费（结果已告知）', say: 'C20261123-0002-7' },
  { title: 'C20261123-0001-6 宽带断网（您已确认解决）', say: 'C20261123-0001-6' },
];

test.each([
  ['彩铃那个', '0002'],
  ['宽带和彩铃断网', undefined],
  ['断网的', '0001'],
  ['斷網的', '0001'],
  ['尾号0001的', '0001'],
  ['0002', '0002'],
  // Said of both.
  ['20261123', undefined],
  ['彩铃和宽带', undefined],
  // How it stands is no name.
  ['没解决', undefined],
  ['我要投诉你们营业员', undefined],
  ['', undefined],
])('“%s”', (text, number) =>
  expect(namedAmong(text, choices)).toBe(number && choices.find(({ say }) => say.includes(number))?.say),
);

test('no text is too much for it', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('__proto__', 'constructor'));
  fc.assert(fc.property(text, text, (words, title) => void namedAmong(words, [{ title, say: words }, ...choices])));
});
