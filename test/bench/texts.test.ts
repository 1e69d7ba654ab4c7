import { join } from 'node:path';
import { benchTexts } from '../../bench/understanding/texts';
import { loadTrainingData } from '../../src/understanding/classifier/training-data';

const root = join(__dirname, '../..');

test('the texts are the same every time, none longer than promised, none out of the training data', () => {
  const { utterances } = loadTrainingData(join(root, 'nlp-models'));
  const texts = benchTexts(join(root, 'test/conversations'), utterances, 300);
  const known = new Set(utterances.map(({ text }) => text));
  expect(texts).toHaveLength(300);
  expect(new Set(texts).size).toBe(300);
  expect(texts).toEqual(benchTexts(join(root, 'test/conversations'), utterances, 300));
  expect(texts.filter((text) => text.length > 300 || known.has(text))).toEqual([]);
  expect(texts.filter((text) => text.length > 120).length).toBeGreaterThan(5);
});
