import type { MeasureRule } from './measure-rules';
import type { Back } from './row-predicates';
import type { Sheet } from './sheet-codec';

/** A measure's answers about the rows of a sheet, whatever the time is. */
export interface MarkedRows {
  /** By row: bit 0, one `of` them; bit 1, one of the `n`. */
  readonly bits: Uint8Array;
  /** A row is one `of` them from this moment on only. */
  readonly ofFrom?: Float64Array;
  /** A row counts after this moment only. */
  readonly nAfter?: Float64Array;
  /** How many there are of each, where no time matters. */
  readonly totals?: { readonly of: number; readonly n: number };
}

export const isOf = ({ bits, ofFrom }: MarkedRows, row: number, now: number): boolean =>
  ((bits[row] ?? 0) & 1) === 1 && (ofFrom === undefined || (ofFrom[row] ?? Number.NaN) <= now);

/** Of a row that is one `of` them. */
export const isN = ({ bits, nAfter }: MarkedRows, row: number, now: number): boolean =>
  nAfter === undefined ? ((bits[row] ?? 0) & 2) === 2 : now > (nAfter[row] ?? Number.NaN);

type Asked = Pick<MeasureRule, 'of' | 'ofFrom' | 'n' | 'nAfter'>;

/** With the sheets they go. */
const kept = new WeakMap<Sheet, Map<Asked, { readonly back: Back; readonly marked: MarkedRows }>>();

/** Asks each row once, and again when the sheet, or who came back, is another. */
export function markedRows(sheet: Sheet, asked: Asked, back: Back): MarkedRows {
  const ofSheet = kept.get(sheet) ?? new Map();
  kept.set(sheet, ofSheet);
  const before = ofSheet.get(asked);
  if (before?.back === back) return before.marked;
  const marked = mark(sheet, asked, back);
  ofSheet.set(asked, { back, marked });
  return marked;
}

function mark(sheet: Sheet, { of, ofFrom, n, nAfter }: Asked, back: Back): MarkedRows {
  const [isOne, counts] = [of(sheet, back), n?.(sheet, back)];
  const [from, after] = [ofFrom?.(sheet, back), nAfter?.(sheet, back)];
  const bits = new Uint8Array(sheet.rows);
  const times = (wanted: unknown) => (wanted ? new Float64Array(sheet.rows) : undefined);
  const [froms, afters] = [times(from), times(after)];
  let [ofs, ns] = [0, 0];
  for (let row = 0; row < sheet.rows; row += 1) {
    if (!isOne(row)) continue;
    ofs += 1;
    const isCounted = counts === undefined || counts(row);
    if (isCounted) ns += 1;
    bits[row] = isCounted ? 3 : 1;
    if (froms && from) froms[row] = from(row);
    if (afters && after) afters[row] = after(row);
  }
  if (!froms && !afters) return { bits, totals: { of: ofs, n: ns } };
  return { bits, ...(froms && { ofFrom: froms }), ...(afters && { nAfter: afters }) };
}

const sortedKept = new WeakMap<MarkedRows, Float64Array>();

/** Values of the rows that are one `of` them, in ascending order; for those no time matters to. */
export function sortedValues(marked: MarkedRows, value: (row: number) => number): Float64Array {
  const known = sortedKept.get(marked);
  if (known) return known;
  const values = new Float64Array(marked.totals?.of ?? 0);
  let length = 0;
  for (const [row, bit] of marked.bits.entries()) {
    if (bit === 0) continue;
    values[length] = value(row);
    length += 1;
  }
  values.sort();
  sortedKept.set(marked, values);
  return values;
}
