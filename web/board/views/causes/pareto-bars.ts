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

/** The largest first, the many small ones as one bar at the end. */
export function paretoBars({ answer, by, filter, names, wording, language }: ParetoBarsOf): readonly ParetoBar[] {
  const rows = answer.rows
    .map(({ key: [code = ''], figures }) => ({ code, value: figures.complaints?.n ?? 0 }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value || a.code.localeCompare(b.code));
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
  let sum = 0;
  return shown.map(({ codes, name, value }) => {
    sum += value;
    const cumulated = sum / all;
    return {
      key: codes.join(','),
      name,
      value,
      cumulated,
      label: `${name}${wording.colon}${count(value, language)} · ${wording.plot.cumulated} ${Math.round(cumulated * 100)}%`,
      href: listHash({ ...filter, where: { ...filter.where, [by]: codes } }, 'complaints'),
    };
  });
}
