import { type Column, type FactOf, layouts, type SheetKind } from './columns';
import type { Cell, SheetRow } from './sheet-codec';

/** Writes a fact down as a row. @param rank grows with what is known of it (its version) */
export function sheetRow<Kind extends SheetKind>(kind: Kind, fact: FactOf[Kind], rank: number): SheetRow {
  const { id, at: momentOf, columns } = layouts[kind];
  const at = Math.trunc(momentOf(fact));
  return { id: id(fact), rank, at, cells: Object.values(columns).map((column) => cellOf(column, fact, at)) };
}

/** As it will come back from the sheet, so that the same row written again changes nothing. */
function cellOf<Fact>([kind, of]: Column<Fact>, fact: Fact, at: number): Cell {
  const value = of(fact);
  if (kind === 'hash') return hashed(String(value));
  if (typeof value !== 'number') return value === '' ? undefined : value;
  // Nothing is done, or due, before the row's own moment.
  return kind === 'time' ? Math.max(at, Math.trunc(value)) : Math.min(Math.max(0, Math.trunc(value)), 2 ** 32 - 1);
}

/** 52 bits that tell customers apart: among a million, two are taken for one with a chance of one in ten thousand. */
function hashed(text: string): number {
  let [a, b] = [0xdead_beef, 0x41c6_ce57];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, 2_654_435_761);
    b = Math.imul(b ^ unit, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  return (b & 0xf_ffff) * 2 ** 32 + (a >>> 0);
}

/** Rows of a day with newer ones among them: of two with the same id the one that knows more, or came later, stays. */
export function mergedRows(before: readonly SheetRow[], fresh: readonly SheetRow[]): readonly SheetRow[] | undefined {
  const rows = new Map(before.map((row) => [row.id, row]));
  let isChanged = false;
  for (const row of fresh) {
    const there = rows.get(row.id);
    if (there && (there.rank > row.rank || (there.rank === row.rank && isSame(there, row)))) continue;
    rows.set(row.id, row);
    isChanged = true;
  }
  return isChanged ? [...rows.values()] : undefined;
}

const isSame = (a: SheetRow, b: SheetRow): boolean =>
  a.at === b.at && a.cells.length === b.cells.length && a.cells.every((cell, index) => cell === b.cells[index]);
