import type { BoardWords } from '../../../../src/desk/board-api';
import type { Figure, FiguresAnswer, FiguresFilter, Measure } from '../../../../src/figures/figures';
import type { Language } from '../../../../src/ports/language';
import type { BoardWording } from '../../../wording/board/board-wording';
import { filled } from '../../../wording/wording';
import type { LinePoint } from '../../plot/line';
import { daysBetween, mondayOf, weeksBetween } from '../../state/days';
import { count, numberOf, numberText } from '../../state/figure-text';
import { listHash, spanBefore } from '../../state/filter';

export interface TimePointsOf {
  readonly now: FiguresAnswer | undefined;
  readonly before: FiguresAnswer | undefined;
  readonly filter: FiguresFilter;
  readonly by: 'day' | 'week';
  readonly measure: Pick<BoardWords['measures'][number], 'measure' | 'unit'>;
  readonly wording: BoardWording;
  readonly language: Language;
}

/** One point for each day or week of the span, also for those nothing happened on. */
export function timePoints({
  now,
  before,
  filter,
  by,
  measure: { measure, unit },
  wording,
  language,
}: TimePointsOf): readonly LinePoint[] {
  const keysOf = ({ from, until }: FiguresFilter) => (by === 'day' ? daysBetween : weeksBetween)(from, until);
  const [ours, theirs] = [byKey(now, measure), byKey(before, measure)];
  const earlier = keysOf(spanBefore(filter));
  return keysOf(filter).map((key, index) => {
    const figure = ours.get(key);
    // A day without a row had nothing to count.
    const value = numberOf(figure ?? (now && unit === 'count' ? { n: 0, of: 0 } : undefined), unit);
    const beforeKey = earlier[index];
    const beforeFigure = beforeKey === undefined ? undefined : theirs.get(beforeKey);
    const beforeValue = numberOf(
      beforeFigure ?? (before && beforeKey !== undefined && unit === 'count' ? { n: 0, of: 0 } : undefined),
      unit,
    );
    const text = numberText(value, unit, wording, language);
    const parts =
      figure && (unit === 'share' || unit === 'per_10000')
        ? ` (${count(figure.n, language)} / ${count(figure.of, language)})`
        : '';
    const then = before
      ? ` · ${filled(wording.figure.before, { value: numberText(beforeValue, unit, wording, language) })}`
      : '';
    return {
      key,
      name: shortName(key, by),
      value,
      before: beforeValue,
      label: `${longName(key, by, language)}${wording.colon}${text}${parts}${then}`,
      href: listHash(filter, measure, 'n', { [by]: key }),
      ...(beforeKey !== undefined && { beforeHref: listHash(spanBefore(filter), measure, 'n', { [by]: beforeKey }) }),
    };
  });
}

const byKey = (answer: FiguresAnswer | undefined, measure: Measure): ReadonlyMap<string, Figure> =>
  new Map(
    answer?.rows.flatMap(({ key: [key = ''], figures }) =>
      figures[measure] ? [[key, figures[measure]] as const] : [],
    ),
  );

/** 2026-11-03 → 11/3; 2026-W47 → 11/16, its Monday. */
function shortName(key: string, by: 'day' | 'week'): string {
  const [, month = '', day = ''] = (by === 'day' ? key : mondayOf(key)).split('-');
  return `${Number(month)}/${Number(day)}`;
}

export const longName = (key: string, by: 'day' | 'week', language: Language): string =>
  by === 'week'
    ? key
    : new Intl.DateTimeFormat(language, { timeZone: 'UTC', month: 'long', day: 'numeric', weekday: 'short' }).format(
        Date.parse(`${key}T00:00:00Z`),
      );
