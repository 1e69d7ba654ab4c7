import { familyOf } from '../../intents';
import { familyOfLabel } from './labels';
import type { UnderstoodRow } from './understood-rows';

/** Answers whose score lies from `from` to below `to`. */
export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Mean score: what was claimed. */
  readonly claimed: number;
  /** Share whose family of intents was right: what was delivered. */
  readonly right: number;
}

export interface Calibration {
  readonly bins: readonly CalibrationBin[];
  /** Expected calibration error: mean distance of claim and delivery, 0 is perfect. */
  readonly error: number;
  /** The same when labels a careful reader would also accept count as right. */
  readonly lenientError: number;
}

const steps = 10;

/** Whether scores mean what they say. A score is the probability of the family of intents, so the family must be right. */
export function calibrationOf(rows: readonly UnderstoodRow[]): Calibration {
  const strict = binsOf(rows, (row) => familyOf(row.meaning.intent) === familyOfLabel(row.label));
  const lenient = binsOf(rows, (row) =>
    [row.label, ...row.alt].some((label) => familyOf(row.meaning.intent) === familyOfLabel(label)),
  );
  return { bins: strict, error: errorOf(strict, rows.length), lenientError: errorOf(lenient, rows.length) };
}

function binsOf(rows: readonly UnderstoodRow[], isRight: (row: UnderstoodRow) => boolean): CalibrationBin[] {
  return Array.from({ length: steps }, (_, step) => {
    const inside = rows.filter(({ meaning }) => Math.min(steps - 1, Math.floor(meaning.score * steps)) === step);
    const count = inside.length;
    return {
      from: step / steps,
      to: (step + 1) / steps,
      count,
      claimed: count === 0 ? 0 : inside.reduce((sum, { meaning }) => sum + meaning.score, 0) / count,
      right: count === 0 ? 0 : inside.filter(isRight).length / count,
    };
  });
}

const errorOf = (bins: readonly CalibrationBin[], rows: number): number =>
  rows === 0 ? 0 : bins.reduce((sum, bin) => sum + bin.count * Math.abs(bin.claimed - bin.right), 0) / rows;
