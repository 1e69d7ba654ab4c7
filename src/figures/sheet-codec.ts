import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { layouts, type SheetKind } from './columns';

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** A day's rows as they are stored: one small document. */
export interface StoredSheet extends Readonly<Record<string, unknown>> {
  readonly form: 1;
  readonly rows: number;
  /** What the codes of a column stand for; code 0 is none. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  /** Columns of the layout, one after the other, deflated, base64. */
  readonly columns: string;
  /** Ids of the rows and how often each was written, deflated, base64: seldom needed. */
  readonly ids: string;
}

/** Stands for no time, and for a time that never comes. */
const none = 0xffff_ffff;
const never = 0xffff_fffe;
const high = 2 ** 32;

/** Moments of the rows in ms since the day began, and times after them: their low 32 bits and, apart, those above. */
export class Times {
  constructor(
    private readonly dayStart: number,
    private readonly moments: Uint32Array,
    private readonly low: Uint32Array,
    private readonly above: Uint8Array | undefined,
  ) {}

  /** Epoch ms; `NaN`: none; `Infinity`: never. */
  at(row: number): number {
    const low = this.low[row] ?? none;
    if (low >= never) return low === none ? Number.NaN : Number.POSITIVE_INFINITY;
    const above = this.above === undefined ? 0 : (this.above[row] ?? 0) * high;
    return this.dayStart + (this.moments[row] ?? 0) + low + above;
  }

  has(row: number): boolean {
    return this.low[row] !== none;
  }
}

export interface Codes {
  readonly of: Uint8Array | Uint16Array;
  /** Code 0 is `''`: none. */
  readonly names: readonly string[];
}

/** A day's rows in memory, in the order of their moments. */
export interface Sheet {
  readonly kind: SheetKind;
  readonly day: string;
  readonly dayStart: number;
  readonly rows: number;
  /** ms since the day began. */
  readonly moments: Uint32Array;
  readonly times: Readonly<Record<string, Times>>;
  readonly codes: Readonly<Record<string, Codes>>;
  readonly numbers: Readonly<Record<string, Uint32Array>>;
  readonly hashes: Readonly<Record<string, Float64Array>>;
  /** Deflated; {@link idsOf} reads them. */
  readonly ids: Buffer;
}

export type Cell = number | string | undefined;

/** A row to be stored. `rank` grows with what is known: the higher one stays. */
export interface SheetRow {
  readonly id: string;
  readonly rank: number;
  /** Epoch ms. */
  readonly at: number;
  /** In the order of the layout; times in epoch ms, a hash as its number. */
  readonly cells: readonly Cell[];
}

const kindsOf = (kind: SheetKind) =>
  Object.entries(layouts[kind].columns).map(([name, [column]]) => ({ name, column: column as string }));

/** A code that was added to the layout since the sheet was stored stands for none, until its rows are made anew. */
const storedKindsOf = (kind: SheetKind, { names }: Pick<StoredSheet, 'names'>) =>
  kindsOf(kind).filter(({ name, column }) => column !== 'code' || Object.hasOwn(names, name));

/** Multiples of 8, so that every column can be looked at in place. */
const padded = (bytes: number): number => (bytes + 7) & ~7;

/** @param rows in any order, each id once */
export async function encodeSheet(kind: SheetKind, dayStart: number, rows: readonly SheetRow[]): Promise<StoredSheet> {
  const sorted = [...rows].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const count = sorted.length;
  const names: Record<string, string[]> = {};
  const parts: Uint8Array[] = [];
  const add = (column: Uint8Array | Uint16Array | Uint32Array | Float64Array): void => {
    const bytes = new Uint8Array(padded(column.byteLength));
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
    parts.push(bytes);
  };
  add(Uint32Array.from(sorted, ({ at }) => at - dayStart));
  for (const [index, { name, column }] of kindsOf(kind).entries()) {
    const cells = sorted.map((row) => row.cells[index]);
    if (column === 'code') {
      const codes = new Map<string, number>([['', 0]]);
      for (const cell of cells) if (!codes.has(String(cell ?? ''))) codes.set(String(cell), codes.size);
      names[name] = [...codes.keys()];
      add(Uint16Array.from(cells, (cell) => codes.get(String(cell ?? '')) ?? 0));
    } else if (column === 'time') {
      const after = cells.map((cell, row) => (typeof cell === 'number' ? cell - (sorted[row]?.at ?? 0) : undefined));
      add(Uint32Array.from(after, (ms) => lowOf(ms)));
      add(Uint8Array.from(after, (ms) => (isTime(ms) ? Math.min(255, Math.floor(ms / high)) : 0)));
    } else if (column === 'hash') {
      add(Float64Array.from(cells, (cell) => Number(cell ?? 0)));
    } else {
      add(Uint32Array.from(cells, (cell) => Math.min(Number(cell ?? 0), none)));
    }
  }
  const [columns, ids] = await Promise.all([
    deflate(Buffer.concat(parts), { level: 6 }),
    deflate(sorted.map(({ id, rank }) => `${rank.toString(36)} ${id}`).join('\n'), { level: 6 }),
  ]);
  return { form: 1, rows: count, names, columns: columns.toString('base64'), ids: ids.toString('base64') };
}

