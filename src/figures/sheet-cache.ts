import { setImmediate as nextRound } from 'node:timers/promises';
import type { Clock } from '../ports/clock';
import { type SheetKind, sheetKinds } from './columns';
import type { Sheet } from './sheet-codec';
import { partsOfSheetKey, type SheetMark, type SheetStore, sheetKey } from './sheet-store';

export interface SheetCacheOptions {
  readonly store: Pick<SheetStore, 'mark' | 'sheet'>;
  readonly clock: Clock;
  /** Rows kept in memory; those used longest ago go first. About 120 bytes each. */
  readonly maxRows: number;
}

/** What is stored is looked at again after so long. */
const lookEveryMs = 1_000;
/** Sheets read at the same time. */
const atOnce = 8;
/** Sheets gone through before other work of this process has its turn: some milliseconds for a day of thousands of rows. */
const inOneGo = 12;

interface Kept {
  readonly sheet: Sheet;
  readonly version: number;
}

/** The sheets a question needs, read once and again when they changed. */
export class SheetCache {
  private readonly kept = new Map<string, Kept>();
  private readonly loading = new Map<string, Promise<Kept | undefined>>();
  private rows = 0;
  private looked: { readonly at: number; readonly mark: Promise<SheetMark> } | undefined;

  constructor(private readonly options: SheetCacheOptions) {}

  /** How far the rows follow what is stored, at most a second old. */
  async mark(): Promise<SheetMark> {
    const now = this.options.clock.now();
    if (this.looked === undefined || Math.abs(now - this.looked.at) >= lookEveryMs) {
      const mark = this.options.store.mark();
      this.looked = { at: now, mark };
      // A look that failed is nobody else's answer.
      mark.catch(() => {
        if (this.looked?.mark === mark) this.looked = undefined;
      });
    }
    return this.looked.mark;
  }

  /** Days there are sheets for, in order, both included. */
  days({ sheets }: SheetMark, kind: SheetKind, from: string, until: string): readonly string[] {
    return daysOf(sheets)[kind].filter((day) => day >= from && day <= until);
  }

  /** Sheets of days, one after the other, while the next ones are being read. */
  async *sheets(mark: SheetMark, kind: SheetKind, days: readonly string[]): AsyncGenerator<Sheet> {
    const ahead: Promise<Sheet | undefined>[] = [];
    let next = 0;
    const readOn = (): void => {
      for (; next < days.length && ahead.length < atOnce; next += 1) {
        const reading = this.sheet(mark, kind, days[next] as string);
        // Looked at when its turn comes, which may be after a failure of one before it.
        reading.catch(() => undefined);
        ahead.push(reading);
      }
    };
    let given = 0;
    for (readOn(); ahead.length > 0; readOn()) {
      const sheet = await ahead.shift();
      if (sheet) yield sheet;
      given += 1;
      // What is in memory takes no time to wait for: let the turns of customers in between.
      if (given % inOneGo === 0) await nextRound();
    }
  }

  /** In memory already, as it is stored now. */
  private current({ sheets }: SheetMark, key: string): Kept | undefined {
    const kept = this.kept.get(key);
    return kept && kept.version >= (sheets[key] ?? 0) ? kept : undefined;
  }

  async sheet(mark: SheetMark, kind: SheetKind, day: string): Promise<Sheet | undefined> {
    const key = sheetKey(kind, day);
    if (mark.sheets[key] === undefined) return undefined;
    const current = this.current(mark, key);
    if (current) {
      this.kept.delete(key);
      this.kept.set(key, current);
      return current.sheet;
    }
    const reading = this.loading.get(key) ?? this.read(key, kind, day);
    this.loading.set(key, reading);
    return (await reading)?.sheet;
  }

  private async read(key: string, kind: SheetKind, day: string): Promise<Kept | undefined> {
    try {
      const found = await this.options.store.sheet(kind, day);
      this.drop(key);
      if (!found) return undefined;
      this.kept.set(key, found);
      this.rows += found.sheet.rows;
      for (const oldest of this.kept.keys()) {
        if (this.rows <= this.options.maxRows || oldest === key) break;
        this.drop(oldest);
      }
      return found;
    } finally {
      this.loading.delete(key);
    }
  }

  private drop(key: string): void {
    this.rows -= this.kept.get(key)?.sheet.rows ?? 0;
    this.kept.delete(key);
  }
}

const known = new WeakMap<object, Readonly<Record<SheetKind, readonly string[]>>>();

/** Days by kind, worked out once for each mark. */
function daysOf(sheets: SheetMark['sheets']): Readonly<Record<SheetKind, readonly string[]>> {
  const before = known.get(sheets);
  if (before) return before;
  const keys = Object.keys(sheets).sort();
  const days = Object.fromEntries(
    sheetKinds.map((kind) => [
      kind,
      keys.flatMap((key) => {
        const parts = partsOfSheetKey(key);
        return parts?.kind === kind ? [parts.day] : [];
      }),
    ]),
  ) as unknown as Readonly<Record<SheetKind, readonly string[]>>;
  known.set(sheets, days);
  return days;
}
