import type { MarkedRows } from './marked-rows';
import type { Told } from './sheet-dimensions';

/** Rows of a sheet by the groups they belong to. */
export interface Cells {
  /** By row; one for all rows where absent. */
  readonly codes?: Codes;
  /** Where rows of a code count, as places in `keys`; absent: at the place that is the code. */
  readonly fold?: Fold;
  readonly keys: readonly (readonly string[])[];
  /** The codes are the sheet's own: what was counted by them once stays. */
  readonly isLasting: boolean;
}

type Codes = Uint8Array | Uint16Array | Uint32Array;

/** Of each code the places from `starts[code]` up to `starts[code + 1]`: a row of several topics counts in several. */
interface Fold {
  readonly starts: Uint32Array;
  readonly places: Uint32Array;
}

export interface CellCounts {
  readonly ofs: ArrayLike<number>;
  readonly ns: ArrayLike<number>;
}

export const noCells: Cells = { keys: [[]], isLasting: true };

export function placesOf(fold: Fold | undefined, code: number): ArrayLike<number> & Iterable<number> {
  return fold ? fold.places.subarray(fold.starts[code], fold.starts[code + 1]) : [code];
}

/** With the codes of their column they stay. */
const foldsKnown = new WeakMap<Codes, { readonly texts: readonly string[]; readonly fold?: Fold }>();

/** @param keyOf key of the group that a name of the dimension stands for */
export function cellsOfOne({ names, codes }: Told, keyOf: (text: string) => readonly string[]): Cells {
  const { texts, fold } = (codes && foldsKnown.get(codes)) ?? folded(names, (text) => text);
  if (codes && !foldsKnown.has(codes)) foldsKnown.set(codes, { texts, ...(fold && { fold }) });
  return { ...(codes && { codes }), ...(fold && { fold }), keys: texts.map(keyOf), isLasting: true };
}

export function cellsOfPairs(first: Told, second: Told, rows: number): Cells {
  const [one, other] = [first.names[0]?.[0] ?? '', second.names[0]?.[0] ?? ''];
  if (!first.codes && first.names.length === 1) return cellsOfOne(second, (text) => [one, text]);
  if (!second.codes && second.names.length === 1) return cellsOfOne(first, (text) => [text, other]);
  const width = second.names.length;
  const known = new Int32Array(first.names.length * width).fill(-1);
  const pairs: number[] = [];
  const codes = new Uint32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const pair = (first.codes ? (first.codes[row] ?? 0) : 0) * width + (second.codes ? (second.codes[row] ?? 0) : 0);
    let code = known[pair] ?? -1;
    if (code < 0) {
      code = pairs.push(pair) - 1;
      known[pair] = code;
    }
    codes[row] = code;
  }
  const groups = pairs.map((pair) =>
    (first.names[Math.floor(pair / width)] ?? []).flatMap((text) =>
      (second.names[pair % width] ?? []).map((further) => [text, further]),
    ),
  );
  const { texts, fold } = folded(groups, (key) => key.join('\u0000'));
  return { codes, ...(fold && { fold }), keys: texts, isLasting: false };
}

/** Each text once, and of each list where its texts are now. */
function folded<Text>(lists: readonly (readonly Text[])[], nameOf: (text: Text) => string) {
  const [places, texts] = [new Map<string, number>(), [] as Text[]];
  const starts = new Uint32Array(lists.length + 1);
  const all: number[] = [];
  for (const [code, list] of lists.entries()) {
    for (const text of list) {
      const name = nameOf(text);
      const place = places.get(name) ?? texts.push(text) - 1;
      places.set(name, place);
      all.push(place);
    }
    starts[code + 1] = all.length;
  }
  const isSame = all.length === lists.length && all.every((place, code) => place === code);
  return isSame ? { texts } : { texts, fold: { starts, places: Uint32Array.from(all) } };
}

/** With the answers about the rows of a sheet they stay: counted once for what rows are told by, whoever asks. */
const countsKnown = new WeakMap<MarkedRows, WeakMap<Codes, CellCounts>>();

/** @param rows which ones, or how many there are, then all */
export function countCells(marked: MarkedRows, now: number, cells: Cells, rows: Uint32Array | number): CellCounts {
  const { totals } = marked;
  const { codes, isLasting } = cells;
  if (!totals || typeof rows !== 'number') return counted(marked, now, cells, rows);
  if (!codes) return { ofs: [totals.of], ns: [totals.n] };
  if (!isLasting) return counted(marked, now, cells, rows);
  const ofRows = countsKnown.get(marked) ?? new WeakMap<Codes, CellCounts>();
  countsKnown.set(marked, ofRows);
  const counts = ofRows.get(codes) ?? counted(marked, now, cells, rows);
  ofRows.set(codes, counts);
  return counts;
}

function counted(
  { bits, ofFrom, nAfter }: MarkedRows,
  now: number,
  { codes, fold, keys }: Cells,
  rows: Uint32Array | number,
): CellCounts {
  const size = fold ? fold.starts.length - 1 : keys.length;
  const [ofs, ns] = [new Uint32Array(size), new Uint32Array(size)];
  const length = typeof rows === 'number' ? rows : rows.length;
  for (let index = 0; index < length; index += 1) {
    const row = typeof rows === 'number' ? index : (rows[index] ?? 0);
    const bit = bits[row] ?? 0;
    if (bit === 0 || (ofFrom && !((ofFrom[row] ?? Number.NaN) <= now))) continue;
    const code = codes ? (codes[row] ?? 0) : 0;
    ofs[code] = (ofs[code] ?? 0) + 1;
    if (nAfter ? now > (nAfter[row] ?? Number.NaN) : bit === 3) ns[code] = (ns[code] ?? 0) + 1;
  }
  return fold ? { ofs: unfolded(ofs, fold, keys.length), ns: unfolded(ns, fold, keys.length) } : { ofs, ns };
}

/** What was counted by code, by place. */
function unfolded(counts: Uint32Array, { starts, places }: Fold, size: number): Uint32Array {
  const sums = new Uint32Array(size);
  for (let code = 0; code < counts.length; code += 1) {
    const count = counts[code] ?? 0;
    if (count === 0) continue;
    for (let at = starts[code] ?? 0; at < (starts[code + 1] ?? 0); at += 1) {
      const place = places[at] ?? 0;
      sums[place] = (sums[place] ?? 0) + count;
    }
  }
  return sums;
}
