import { median, overRounds, percentile, ratioOverRounds, type Summary, summarise } from '../../bench/statistics';
import { figure, table } from '../../bench/table';

const hundred = Array.from({ length: 100 }, (_, index) => index + 1);

test('a percentile is the value that this share does not exceed', () => {
  expect([0.5, 0.95, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([50, 95, 99, 100]);
  expect(percentile([7], 0.99)).toBe(7);
  expect(percentile([], 0.5)).toBeNaN();
});

test('the median stands in the middle, between two when they are even', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([])).toBeNaN();
});

test('calls one after the other are counted by their sum, turns side by side by the time that passed', () => {
  expect(summarise([1, 2, 2, 5])).toMatchObject({ count: 4, perSecond: 400, p50: 2, p99: 5 });
  expect(summarise([1, 2, 2, 5], 1_000).perSecond).toBe(4);
  expect(summarise([], 1_000)).toMatchObject({ count: 0, perSecond: 0 });
});

const round = (perSecond: number): Summary => ({ count: 10, perSecond, p50: 1, p95: 2, p99: 3 });

test('one disturbed round decides nothing', () => {
  expect(overRounds([round(100), round(3), round(110)])).toMatchObject({ count: 30, perSecond: 100 });
});

test('ratios are taken within a round: a machine slow for both changes nothing', () => {
  const ours = [round(50), round(5), round(60)];
  const theirs = [round(100), round(10), round(100)];
  expect(ratioOverRounds(ours, theirs, (one) => one.perSecond)).toBe(0.5);
});

test('tables keep their columns, Chinese included', () => {
  expect(
    table(
      ['what', 'ms'],
      [
        ['话费', '1'],
        ['abc', '22'],
      ],
    ),
  ).toBe(['| what | ms |', '|------|---:|', '| 话费 |  1 |', '| abc  | 22 |'].join('\n'));
  expect([0.0456, 1.234, 12.34, 1234.5, Number.NaN].map(figure)).toEqual(['0.046', '1.23', '12.3', '1,235', '–']);
});
