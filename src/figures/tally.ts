import type { Dimension, Measure } from './figures';
import { isOf, type MarkedRows, sortedValues } from './marked-rows';
import type { Sheet } from './sheet-codec';
import { passing, toldBy, type Where } from './sheet-dimensions';
import { Values } from './values';

/** What a tally counts for a measure: marked rows, and the values of them where there are any. */
export interface Counting {
  readonly measure: Measure;
  readonly marked: (sheet: Sheet) => MarkedRows;
  readonly value?: ((sheet: Sheet) => (row: number) => number) | undefined;
}

export interface Count {
  n: number;
  of: number;
  values?: Values;
}

export interface Group {
  readonly key: readonly string[];
  readonly counts: Map<Measure, Count>;
}

/** Counts rows of one kind, sheet by sheet, in groups by at most two dimensions. */
export class Tally {
  private readonly groups = new Map<string, Group>();

  constructor(
    private readonly countings: readonly Counting[],
    private readonly by: readonly Dimension[],
    private readonly where: Where,
  ) {}

  add(sheet: Sheet, now: number): void {
    const passes = passing(sheet, this.where);
    if (passes === false) return;
    const cells = this.cellsOf(sheet);
    const rows = passes === true ? undefined : rowsThat(sheet.rows, passes);
    if (rows?.length === 0) return;
    for (const counting of this.countings) this.count(sheet, now, counting, cells, rows);
  }

  all(): readonly Group[] {
    return [...this.groups.values()];
  }

  private count(sheet: Sheet, now: number, counting: Counting, cells: Cells, rows: Uint32Array | undefined): void {
    const marked = counting.marked(sheet);
    const counts = countCells(marked, now, cells, rows ?? sheet.rows);
    for (const [cell, keys] of cells.groups.entries()) {
      const of = counts.ofs[cell] ?? 0;
      if (of === 0) continue;
      for (const key of keys) {
        const count = this.countOf(key, counting.measure);
        count.of += of;
        count.n += counts.ns[cell] ?? 0;
      }
    }
    if (counting.value) this.collect(counting.measure, counting.value(sheet), marked, now, cells, rows ?? sheet.rows);
  }

  /** The values of the rows, for medians and sums. */
  private collect(
    measure: Measure,
    value: (row: number) => number,
    marked: MarkedRows,
    now: number,
    { codes, groups }: Cells,
    rows: Uint32Array | number,
  ): void {
    if (marked.totals && !codes && typeof rows === 'number') {
      for (const key of groups[0] ?? []) this.valuesOf(key, measure).add(sortedValues(marked, value));
      return;
    }
    // Only cells with rows: a name of the sheet that no row bears is no group.
    const kept: (readonly Values[] | undefined)[] = [];
    const length = typeof rows === 'number' ? rows : rows.length;
    for (let index = 0; index < length; index += 1) {
      const row = typeof rows === 'number' ? index : (rows[index] ?? 0);
      if (!isOf(marked, row, now)) continue;
      const cell = codes ? (codes[row] ?? 0) : 0;
      kept[cell] ??= (groups[cell] ?? []).map((key) => this.valuesOf(key, measure));
      for (const values of kept[cell]) values.push(value(row));
    }
  }

  private valuesOf(key: readonly string[], measure: Measure): Values {
    const count = this.countOf(key, measure);
    count.values ??= new Values();
    return count.values;
  }

  private countOf(key: readonly string[], measure: Measure): Count {
    const name = groupName(key);
    let group = this.groups.get(name);
    if (!group) {
      group = { key, counts: new Map() };
      this.groups.set(name, group);
    }
    let count = group.counts.get(measure);
    if (!count) {
      count = { n: 0, of: 0 };
      group.counts.set(measure, count);
    }
    return count;
  }

  /** Rows of a sheet by the groups they belong to; a row of several topics belongs to several. */
  private cellsOf(sheet: Sheet): Cells {
    const [first, second] = this.by.map((dimension) => toldBy(sheet, dimension));
    if (!first) return { groups: [[[]]] };
    if (!second) {
      return {
        ...(first.codes && { codes: first.codes }),
        groups: first.names.map((names) => names.map((name) => [name])),
      };
    }
    const width = second.names.length;
    const places = new Int32Array(first.names.length * width).fill(-1);
    const pairs: number[] = [];
    const codes = new Uint32Array(sheet.rows);
    for (let row = 0; row < sheet.rows; row += 1) {
      const pair = (first.codes ? (first.codes[row] ?? 0) : 0) * width + (second.codes ? (second.codes[row] ?? 0) : 0);
      let place = places[pair] ?? -1;
      if (place < 0) {
        place = pairs.push(pair) - 1;
        places[pair] = place;
      }
      codes[row] = place;
    }
    const groups = pairs.map((pair) =>
      (first.names[Math.floor(pair / width)] ?? []).flatMap((one) =>
        (second.names[pair % width] ?? []).map((other) => [one, other]),
      ),
    );
    return { codes, groups };
  }
}

interface Cells {
  /** One cell for all where absent. */
  readonly codes?: Uint8Array | Uint16Array | Uint32Array;
  /** Keys of the groups a cell counts in. */
  readonly groups: readonly (readonly (readonly string[])[])[];
}

/** @param rows which ones, or how many there are, then all */
function countCells(
  { bits, ofFrom, nAfter, totals }: MarkedRows,
  now: number,
  { codes, groups }: Cells,
  rows: Uint32Array | number,
): { readonly ofs: ArrayLike<number>; readonly ns: ArrayLike<number> } {
  if (totals && !codes && typeof rows === 'number') return { ofs: [totals.of], ns: [totals.n] };
  const [ofs, ns] = [new Uint32Array(groups.length), new Uint32Array(groups.length)];
  const length = typeof rows === 'number' ? rows : rows.length;
  for (let index = 0; index < length; index += 1) {
    const row = typeof rows === 'number' ? index : (rows[index] ?? 0);
    const bit = bits[row] ?? 0;
    if (bit === 0 || (ofFrom && !((ofFrom[row] ?? Number.NaN) <= now))) continue;
    const cell = codes ? (codes[row] ?? 0) : 0;
    ofs[cell] = (ofs[cell] ?? 0) + 1;
    if (nAfter ? now > (nAfter[row] ?? Number.NaN) : bit === 3) ns[cell] = (ns[cell] ?? 0) + 1;
  }
  return { ofs, ns };
}

/** What a group is found by: no name of anything has this character. */
export const groupName = (key: readonly string[]): string => key.join('\u0000');

function rowsThat(rows: number, passes: (row: number) => boolean): Uint32Array {
  const found = new Uint32Array(rows);
  let length = 0;
  for (let row = 0; row < rows; row += 1) {
    if (!passes(row)) continue;
    found[length] = row;
    length += 1;
  }
  return found.subarray(0, length);
}
