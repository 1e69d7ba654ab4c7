import {
  type Dimension,
  dimensions,
  type Figure,
  type FiguresAnswer,
  type Measure,
} from '../../../src/figures/figures';
import { daysBetween, weeksBetween } from '../../../web/board/state/days';
import { codesOf, fakeBoardWords } from './fake-words';

const units = new Map(fakeBoardWords().measures.map(({ measure, unit }) => [measure, unit]));

/** 0–1, the same for the same words. */
function dice(...words: readonly string[]): number {
  let hash = 2166136261;
  for (const letter of words.join('|')) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619);
  hash ^= hash >>> 15;
  return ((hash >>> 0) % 10_000) / 10_000;
}

/** Largest first for causes and sub-types, busy in the morning and evening, little at night. */
function weightOf(by: readonly Dimension[], key: readonly string[]): number {
  return by.reduce((weight, dimension, place) => {
    const code = key[place] ?? '';
    const index = codesOf[dimension]?.indexOf(code) ?? 0;
    if (dimension === 'cause' || dimension === 'subType') return weight * 0.72 ** index;
    if (dimension === 'hour') {
      const hour = Number(code);
      return (
        weight *
        (hour < 7
          ? 0.06
          : 0.35 + 0.65 * Math.max(0, Math.sin(((hour - 6) / 9) * Math.PI)) ** 2 + (hour > 18 && hour < 22 ? 0.5 : 0))
      );
    }
    if (dimension === 'weekday') return weight * (Number(code) > 5 ? 0.55 : 1);
    if (dimension === 'type') return weight * ([1, 0.8, 0.5, 0.3][index] ?? 0.2);
    return weight;
  }, 1);
}

function figureOf(
  measure: Measure,
  by: readonly Dimension[],
  key: readonly string[],
  days: number,
  from: string,
): Figure {
  const chance = 0.7 + 0.6 * dice(measure, ...key, by.length === 0 ? from : '');
  const confused = by[0] === 'botType' && by[1] === 'type' ? (key[0] === key[1] ? 1 : 0.07) : 1;
  const of = Math.round((by.length === 0 ? 40 * days : 120) * weightOf(by, key) * chance * confused);
  switch (units.get(measure)) {
    case 'count':
      return { n: measure === 'contacts' ? of * 9 : of, of: measure === 'contacts' ? of * 9 : of };
    case 'share': {
      const share = 0.04 + 0.2 * dice('share', measure, ...key, by.length === 0 ? from : '');
      return {
        n: Math.round(
          of *
            (measure.includes('time_rate') || measure.includes('resol') || measure === 'containment'
              ? 1 - share
              : share),
        ),
        of,
      };
    }
    case 'per_10000':
      return { n: of, of: of * 90 };
    case 'ms':
      return { n: of, of, value: Math.round((measure === 'resolve_time' ? 90_000_000 : 900_000) * chance) };
    default:
      return { n: of, of, value: Math.round(of * 640 * chance) };
  }
}

/** Answers any question about figures, always the same. */
export function fakeFigures(query: URLSearchParams): FiguresAnswer {
  const [from = '', until = ''] = [query.get('from') ?? '', query.get('until') ?? ''];
  const asked = (query.get('measures') ?? '').split(',') as Measure[];
  const by = (query.get('by') ?? '').split(',').filter((one): one is Dimension => dimensions.some((d) => d === one));
  const where = (dimension: Dimension, code: string) => {
    const wanted = query.get(dimension);
    return wanted === null || wanted.split(',').includes(code);
  };
  const codes = (dimension: Dimension): readonly string[] =>
    (dimension === 'day'
      ? daysBetween(from, until)
      : dimension === 'week'
        ? weeksBetween(from, until)
        : (codesOf[dimension] ?? [''])
    ).filter((code) => where(dimension, code));
  const keys = by.reduce<string[][]>(
    (all, dimension) => all.flatMap((key) => codes(dimension).map((code) => [...key, code])),
    [[]],
  );
  const days = daysBetween(from, until).length;
  return {
    asOf: Date.now(),
    rows: keys.map((key) => ({
      key,
      figures: Object.fromEntries(asked.map((measure) => [measure, figureOf(measure, by, key, days, from)])),
    })),
  };
}
