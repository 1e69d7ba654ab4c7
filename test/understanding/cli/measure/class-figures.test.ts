import fc from 'fast-check';
import { confusions, figuresOf } from '../../../../src/understanding/cli/measure/class-figures';

const answer = (truth: string, said: string) => ({ truth, said });

test('precision, recall and F1 of a small example counted by hand', () => {
  const { accuracy, macroF1, classes } = figuresOf([
    answer('a', 'a'),
    answer('a', 'a'),
    answer('a', 'b'),
    answer('b', 'b'),
    answer('b', 'c'),
  ]);
  expect(accuracy).toBe(0.6);
  expect(classes).toEqual([
    { name: 'a', support: 3, said: 2, precision: 1, recall: 2 / 3, f1: 0.8 },
    { name: 'b', support: 2, said: 2, precision: 0.5, recall: 0.5, f1: 0.5 },
    // Said, though no text is one: it costs precision elsewhere and has no share in the mean.
    { name: 'c', support: 0, said: 1, precision: 0, recall: null, f1: 0 },
  ]);
  expect(macroF1).toBeCloseTo(0.65);
});

test('no rows, no figures, no division by zero', () => {
  expect(figuresOf([])).toEqual({ rows: 0, accuracy: 0, macroF1: 0, classes: [] });
});

test('all right is 1, and every figure is a share', () => {
  const one = fc.record({ truth: fc.constantFrom('a', 'b', 'c'), said: fc.constantFrom('a', 'b', 'c', 'd') });
  fc.assert(
    fc.property(fc.array(one, { minLength: 1 }), (answers) => {
      const { accuracy, macroF1, classes } = figuresOf(answers);
      for (const share of [accuracy, macroF1, ...classes.map(({ f1 }) => f1)]) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }
      expect(figuresOf(answers.map(({ truth }) => answer(truth, truth))).macroF1).toBe(1);
    }),
  );
});

test('confusions: the commonest first, without what is right', () => {
  const answers = [answer('a', 'b'), answer('b', 'a'), answer('a', 'b'), answer('a', 'a')];
  expect(confusions(answers, 5)).toEqual([
    { truth: 'a', said: 'b', count: 2 },
    { truth: 'b', said: 'a', count: 1 },
  ]);
  expect(confusions(answers, 1)).toHaveLength(1);
});
