/** Text, a number, a moment (epoch ms), or nothing. */
export type Cell = string | number | { readonly at: number } | undefined;

export type Row = readonly Cell[];

export interface Column {
  readonly heading: string;
  /** In characters, in spreadsheets. */
  readonly width: number;
  /** Number format of spreadsheets, `0.0%`. */
  readonly format?: string;
}

/** What a file holds, before it is a file of some kind. */
export interface Table {
  /** Of the file, without ending: small letters, digits, `-`, `_`. */
  readonly name: string;
  readonly columns: readonly Column[];
  /** Page by page, so that a long one is never whole in memory, and others get their turn between. */
  rows(): AsyncIterable<readonly Row[]>;
}

/** What one file holds. */
export const mostRows = 50_000;

/** Ends a table whose length nobody knew, with a line that says so. */
export async function* atMost(
  pages: AsyncIterable<readonly Row[]>,
  most: number,
  cutOff: string,
): AsyncIterable<readonly Row[]> {
  let left = most;
  for await (const page of pages) {
    yield page.slice(0, left);
    left -= page.length;
    if (left >= 0) continue;
    yield [[cutOff]];
    return;
  }
}

export const moment = (at: number | undefined): Cell => (at === undefined ? undefined : { at });
