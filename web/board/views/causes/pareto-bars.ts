import type { FiguresAnswer, FiguresFilter } from '../../../../src/figures/figures';
import type { Language } from '../../../../src/ports/language';
import type { BoardWording } from '../../../wording/board/board-wording';
import { filled } from '../../../wording/wording';
import type { Names } from '../../names';
import type { ParetoBar } from '../../plot/pareto';
import { count } from '../../state/figure-text';
import { listHash } from '../../state/filter';

const mostBars = 11;

export interface ParetoBarsOf {
  readonly answer: FiguresAnswer;
  readonly by: 'cause' | 'subType';
  readonly filter: FiguresFilter;
  readonly names: Pick<Names, 'of'>;
  readonly wording: BoardWording;
  readonly language: Language;
}

/**
 * The largest first, the many small ones as one bar; what has no cause yet is none: it stands last, outside of the shares, and
 * keeps its list.
 */
export function paretoBars({ answer, by, filter, names, wording, language }: ParetoBarsOf): readonly ParetoBar[] {
  const counted = answer.rows
    .map(({ key: [code = ''], figures }) => ({ code, value: figures.complaints?.n ?? 0 }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value || a.code.localeCompare(b.code));
  const rows = counted.filter(({ code }) => code !== '');
  const all = rows.reduce((sum, { value }) => sum + value, 0);
  const rest = rows.slice(mostBars);
  const shown = [
    ...rows.slice(0, mostBars).map(({ code, value }) => ({ codes: [code], name: names.of(by, code), value })),
    ...(rest.length === 0
      ? []
      : [
          {
            codes: rest.map(({ code }) => code),
            name: filled(wording.plot.rest, { n: rest.length }),
            value: rest.reduce((sum, { value }) => sum + value, 0),
          },
        ]),
  ];
  const barOf = (codes: readonly string[], name: string, value: number, share: string) => ({
    key: codes.join(','),
    name,
    value,
    label: `${name}${wording.colon}${count(value, language)} · ${share}`,
    href: listHash({ ...filter, where: { ...filter.where, [by]: codes } }, 'complaints'),
  });
  let sum = 0;
  return [
    ...shown.map(({ codes, name, value }) => {
      sum += value;
      const cumulated = sum / all;
      const share = `${wording.plot.cumulated} ${Math.round(cumulated * 100)}%`;
      return { ...barOf(codes, name, value, share), share: value / all, cumulated };
    }),
    ...counted
      .filter(({ code }) => code === '')
      .map(({ value }) => barOf([''], names.of(by, ''), value, wording.plot.apart)),
  ];
}

/** What there is to see, in words. All causes together are always everything: as many as say something are named. */
export function paretoSummary(bars: readonly ParetoBar[], wording: BoardWording, language: Language): string {
  const shares = bars.flatMap(({ cumulated }) => cumulated ?? []);
  const n = Math.min(3, shares.length - 1);
  const words = wording.causes;
  const share = `${Math.round((shares[n - 1] ?? 1) * 100)}%`;
  const apart = bars
    .filter(({ cumulated }) => cumulated === undefined)
    .map(({ name, value }) => filled(words.paretoApart, { name, n: count(value, language) }));
  return [...(n < 1 ? [] : [filled(n === 1 ? words.paretoFirst : words.paretoSummary, { n, share })]), ...apart].join(
    wording.semicolon,
  );
}
