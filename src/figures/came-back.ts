import { daysBefore, startOfShanghaiDay } from '../ports/calendar';
import type { Back } from './row-predicates';
import type { SheetCache } from './sheet-cache';
import type { Sheet } from './sheet-codec';
import type { SheetMark } from './sheet-store';

const dayMs = 86_400_000;
/** Who comes again later than this after a contact comes with something else. */
const withinDays = 7;
/** Beginnings further ahead than two of these are forgotten while days are gone through backwards. */
const spanDays = 20;

interface Known {
  /** Versions of the sheets it was worked out from. */
  readonly from: string;
  readonly back: Back;
}

/**
 * Which contacts were followed by another of the same customer, begun by themselves after this one began and within seven
 * days of its end. Days are gone through backwards, each customer's next beginning in hand; a day is worked out again only
 * when its sheet or one of those it looks ahead to changed.
 */
export class CameBack {
  private readonly known = new Map<string, Known>();

  constructor(private readonly cache: SheetCache) {}

  /**
   * Works out the days that need it.
   * @param days in order
   * @param rest after each day, for who is in no hurry
   */
  async prepare(mark: SheetMark, days: readonly string[], rest?: () => Promise<unknown>): Promise<void> {
    const stale = new Set(days.filter((day) => this.known.get(day)?.from !== signature(mark, day)));
    const [first, last] = [[...stale].at(0), [...stale].at(-1)];
    if (first === undefined || last === undefined) return;
    const all = this.cache.days(mark, 'contacts', first, daysBefore(last, -lookAhead)).toReversed();
    let [near, far] = [new Map<number, number>(), new Map<number, number>()];
    let turnAt = Number.POSITIVE_INFINITY;
    for await (const sheet of this.cache.sheets(mark, 'contacts', all)) {
      if (turnAt - sheet.dayStart > spanDays * dayMs) {
        [near, far] = [new Map(), near];
        turnAt = sheet.dayStart;
      }
      const back = lookBack(sheet, near, far);
      if (stale.has(sheet.day)) this.known.set(sheet.day, { from: signature(mark, sheet.day), back });
      await rest?.();
    }
  }

  /** By row; of a day that was prepared. Of sheets of another kind there is none. */
  of(sheet: Sheet): Back {
    if (sheet.kind !== 'contacts') return none;
    const known = this.known.get(sheet.day)?.back;
    // Read again in between with more rows: those have nobody who came back yet.
    if (known && known.length >= sheet.rows) return known;
    const back = new Uint8Array(sheet.rows);
    if (known) back.set(known);
    return back;
  }
}

const none: Back = new Uint8Array(0);

/** A contact that goes on past midnight, and the week after it. */
const lookAhead = withinDays + 2;

function signature({ sheets }: SheetMark, day: string): string {
  const begin = startOfShanghaiDay(day);
  return Array.from({ length: lookAhead + 1 }, (_, ahead) => {
    const later = new Date(begin + ahead * dayMs + 8 * 3_600_000).toISOString().slice(0, 10);
    return sheets[`contacts:${later}`] ?? 0;
  }).join(',');
}

function lookBack(sheet: Sheet, near: Map<number, number>, far: Map<number, number>): Uint8Array {
  const back = new Uint8Array(sheet.rows);
  const { customer } = sheet.hashes;
  const { ended } = sheet.times;
  const { byUs } = sheet.numbers;
  if (!customer || !ended || !byUs) return back;
  for (let row = sheet.rows - 1; row >= 0; row -= 1) {
    const who = customer[row] ?? 0;
    const next = near.get(who) ?? far.get(who);
    if (next !== undefined && next <= ended.at(row) + withinDays * dayMs) back[row] = 1;
    if (byUs[row] === 0) near.set(who, sheet.dayStart + (sheet.moments[row] ?? 0));
  }
  return back;
}
