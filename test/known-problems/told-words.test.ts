import { join } from 'node:path';
import { loadTraditional } from '../../src/knowledge/traditional';
import { type ToldWords, wordsIn, wordsOf } from '../../src/known-problems/told-words';

const toTraditional = loadTraditional(join(__dirname, '../../nlp-models/knowledge'));

it.each<[ToldWords, string, string, string | undefined]>([
  [{ text: '光缆断了，正在抢修' }, '光缆断了，正在抢修', '光纜斷了，正在搶修', undefined],
  [{ text: '光缆断了', english: 'A cable is cut' }, '光缆断了', '光纜斷了', 'A cable is cut'],
  // Written for readers of English alone: theirs, too.
  [{ text: 'A cable is cut' }, 'A cable is cut', 'A cable is cut', 'A cable is cut'],
  [{ text: '基站停电 / power cut' }, '基站停电 / power cut', '基地台停電 / power cut', undefined],
])('%j is told in each language', (told, hans, hant, english) => {
  expect(wordsIn('zh-Hans', told, toTraditional)).toBe(hans);
  expect(wordsIn('zh-Hant', told, toTraditional)).toBe(hant);
  expect(wordsIn('en', told, toTraditional)).toBe(english);
});

it('keeps no empty words', () => {
  expect(wordsOf(' 光缆断了 ', '  ')).toEqual({ text: '光缆断了' });
  expect(wordsOf('光缆断了', ' cut\n')).toEqual({ text: '光缆断了', english: 'cut' });
});
