import { isComplaint } from './labels';
import type { UnderstoodRow } from './understood-rows';

/** How the several types of a complaint are named; shares 0–1, `null` without texts to measure with. */
export interface ComplaintFigures {
  readonly rows: number;
  /** Understood as some complaint. */
  readonly found: number | null;
  /** The label is among the types named. */
  readonly labelNamed: number | null;
  /** Texts for which a type is named that neither label, `alt` nor `types` know. */
  readonly falseSecond: number | null;
  readonly typesPerRow: number | null;
  /** Over the texts that list all their types. */
  readonly listed: { readonly rows: number; readonly precision: number | null; readonly recall: number | null };
  /** Texts that are no complaint and get a type. */
  readonly falseAlarm: number | null;
}

/** @returns the multi-label figures of complaint types */
export function complaintFigures(rows: readonly UnderstoodRow[]): ComplaintFigures {
  const complaints = rows.filter((row) => isComplaint(row.label));
  const others = rows.filter((row) => ![row.label, ...row.alt].some(isComplaint));
  const listed = complaints.filter((row) => row.types !== undefined);
  let [named, right, wanted] = [0, 0, 0];
  for (const row of listed) {
    const types = row.meaning.complaintTypes.map(({ type }) => type);
    named += types.length;
    wanted += row.types?.length ?? 0;
    right += types.filter((type) => row.types?.includes(type)).length;
  }
  return {
    rows: complaints.length,
    found: share(complaints, (row) => isComplaint(row.said)),
    labelNamed: share(complaints, (row) => namesOf(row).includes(row.label)),
    falseSecond: share(complaints, (row) => namesOf(row).some((label) => !allowed(row).has(label))),
    typesPerRow:
      complaints.length === 0
        ? null
        : complaints.reduce((sum, row) => sum + row.meaning.complaintTypes.length, 0) / complaints.length,
    listed: {
      rows: listed.length,
      precision: named === 0 ? null : right / named,
      recall: wanted === 0 ? null : right / wanted,
    },
    falseAlarm: share(others, (row) => row.meaning.complaintTypes.length > 0),
  };
}

const namesOf = (row: UnderstoodRow): string[] => row.meaning.complaintTypes.map(({ type }) => `complaint.${type}`);
const allowed = (row: UnderstoodRow): ReadonlySet<string> =>
  new Set([row.label, ...row.alt, ...(row.types ?? []).map((type) => `complaint.${type}`)]);

const share = (rows: readonly UnderstoodRow[], holds: (row: UnderstoodRow) => boolean): number | null =>
  rows.length === 0 ? null : rows.filter(holds).length / rows.length;
