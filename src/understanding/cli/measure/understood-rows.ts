import type { Understander, Understanding } from '../../understanding';
import type { LabelledRow } from './labelled-rows';
import { labelOf } from './labels';

/** A labelled text beside what was understood. */
export interface UnderstoodRow extends LabelledRow {
  /** Label of the intent understood. */
  readonly said: string;
  readonly meaning: Understanding;
}

export const isStrict = (row: UnderstoodRow): boolean => row.said === row.label;
export const isLenient = (row: UnderstoodRow): boolean => isStrict(row) || row.alt.includes(row.said);

/** @param tick called after each row */
export async function understoodRows(
  understander: Understander,
  rows: readonly LabelledRow[],
  tick: () => void = () => {},
): Promise<UnderstoodRow[]> {
  const understood: UnderstoodRow[] = [];
  for (const row of rows) {
    const meaning = await understander.understand(row.text);
    understood.push({ ...row, said: labelOf(meaning.intent), meaning });
    tick();
  }
  return understood;
}
