import type { Sheet } from './sheet-codec';

/** By row of a sheet of contacts: 1 where the same customer came again by themselves within 7 days of its end. */
export type Back = Uint8Array;

/** Prepared for one sheet, then asked row by row. */
export type Prepared<Value> = (sheet: Sheet, back: Back) => (row: number) => Value;
export type Predicate = Prepared<boolean>;
export type ValueOf = (sheet: Sheet) => (row: number) => number;

export const week = 7 * 86_400_000;
export const every: Predicate = () => () => true;

export const times = (sheet: Sheet, name: string) => {
  const found = sheet.times[name];
  return found ? (row: number) => found.at(row) : () => Number.NaN;
};
export const number = (sheet: Sheet, name: string) => {
  const found = sheet.numbers[name];
  return found ? (row: number) => found[row] ?? 0 : () => 0;
};
/** Whether the text of a column is one of these. */
export const isOneOf = (sheet: Sheet, name: string, ...wanted: readonly string[]) => {
  const found = sheet.codes[name];
  if (!found) return () => false;
  const fits = found.names.map((text) => wanted.includes(text));
  return (row: number) => fits[found.of[row] ?? 0] ?? false;
};
const hasText = (sheet: Sheet, name: string) => {
  const found = sheet.codes[name];
  return found ? (row: number) => found.of[row] !== 0 : () => false;
};

/**
 * From when on a mark is left out: from its due time where it is missing, always where it was set late, never where it was
 * set in time or is not owed.
 */
const leftOutAfter = (due: number, done: number): number =>
  Number.isNaN(done) ? due : done > due ? Number.NEGATIVE_INFINITY : Number.NaN;

const marks = ['handled', 'rechecked', 'fedBack'] as const;
export const omittedAfter: Prepared<number> = (sheet) => {
  const recorded = times(sheet, 'recorded');
  const duties = marks.map((name) => [times(sheet, `${name}By`), times(sheet, name)] as const);
  return (row) => {
    let first = leftOutAfter(sheet.dayStart + (sheet.moments[row] ?? 0), recorded(row));
    for (const [due, done] of duties) {
      const after = leftOutAfter(due(row), done(row));
      if (Number.isNaN(first) || after < first) first = after;
    }
    return first;
  };
};

/** Done, or past its time. */
export const timedFrom =
  (clock: string): Prepared<number> =>
  (sheet) => {
    const [due, done] = [times(sheet, `${clock}By`), times(sheet, clock)];
    return (row) => {
      const [at, late] = [done(row), due(row) + 1];
      return Number.isNaN(at) ? late : Math.min(at, late);
    };
  };
/** Owed to the customer: withdrawn and merged complaints are not. */
export const owed: Predicate = (sheet) => {
  const handledBy = sheet.times['handledBy'];
  return (row) => handledBy?.has(row) === true;
};
export const inTime =
  (clock: string): Predicate =>
  (sheet) => {
    const [due, done] = [times(sheet, `${clock}By`), times(sheet, clock)];
    return (row) => done(row) <= due(row);
  };
/** From its own moment to a time of it. */
export const until =
  (name: string, from?: string): ValueOf =>
  (sheet) => {
    const end = times(sheet, name);
    const begin = from === undefined ? undefined : times(sheet, from);
    return (row) => end(row) - (begin === undefined ? sheet.dayStart + (sheet.moments[row] ?? 0) : begin(row));
  };
export const has =
  (...names: readonly string[]): Predicate =>
  (sheet) => {
    const all = names.map((name) => sheet.times[name]);
    return (row) => all.every((found) => found?.has(row) === true);
  };
export const owedAnd =
  (name: string): Predicate =>
  (sheet) => {
    const [owed, done] = [sheet.times['handledBy'], sheet.times[name]];
    return (row) => owed?.has(row) === true && done?.has(row) === true;
  };
export const scored: Predicate = (sheet) => hasText(sheet, 'score');

/** Begun by the customer. */
export const theirs: Predicate = (sheet) => {
  const byUs = number(sheet, 'byUs');
  return (row) => byUs(row) === 0;
};
/** Ended so long ago that the customer would have come again. */
export const settledFrom: Prepared<number> = (sheet) => {
  const ended = times(sheet, 'ended');
  return (row) => ended(row) + week;
};
export const both =
  (one: Predicate, other: Predicate): Predicate =>
  (sheet, back) => {
    const [a, b] = [one(sheet, back), other(sheet, back)];
    return (row) => a(row) && b(row);
  };
/** The customer had something: an answer was given, something not understood, a complaint or a hand-over made. */
export const asked: Predicate = (sheet) => {
  const signs = ['answered', 'missed', 'complaints', 'handoffs'].map((name) => number(sheet, name));
  return (row) => signs.some((sign) => sign(row) > 0);
};
/** The same, or a person was asked for and not given. */
export const wanted: Predicate = (sheet, back) => {
  const [something, person] = [asked(sheet, back), number(sheet, 'personAsked')];
  return (row) => something(row) || person(row) > 0;
};
export const notBack: Predicate = (_, back) => (row) => back[row] === 0;

/** A person has begun to work on it, or said what it is. */
export const seen: Predicate = (sheet, back) => {
  const begun = owedAnd('firstReply')(sheet, back);
  const corrected = isCorrected(sheet);
  return (row) => begun(row) || corrected(row);
};
export const isCorrected = (sheet: Sheet) => {
  const [type, bot] = [sheet.codes['type'], sheet.codes['botType']];
  return (row: number) => type?.names[type.of[row] ?? 0] !== bot?.names[bot.of[row] ?? 0];
};
