import type { BoardList } from '../board-api';

/** The rows behind one number of the board: counted and listed by one predicate. */
export interface ListBehind {
  /** What it is called in the trail. */
  readonly about: string;
  /** Of its file: small letters, digits, `-`, `_`. */
  readonly file: string;
  /** What was asked for, for the trail. */
  readonly asked: Readonly<Record<string, unknown>>;
  page(limit: number, after?: string): Promise<BoardList>;
}

export interface Placed {
  readonly at: number;
  /** Unique among those of one moment; letters and digits. */
  readonly id: string;
}

/**
 * One page of rows that are all at hand, newest first. Its end is told by time and id: rows that came meanwhile stand before
 * it, and one that went leaves no gap.
 */
export function pageOf<Row extends Placed>(
  rows: readonly Row[],
  limit: number,
  after: string | undefined,
): { readonly rows: readonly Row[]; readonly next?: string } {
  const [, time = '', id = ''] = /^(-?\d{1,15}):(.+)$/.exec(after ?? '') ?? [];
  const known = rows.findIndex((row) => row.id === id);
  const start = after === undefined ? 0 : known >= 0 ? known + 1 : rows.findIndex(({ at }) => at < Number(time));
  const page = start < 0 ? [] : rows.slice(start, start + limit);
  const last = page.at(-1);
  const isMore = last !== undefined && start + limit < rows.length;
  return { rows: page, ...(isMore && { next: `${last.at}:${last.id}` }) };
}
