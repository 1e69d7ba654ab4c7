import fc from 'fast-check';
import { atMost, verdictOf } from '../../src/learning/verdict';
import { seededRandom } from '../support/seeded-random';

const equal = (before: number, after: number) =>
  verdictOf({ count: before, exposure: 10_000 }, { count: after, exposure: 10_000 }, 0.95);

test('the chance of at most k of n is that of the binomial distribution', () => {
  expect(atMost(0, 6, 0.5)).toBeCloseTo(0.015625, 12);
  expect(atMost(2, 10, 0.5)).toBeCloseTo(0.0546875, 12);
  expect(atMost(10, 10, 0.3)).toBeCloseTo(1, 12);
  expect(atMost(490, 1_000, 0.5)).toBeCloseTo(0.27399, 4);
});

test('a few complaints more or less are no change', () => {
  for (const [before, after] of [
    [0, 0],
    [3, 0],
    [5, 0],
    [0, 5],
    [10, 4],
    [40, 30],
    [100, 120],
  ] as const)
    expect([before, after, equal(before, after)]).toEqual([before, after, 'same']);
});

test('it stopped when none came and that is no accident; less and more when too many fell on one side', () => {
  expect(equal(6, 0)).toBe('stopped');
  expect(equal(20, 0)).toBe('stopped');
  expect(equal(12, 3)).toBe('less');
  expect(equal(100, 60)).toBe('less');
  expect(equal(0, 6)).toBe('more');
  expect(equal(60, 100)).toBe('more');
});

test('rates are compared, not counts: twice the complaints of twice the contacts are the same', () => {
  expect(verdictOf({ count: 100, exposure: 10_000 }, { count: 200, exposure: 20_000 }, 0.95)).toBe('same');
  expect(verdictOf({ count: 100, exposure: 10_000 }, { count: 100, exposure: 20_000 }, 0.95)).toBe('less');
  expect(verdictOf({ count: 100, exposure: 10_000 }, { count: 100, exposure: 5_000 }, 0.95)).toBe('more');
  expect(verdictOf({ count: 5, exposure: 0 }, { count: 9, exposure: 10 }, 0.95)).toBe('same');
});

test('before and after turned round, less is more', () => {
  const turned = { less: 'more', stopped: 'more', more: 'less', same: 'same' } as const;
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 1, max: 1e6 }),
      fc.integer({ min: 1, max: 1e6 }),
      (a, b, x, y) => {
        const one = verdictOf({ count: a, exposure: x }, { count: b, exposure: y }, 0.95);
        const other = verdictOf({ count: b, exposure: y }, { count: a, exposure: x }, 0.95);
        expect(other === 'stopped' ? 'less' : other).toBe(turned[one]);
      },
    ),
    { numRuns: 500 },
  );
});

test('where nothing changed, at most one time in twenty is called a change', () => {
  const random = shares(7);
  for (const mean of [2, 8, 30]) {
    let wrong = 0;
    for (let run = 0; run < 4_000; run += 1)
      if (equal(poisson(mean, random), poisson(mean, random)) !== 'same') wrong += 1;
    expect(wrong / 4_000).toBeLessThan(0.05);
  }
});

test('a cause that fell to a third is seen: of 30 in most cases, of 6 seldom', () => {
  const random = shares(11);
  const seen = (mean: number): number => {
    let found = 0;
    for (let run = 0; run < 2_000; run += 1)
      if (['less', 'stopped'].includes(equal(poisson(mean, random), poisson(mean / 3, random)))) found += 1;
    return found / 2_000;
  };
  expect(seen(30)).toBeGreaterThan(0.8);
  expect(seen(6)).toBeLessThan(0.4);
});

function poisson(mean: number, random: () => number): number {
  let [count, left] = [0, random()];
  for (const limit = Math.exp(-mean); left > limit; left *= random()) count += 1;
  return count;
}

/** 0 to below 1. */
function shares(seed: number): () => number {
  const draw = seededRandom(seed);
  return () => draw(0, 2 ** 31) / 2 ** 31;
}
