import { type Dimension, dimensions, type FiguresFilter, type Measure } from '../../../src/figures/figures';
import { daysBefore } from '../../../src/ports/calendar';
import { daysIn, isDay, today } from './days';
import { type Change, hashOf } from './route';

/** Four whole weeks, so that each weekday counts the same. */
export const usualDays = 28;
const mostDays = 400;

/** The question in the address; a span that makes none is the last four weeks. */
export function filterOf(query: ReadonlyMap<string, string>, now: string = today()): FiguresFilter {
  const [from, until] = [query.get('from'), query.get('until')];
  const good = isDay(from) && isDay(until) && from <= until && daysIn(from, until) <= mostDays;
  const where: Partial<Record<Dimension, readonly string[]>> = {};
  for (const dimension of dimensions) {
    const values = query.get(dimension);
    if (values !== undefined) where[dimension] = values.split(',');
  }
  return { ...(good ? { from, until } : spanBack(usualDays, now)), where };
}

/** The last `days` days, today included. */
export const spanBack = (days: number, now: string = today()): { readonly from: string; readonly until: string } => ({
  from: daysBefore(now, days - 1),
  until: now,
});

/** As many days just before. */
export function spanBefore({ from, until, where }: FiguresFilter): FiguresFilter {
  const days = daysIn(from, until);
  return { from: daysBefore(from, days), until: daysBefore(from, 1), ...(where ? { where } : {}) };
}

/** The same for browsers and for tests in Node, whose types differ. */
const queryOf = (pairs: readonly (readonly [string, string])[]): URLSearchParams =>
  new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value]));

const paramsOf = ({ from, until, where }: FiguresFilter): readonly (readonly [string, string])[] => [
  ['from', from],
  ['until', until],
  ...Object.entries(where ?? {}).map(([dimension, values]) => [dimension, (values ?? []).join(',')] as const),
];

export const figuresPath = (
  filter: FiguresFilter,
  measures: readonly Measure[],
  by: readonly Dimension[] = [],
): string =>
  `board/figures?${queryOf([
    ['measures', measures.join(',')],
    ...(by.length === 0 ? [] : [['by', by.join(',')] as const]),
    ...paramsOf(filter),
  ])}`;

/** Address of the list behind a number. */
export function listHash(filter: FiguresFilter, measure: Measure, part: 'n' | 'of' = 'n', more: Change = {}): string {
  return hashOf('list', new Map([['measure', measure], ['part', part], ...paramsOf(filter)]), more);
}

/** Where a file of what is shown comes from, with its headings in `lang`. */
export const fileAddress = (path: string, format: 'csv' | 'xlsx', lang: string): string =>
  `/desk/api/${path}${path.includes('?') ? '&' : '?'}format=${format}&lang=${lang}`;

/** Where the list behind a number comes from. */
export const listPath = (filter: FiguresFilter, measure: Measure, part: 'n' | 'of', after?: string): string =>
  `board/list?${queryOf([
    ['measure', measure],
    ['part', part],
    ...(after === undefined ? [] : [['after', after] as const]),
    ...paramsOf(filter),
  ])}`;

/** The span alone: gaps and voices know no other filter. */
export const spanPath = (
  view: 'gaps' | 'voices',
  { from, until }: FiguresFilter,
  more: Readonly<Record<string, string>> = {},
) => `board/${view}?${new URLSearchParams({ from, until, ...more })}`;
