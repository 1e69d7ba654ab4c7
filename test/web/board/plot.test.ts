import fc from 'fast-check';
import { heatOf } from '../../../web/board/plot/heat';
import { nextPoint } from '../../../web/board/plot/next-point';
import { paretoPicture } from '../../../web/board/plot/pareto';
import { bandOf } from '../../../web/board/plot/picture';
import { paretoBars, paretoSummary } from '../../../web/board/views/causes/pareto-bars';
import { boardWordings } from '../../../web/wording/board/board-wording';

const wording = boardWordings['zh-Hans'];
const filter = { from: '2026-11-01', until: '2026-11-07' };
const names = { of: (_: string, code: string) => (code === '' ? '原因未定' : code) };
const bars = (values: Readonly<Record<string, number>>) =>
  paretoBars({
    answer: {
      asOf: 1,
      rows: Object.entries(values).map(([code, n]) => ({ key: [code], figures: { complaints: { n, of: n } } })),
    },
    by: 'cause',
    filter,
    names,
    wording,
    language: 'zh-Hans',
  });

test('bars fall, add up to all, and the small ones are one whose list holds them all', () => {
  const made = bars(Object.fromEntries(Array.from({ length: 15 }, (_, at) => [`c${at}`, at + 1])));
  expect(made.map(({ value }) => value)).toEqual([15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 10]);
  expect(made.at(-1)).toMatchObject({ name: '其余 4 项', cumulated: 1 });
  expect(made.at(-1)?.href).toContain('cause=c3,c2,c1,c0');
  expect(made[0]?.href).toBe('#/list?measure=complaints&part=n&from=2026-11-01&until=2026-11-07&cause=c14');
});

test('causes nothing came from are left out; what has no cause yet stands last, apart, with a name and a list', () => {
  const made = bars({ '': 40, a: 6, b: 0, c: 3, d: 1 });
  expect(made.map(({ name, value, share, cumulated }) => [name, value, share, cumulated])).toEqual([
    ['a', 6, 0.6, 0.6],
    ['c', 3, 0.3, 0.9],
    ['d', 1, 0.1, 1],
    ['原因未定', 40, undefined, undefined],
  ]);
  expect(made.at(-1)?.href).toMatch(/cause=$/);
  expect(made.at(-1)?.label).toBe('原因未定：40 · 不计入占比');
});

test('the sentence over the bars is about causes, and never that all of them are everything', () => {
  const said = (values: Readonly<Record<string, number>>) => paretoSummary(bars(values), wording, 'zh-Hans');
  expect(said({ a: 5, b: 2, c: 2, d: 1 })).toBe('前 3 项占 90%');
  expect(said({ '': 40, a: 6, b: 3, c: 1 })).toBe('前 2 项占 90%；“原因未定”40 件单列，不计入占比');
  expect(said({ a: 6, b: 4 })).toBe('第一项占 60%');
  expect(said({ '': 4 })).toBe('“原因未定”4 件单列，不计入占比');
  expect(said({ a: 4 })).toBe('');
});

test('the line ends with the shares; an empty place keeps what stands apart away', () => {
  const { option, points } = paretoPicture(bars({ '': 40, a: 6, b: 4 }), 900);
  const [drawn, line, numbers] = option.series as { readonly data: readonly unknown[] }[];
  // Without a bar, which would make those of the causes small.
  expect(drawn?.data).toMatchObject([{ value: 6 }, { value: 4 }, { value: null }, { value: null }]);
  expect(numbers?.data.at(-1)).toEqual({ value: 0, label: { formatter: '40' } });
  expect(line?.data).toEqual([0.6, 1, null, null]);
  expect(points.map(({ key }) => key)).toEqual(['a', 'b', '']);
  const [first = 0, second = 0, third = 0] = points.map(({ left }) => left);
  expect(third - second).toBeCloseTo(2 * (second - first));
  const [alone] = paretoPicture(bars({ '': 40 }), 900).option.series as { readonly data: readonly unknown[] }[];
  expect(alone?.data).toMatchObject([{ value: 40 }]);
});

test('arrow keys never leave the points', () => {
  const key = fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End');
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.nat(199),
      fc.integer({ min: 1, max: 24 }),
      key,
      (count, at, columns, pressed) => {
        const next = nextPoint(pressed, at % count, count, columns);
        return next !== undefined && next >= 0 && next < count;
      },
    ),
  );
  expect(nextPoint('Tab', 0, 5)).toBeUndefined();
  expect(nextPoint('ArrowDown', 1, 48, 24)).toBe(25);
  expect(nextPoint('ArrowUp', 1, 48, 24)).toBe(1);
});

test('the bands of a plot lie side by side and fill the room between the margins', () => {
  const margins = { left: 50, right: 10, top: 5, bottom: 5 };
  const all = [0, 1, 2, 3].map((index) => bandOf(index, 4, { width: 460, height: 100 }, margins));
  expect(all.map(({ left }) => left)).toEqual([50, 150, 250, 350]);
  expect(all.every(({ width, height }) => width === 100 && height === 90)).toBe(true);
});

test('any heat is seen, the most is the darkest', () => {
  expect([heatOf(0, 100), heatOf(1, 100), heatOf(50, 100), heatOf(100, 100), heatOf(0, 0)]).toEqual([0, 1, 3, 5, 0]);
});
