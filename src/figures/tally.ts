import type { Dimension, Measure } from './figures';
import type { Moment, Predicate } from './measure-rules';
import type { Sheet } from './sheet-codec';
import { passing, toldBy, type Where } from './sheet-dimensions';
import { Values } from './values';

/** What a tally counts under a name: `of`, and among those `n`; the values where there are any. */
export interface Counting {
  readonly measure: Measure;
  readonly of: Predicate;
  readonly n?: Predicate | undefined;
  readonly value?: ((sheet: Sheet, moment: Moment) => (row: number) => number) | undefined;
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

  add(sheet: Sheet, moment: Moment): void {
    const passes = passing(sheet, this.where);
    if (passes === false) return;
    const cells = this.cellsOf(sheet);
    const rows = passes === true ? undefined : rowsThat(sheet.rows, passes);
    if (rows?.length === 0) return;
    for (const counting of this.countings) this.count(sheet, moment, counting, cells, rows);
  }

  all(): readonly Group[] {
    return [...this.groups.values()];
  }

  private count(sheet: Sheet, moment: Moment, counting: Counting, cells: Cells, rows: Uint32Array | undefined): void {
    const isOf = counting.of(sheet, moment);
    const isN = counting.n?.(sheet, moment);
    const value = counting.value?.(sheet, moment);
    const { codes, groups } = cells;
    const [ofs, ns] = [new Uint32Array(groups.length), new Uint32Array(groups.length)];
    const kept = value ? groups.map((keys) => keys.map((key) => this.valuesOf(key, counting.measure))) : [];
    const length = rows?.length ?? sheet.rows;
    for (let index = 0; index < length; index += 1) {
      const row = rows ? (rows[index] ?? 0) : index;
      if (!isOf(row)) continue;
      const cell = codes ? (codes[row] ?? 0) : 0;
      ofs[cell] = (ofs[cell] ?? 0) + 1;
      if (isN?.(row)) ns[cell] = (ns[cell] ?? 0) + 1;
      if (value) for (const values of kept[cell] ?? []) values.push(value(row));
    }
    for (const [cell, keys] of groups.entries()) {
      const of = ofs[cell] ?? 0;
      if (of === 0) continue;
      for (const key of keys) {
        const count = this.countOf(key, counting.measure);
        count.of += of;
        count.n += isN ? (ns[cell] ?? 0) : of;
      }
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
    const places = new Map<number, number>();
    const codes = new Uint32Array(sheet.rows);
    for (let row = 0; row < sheet.rows; row += 1) {
      const pair = (first.codes?.[row] ?? 0) * width + (second.codes?.[row] ?? 0);
      const place = places.get(pair) ?? places.size;
      if (place === places.size) places.set(pair, place);
      codes[row] = place;
    }
    const groups = [...places.keys()].map((pair) =>
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
