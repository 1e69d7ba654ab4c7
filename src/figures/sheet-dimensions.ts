import { topicsOf } from './columns';
import type { Dimension, FiguresFilter } from './figures';
import { isoWeek, isoWeekday } from './iso-week';
import type { Sheet } from './sheet-codec';

/** What rows of a sheet are told apart by: a code for each row, and what a code stands for (topics: several). */
export interface Told {
  readonly names: readonly (readonly string[])[];
  /** One for all rows where absent: code 0. */
  readonly codes?: Uint8Array | Uint16Array;
}

const hourMs = 3_600_000;
const hours = Array.from({ length: 24 }, (_, hour) => [String(hour)]);

/** @param dimension one the sheet's kind can be told by */
export function toldBy(sheet: Sheet, dimension: Dimension): Told {
  if (dimension === 'day') return { names: [[sheet.day]] };
  if (dimension === 'week') return { names: [[isoWeek(sheet.day)]] };
  if (dimension === 'weekday') return { names: [[String(isoWeekday(sheet.day))]] };
  if (dimension === 'hour') return { names: hours, codes: hoursOf(sheet) };
  const column = sheet.codes[dimension];
  if (!column) return { names: [['']] };
  const names = column.names.map((name) => (dimension === 'topic' && name !== '' ? topicsOf(name) : [name]));
  return { names, codes: column.of };
}

const hoursKnown = new WeakMap<Sheet, Uint8Array>();
function hoursOf(sheet: Sheet): Uint8Array {
  const known = hoursKnown.get(sheet) ?? sheet.moments.reduce(hourOf, new Uint8Array(sheet.rows));
  hoursKnown.set(sheet, known);
  return known;
}
const hourOf = (codes: Uint8Array, moment: number, row: number): Uint8Array => {
  codes[row] = Math.min(23, Math.floor(moment / hourMs));
  return codes;
};

export type Where = NonNullable<FiguresFilter['where']>;

/** Dimensions that a filter names, whatever it asks of them. */
export const dimensionsIn = (where: Where): readonly Dimension[] =>
  (Object.entries(where) as [Dimension, readonly string[] | undefined][])
    .filter(([, values]) => values !== undefined)
    .map(([dimension]) => dimension);

/**
 * Which rows a filter lets pass.
 * @returns `true`: all; `false`: none
 */
export function passing(sheet: Sheet, where: Where): boolean | ((row: number) => boolean) {
  const tests: ((row: number) => boolean)[] = [];
  for (const dimension of dimensionsIn(where)) {
    const wanted = new Set(where[dimension]);
    const { names, codes } = toldBy(sheet, dimension);
    const fits = names.map((list) => list.some((name) => wanted.has(name)));
    if (!fits.includes(true)) return false;
    if (!fits.includes(false)) continue;
    if (codes) tests.push((row) => fits[codes[row] ?? 0] ?? false);
  }
  const [one, two] = tests;
  if (!one) return true;
  if (!two) return one;
  return tests.length === 2 ? (row) => one(row) && two(row) : (row) => tests.every((test) => test(row));
}
