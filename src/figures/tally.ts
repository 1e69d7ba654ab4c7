import { type Cells, cellsOfOne, cellsOfPairs, countCells, noCells, placesOf } from './cells';
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
    const groups: (Group | undefined)[] = [];
    const groupAt = (place: number): Group => {
      groups[place] ??= this.groupOf(cells.keys[place] ?? []);
      return groups[place];
    };
    for (const { measure, marked: markedIn, value } of this.countings) {
      const marked = markedIn(sheet);
      const { ofs, ns } = countCells(marked, now, cells, rows ?? sheet.rows);
      for (let place = 0; place < ofs.length; place += 1) {
        const of = ofs[place] ?? 0;
        if (of === 0) continue;
        const count = countIn(groupAt(place), measure);
        count.of += of;
        count.n += ns[place] ?? 0;
      }
      if (!value) continue;
      const valuesAt = (place: number): Values => {
        const count = countIn(groupAt(place), measure);
        count.values ??= new Values();
        return count.values;
      };
      collect(value(sheet), { marked, now, cells, rows: rows ?? sheet.rows }, valuesAt);
    }
  }

  all(): readonly Group[] {
    return [...this.groups.values()];
  }

  private groupOf(key: readonly string[]): Group {
    const name = groupName(key);
    const known = this.groups.get(name);
    if (known) return known;
    const group: Group = { key, counts: new Map() };
    this.groups.set(name, group);
    return group;
  }

  private cellsOf(sheet: Sheet): Cells {
    const [first, second] = this.by.map((dimension) => toldBy(sheet, dimension));
    return first ? (second ? cellsOfPairs(first, second, sheet.rows) : cellsOfOne(first, (text) => [text])) : noCells;
  }
}

function countIn({ counts }: Group, measure: Measure): Count {
  let count = counts.get(measure);
  if (!count) {
    count = { n: 0, of: 0 };
    counts.set(measure, count);
  }
  return count;
}

interface Asked {
  readonly marked: MarkedRows;
  readonly now: number;
  readonly cells: Cells;
  /** Which ones, or how many there are, then all. */
  readonly rows: Uint32Array | number;
}

/** The values of the rows, for medians and sums. */
function collect(
  value: (row: number) => number,
  { marked, now, cells: { codes, fold }, rows }: Asked,
  valuesAt: (place: number) => Values,
): void {
  if (marked.totals && !codes && typeof rows === 'number') {
    valuesAt(0).add(sortedValues(marked, value));
    return;
  }
  // Only cells with rows: a name of the sheet that no row bears is no group.
  const kept: (readonly Values[] | undefined)[] = [];
  const length = typeof rows === 'number' ? rows : rows.length;
  for (let index = 0; index < length; index += 1) {
    const row = typeof rows === 'number' ? index : (rows[index] ?? 0);
    if (!isOf(marked, row, now)) continue;
    const code = codes ? (codes[row] ?? 0) : 0;
    kept[code] ??= Array.from(placesOf(fold, code), valuesAt);
    for (const values of kept[code]) values.push(value(row));
  }
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
