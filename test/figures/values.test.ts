import fc from 'fast-check';
import { Values } from '../../src/figures/values';

const of = (numbers: readonly number[]): Values => {
  const values = new Values();
  for (const number of numbers) values.push(number);
  return values;
};

test('the median is the one in the middle, or the rounded mean of two, whatever the order', () => {
  const numbers = fc.array(fc.oneof(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 2 ** 40 })), {
    minLength: 1,
    maxLength: 200,
  });
  fc.assert(
    fc.property(numbers, (all) => {
      const sorted = [...all].sort((a, b) => a - b);
      const [low = 0, high = 0] = [sorted[(all.length - 1) >> 1], sorted[all.length >> 1]];
      const values = of(all);
      expect(values.sum()).toBe(all.reduce((sum, one) => sum + one, 0));
      expect(values.median()).toBe(Math.round((low + high) / 2));
      // Asked again, in whatever order they lie now.
      expect(values.median()).toBe(Math.round((low + high) / 2));
    }),
  );
});

test('given in ordered lists, one by one, or both, they come to the same', () => {
  const lists = fc.array(fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 2 ** 41 }))));
  fc.assert(
    fc.property(lists, fc.array(fc.integer({ min: 0, max: 99 }), { maxLength: 3 }), (ordered, singles) => {
      const all = [...ordered.flat(), ...singles];
      fc.pre(all.length > 0);
      const values = of(singles);
      for (const list of ordered) values.add(Float64Array.from(list).sort());
      expect(values.length).toBe(all.length);
      expect(values.sum()).toBe(of(all).sum());
      expect(values.median()).toBe(of(all).median());
    }),
  );
});

test('many alike, and sorted ones, take no longer than others', () => {
  const many = 200_000;
  for (const all of [
    Array.from({ length: many }, () => 5),
    Array.from({ length: many }, (_, n) => n),
    Array.from({ length: many }, (_, n) => many - n),
    Array.from({ length: many }, (_, n) => n % 3),
  ]) {
    const sorted = Float64Array.from(all).sort();
    const middle = ((sorted[many / 2 - 1] ?? 0) + (sorted[many / 2] ?? 0)) / 2;
    expect(of(all).median()).toBe(Math.round(middle));
  }
});