const isTime = (ms: number | undefined): ms is number => ms !== undefined && ms > 0 && ms !== Number.POSITIVE_INFINITY;
function lowOf(ms: number | undefined): number {
  if (ms === undefined || Number.isNaN(ms)) return none;
  if (ms === Number.POSITIVE_INFINITY) return never;
  // Before its own moment nothing is done; the two marks give way by two milliseconds.
  return Math.min(Math.max(0, ms) % high, never - 1);
}

/** @param dayStart epoch ms */
export async function decodeSheet(kind: SheetKind, day: string, dayStart: number, stored: StoredSheet): Promise<Sheet> {
  const { rows } = stored;
  const buffer = await inflatedColumns(stored.columns, bytesOf(kind, stored));
  let offset = 0;
  const next = (size: number): number => {
    const from = offset;
    offset += padded(rows * size);
    return from;
  };
  const moments = new Uint32Array(buffer, next(4), rows);
  const sheet = {
    times: {} as Record<string, Times>,
    codes: {} as Record<string, Codes>,
    numbers: {} as Record<string, Uint32Array>,
    hashes: {} as Record<string, Float64Array>,
  };
  const isStored = new Set(storedKindsOf(kind, stored).map(({ name }) => name));
  for (const { name, column } of kindsOf(kind)) {
    if (!isStored.has(name)) {
      sheet.codes[name] = { of: new Uint16Array(rows), names: [''] };
    } else if (column === 'code') {
      sheet.codes[name] = { of: new Uint16Array(buffer, next(2), rows), names: stored.names[name] ?? [''] };
    } else if (column === 'time') {
      const low = new Uint32Array(buffer, next(4), rows);
      const above = new Uint8Array(buffer, next(1), rows);
      sheet.times[name] = new Times(dayStart, moments, low, above.some((byte) => byte > 0) ? above : undefined);
    } else if (column === 'hash') {
      sheet.hashes[name] = new Float64Array(buffer, next(8), rows);
    } else {
      sheet.numbers[name] = new Uint32Array(buffer, next(4), rows);
    }
  }
  return { kind, day, dayStart, rows, moments, ...sheet, ids: Buffer.from(stored.ids, 'base64') };
}

/** Bytes of all columns, padding included. */
const bytesOf = (kind: SheetKind, { rows, names }: Pick<StoredSheet, 'rows' | 'names'>): number =>
  storedKindsOf(kind, { names }).reduce(
    (sum, { column }) => {
      const sizes = { code: [2], time: [4, 1], hash: [8], number: [4] }[column] ?? [];
      return sum + sizes.reduce((bytes, size) => bytes + padded(rows * size), 0);
    },
    padded(rows * 4),
  );

/** Columns are looked at in place: in one piece of memory that is theirs, made once. */
async function inflatedColumns(deflated: string, length: number): Promise<ArrayBuffer> {
  const bytes = await inflate(Buffer.from(deflated, 'base64'), { chunkSize: length + spare });
  const isOwn = bytes.byteOffset === 0 && bytes.buffer.byteLength <= length + spare;
  if (isOwn) return bytes.buffer as ArrayBuffer;
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}
/** A piece that is filled to its end makes zlib ask for another. */
const spare = 64;

/** @returns ids of the rows with their ranks, in the order of the rows */
export async function idsOf(sheet: Pick<Sheet, 'ids' | 'rows'>): Promise<readonly { id: string; rank: number }[]> {
  if (sheet.rows === 0) return [];
  const lines = (await inflate(sheet.ids)).toString('utf8').split('\n');
  return lines.map((line) => {
    const space = line.indexOf(' ');
    return { id: line.slice(space + 1), rank: Number.parseInt(line.slice(0, space), 36) };
  });
}

/** The rows as they were given, for a day that gets more of them. */
export async function rowsOf(sheet: Sheet): Promise<readonly SheetRow[]> {
  const columns = kindsOf(sheet.kind).map(({ name, column }) => readerOf(sheet, name, column));
  return (await idsOf(sheet)).map(({ id, rank }, row) => ({
    id,
    rank,
    at: sheet.dayStart + (sheet.moments[row] ?? 0),
    cells: columns.map((read) => read(row)),
  }));
}

function readerOf(sheet: Sheet, name: string, column: string): (row: number) => Cell {
  const [times, codes] = [sheet.times[name], sheet.codes[name]];
  if (column === 'time') return (row) => (times?.has(row) ? times.at(row) : undefined);
  if (column === 'code') return (row) => codes?.names[codes.of[row] ?? 0] || undefined;
  const numbers = column === 'hash' ? sheet.hashes[name] : sheet.numbers[name];
  return (row) => numbers?.[row] ?? 0;
}
