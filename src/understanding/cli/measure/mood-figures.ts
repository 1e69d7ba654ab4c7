import type { UnderstoodRow } from './understood-rows';

/** Agreement of graded mood with a reader's; shares 0–1. */
export interface MoodFigures {
  readonly grades: readonly {
    readonly name: 'anger' | 'urgency';
    readonly rows: number;
    readonly exact: number;
    readonly withinOne: number;
    /** Mean of grade understood minus grade read: above 0 is too hot. */
    readonly bias: number;
  }[];
  readonly threat: { readonly rows: number; readonly exact: number } | null;
}

/** @returns agreement over the rows that carry `mood`; `undefined` when none does */
export function moodFigures(rows: readonly UnderstoodRow[]): MoodFigures | undefined {
  const grades = (['anger', 'urgency'] as const).flatMap((name) => {
    const gaps = rows.flatMap(({ mood, meaning }) => {
      const read = mood?.[name];
      return read === undefined ? [] : [meaning.mood[name] - read];
    });
    if (gaps.length === 0) return [];
    const share = (most: number): number => gaps.filter((gap) => Math.abs(gap) <= most).length / gaps.length;
    const bias = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    return [{ name, rows: gaps.length, exact: share(0), withinOne: share(1), bias }];
  });
  const threats = rows.filter(({ mood }) => mood?.threat !== undefined);
  if (grades.length === 0 && threats.length === 0) return undefined;
  const agree = threats.filter(({ mood, meaning }) => (meaning.mood.threat ?? 'none') === mood?.threat).length;
  return { grades, threat: threats.length === 0 ? null : { rows: threats.length, exact: agree / threats.length } };
}
