import type { LedgerView } from '../complaint-api';
import type { ClimbedEntry, Dated, DueEntry, Standing } from './standing';

/** What is due and what was left out, a second ago, and at most five where very much changes. */
export interface DueView {
  /** The longest overdue first. */
  readonly due: readonly DueEntry[];
  readonly omissions: LedgerView['omissions'];
  /** Complaints by what runs out next, a clock or what is owed soon after the decision; what stands still is left out. */
  readonly deadlines: readonly Dated[];
  /** Complaints with a remedy that waits for a supervisor. */
  readonly approvals: number;
  /** These complaints, in the order of what is due. */
  readonly decisions: readonly Dated[];
  /** What climbed and waits for somebody there, the newest first. */
  readonly climbed: readonly ClimbedEntry[];
}

export const emptyView: DueView = { due: [], omissions: [], deadlines: [], approvals: 0, decisions: [], climbed: [] };

/** How complaints that were looked at stand now, by id; `undefined`: they owe nothing any more. */
export type Touched = ReadonlyMap<string, { readonly number: string; readonly standing: Standing | undefined }>;

/** The view with these complaints as they stand now; the rest keeps its order, so that tens of thousands take milliseconds. */
export function viewWith(before: DueView, touched: Touched): DueView {
  const numbers = new Set([...touched.values()].map(({ number }) => number));
  const now = [...touched.values()].flatMap(({ standing }) => (standing ? [standing] : []));
  const isKept = ({ id }: Pick<Dated, 'id'>): boolean => !touched.has(id);
  const decisions = joined(
    before.decisions.filter(isKept),
    now.flatMap(({ decision }) => decision ?? []),
    byDue,
  );
  return {
    due: joined(
      before.due.filter(isKept),
      now.flatMap(({ due }) => due ?? []),
      byDue,
    ),
    omissions: joined(
      before.omissions.filter(({ number }) => !numbers.has(number)),
      now.flatMap(({ omissions }) => omissions),
      (a, b) => a.dueAt - b.dueAt,
    ),
    deadlines: joined(
      before.deadlines.filter(isKept),
      now.flatMap(({ deadline }) => deadline ?? []),
      byDue,
    ),
    approvals: decisions.length,
    decisions,
    climbed: joined(
      before.climbed.filter(isKept),
      now.flatMap(({ climbed }) => climbed ?? []),
      (a, b) => b.at - a.at || (a.id < b.id ? -1 : 1),
    ),
  };
}

/** @param all in order already */
function joined<T>(all: readonly T[], more: T[], order: (a: T, b: T) => number): readonly T[] {
  more.sort(order);
  const both: T[] = [];
  let next = 0;
  for (const one of more) {
    for (; next < all.length && order(all[next] as T, one) <= 0; next += 1) both.push(all[next] as T);
    both.push(one);
  }
  for (; next < all.length; next += 1) both.push(all[next] as T);
  return both;
}

const byDue = (a: Dated, b: Dated): number => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1);
