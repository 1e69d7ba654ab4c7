import type { SheetKind } from './columns';
import type { Dimension, Measure } from './figures';
import type { Sheet } from './sheet-codec';

/** What a predicate may know besides the rows of its sheet. */
export interface Moment {
  /** Epoch ms. */
  readonly now: number;
  /** By row of a sheet of contacts: 1 where the same customer came again by themselves within 7 days of its end. */
  readonly back: (sheet: Sheet) => Uint8Array;
}

/** Prepared for one sheet, then asked row by row. */
type Prepared<Value> = (sheet: Sheet, moment: Moment) => (row: number) => Value;
export type Predicate = Prepared<boolean>;

/**
 * How a measure counts: `of`, what it is counted of, and among those `n`, what counts. A `count` has no more than `of`; of a
 * `median` or `sum` the rows' values are taken. `per_10000` divides by the rows of another kind (`base`).
 */
export interface MeasureRule {
  readonly source: SheetKind;
  readonly kind: 'count' | 'share' | 'per_10000' | 'median' | 'sum';
  readonly of: Predicate;
  readonly n?: Predicate;
  readonly value?: Prepared<number>;
  /** It asks whether customers came again. */
  readonly looksBack?: true;
  readonly base?: { readonly source: SheetKind; readonly of: Predicate };
}

const week = 7 * 86_400_000;
const every: Predicate = () => () => true;

const times = (sheet: Sheet, name: string) => {
  const found = sheet.times[name];
  return found ? (row: number) => found.at(row) : () => Number.NaN;
};
const number = (sheet: Sheet, name: string) => {
  const found = sheet.numbers[name];
  return found ? (row: number) => found[row] ?? 0 : () => 0;
};
/** Whether the text of a column is one of these. */
const isOneOf = (sheet: Sheet, name: string, ...wanted: readonly string[]) => {
  const found = sheet.codes[name];
  if (!found) return () => false;
  const fits = found.names.map((text) => wanted.includes(text));
  return (row: number) => fits[found.of[row] ?? 0] ?? false;
};
const hasText = (sheet: Sheet, name: string) => {
  const found = sheet.codes[name];
  return found ? (row: number) => found.of[row] !== 0 : () => false;
};

/** Set after its time, or past its time and not set. What has no due time is not owed: comparisons with `NaN` are false. */
const missed = (sheet: Sheet, now: number, dueAt: (row: number) => number, name: string) => {
  const at = times(sheet, name);
  return (row: number): boolean => {
    const [due, done] = [dueAt(row), at(row)];
    return Number.isNaN(done) ? now > due : done > due;
  };
};

const omitted: Predicate = (sheet, { now }) => {
  const dueAt = (name: string) => times(sheet, name);
  const created = (row: number) => sheet.dayStart + (sheet.moments[row] ?? 0);
  const marks = [
    missed(sheet, now, dueAt('handledBy'), 'handled'),
    missed(sheet, now, dueAt('recheckedBy'), 'rechecked'),
    missed(sheet, now, dueAt('fedBackBy'), 'fedBack'),
    missed(sheet, now, created, 'recorded'),
  ];
  return (row) => marks.some((isMissed) => isMissed(row));
};

/** Owed to the customer, and done or past its time. */
const timed =
  (clock: string): Predicate =>
  (sheet, { now }) => {
    const [owed, due, done] = [times(sheet, 'handledBy'), times(sheet, `${clock}By`), times(sheet, clock)];
    return (row) => !Number.isNaN(owed(row)) && (done(row) <= now || due(row) < now);
  };
const inTime =
  (clock: string): Predicate =>
  (sheet) => {
    const [due, done] = [times(sheet, `${clock}By`), times(sheet, clock)];
    return (row) => done(row) <= due(row);
  };
/** From its own moment to a time of it. */
const until =
  (name: string, from?: string): Prepared<number> =>
  (sheet) => {
    const end = times(sheet, name);
    const begin = from === undefined ? undefined : times(sheet, from);
    return (row) => end(row) - (begin === undefined ? sheet.dayStart + (sheet.moments[row] ?? 0) : begin(row));
  };
const has =
  (...names: readonly string[]): Predicate =>
  (sheet) => {
    const all = names.map((name) => sheet.times[name]);
    return (row) => all.every((found) => found?.has(row) === true);
  };
const owedAnd =
  (name: string): Predicate =>
  (sheet) => {
    const [owed, done] = [sheet.times['handledBy'], sheet.times[name]];
    return (row) => owed?.has(row) === true && done?.has(row) === true;
  };
const scored: Predicate = (sheet) => hasText(sheet, 'score');

/** Begun by the customer. */
const theirs: Predicate = (sheet) => {
  const byUs = number(sheet, 'byUs');
  return (row) => byUs(row) === 0;
};
/** Begun by the customer, and ended so long ago that they would have come again. */
const settled: Predicate = (sheet, { now }) => {
  const [byUs, ended] = [number(sheet, 'byUs'), times(sheet, 'ended')];
  return (row) => byUs(row) === 0 && ended(row) + week <= now;
};
const both =
  (one: Predicate, other: Predicate): Predicate =>
  (sheet, moment) => {
    const [a, b] = [one(sheet, moment), other(sheet, moment)];
    return (row) => a(row) && b(row);
  };
/** The customer had something: an answer was given, something not understood, a complaint or a hand-over made. */
const asked: Predicate = (sheet) => {
  const signs = ['answered', 'missed', 'complaints', 'handoffs'].map((name) => number(sheet, name));
  return (row) => signs.some((sign) => sign(row) > 0);
};
const notBack: Predicate = (sheet, { back }) => {
  const again = back(sheet);
  return (row) => again[row] === 0;
};

/** Of complaints a person has looked at, or said what they are. */
const seen: Predicate = (sheet) => {
  const handler = hasText(sheet, 'handler');
  const corrected = isCorrected(sheet);
  return (row) => handler(row) || corrected(row);
};
const isCorrected = (sheet: Sheet) => {
  const [type, bot] = [sheet.codes['type'], sheet.codes['botType']];
  return (row: number) => type?.names[type.of[row] ?? 0] !== bot?.names[bot.of[row] ?? 0];
};

/** The measures, one entry each; what they mean in words is in nlp-models/figures/measures.yaml. */
export const measureRules: Readonly<Record<Measure, MeasureRule>> = {
  complaints: { source: 'complaints', kind: 'count', of: every },
  complaint_rate: { source: 'complaints', kind: 'per_10000', of: every, base: { source: 'contacts', of: theirs } },
  omission_rate: { source: 'complaints', kind: 'share', of: every, n: omitted },
  dissatisfaction_rate: {
    source: 'complaints',
    kind: 'share',
    of: scored,
    n: (sheet) => isOneOf(sheet, 'score', 'unsatisfied'),
  },
  on_time_rate: { source: 'complaints', kind: 'share', of: timed('resolve'), n: inTime('resolve') },
  law_on_time_rate: { source: 'complaints', kind: 'share', of: timed('law'), n: inTime('law') },
  repeat_rate: {
    source: 'complaints',
    kind: 'share',
    of: every,
    n: (sheet) => {
      const repeats = number(sheet, 'repeats');
      return (row) => repeats(row) > 0;
    },
  },
  reopen_rate: {
    source: 'complaints',
    kind: 'share',
    of: owedAnd('handled'),
    n: (sheet) => {
      const reopened = number(sheet, 'reopened');
      return (row) => reopened(row) > 0;
    },
  },
  durable_resolution: {
    source: 'complaints',
    kind: 'share',
    of: (sheet, { now }) => {
      const closed = times(sheet, 'closed');
      return (row) => closed(row) + week <= now;
    },
    n: (sheet) => {
      const [closed, reopened] = [times(sheet, 'closed'), times(sheet, 'reopenedAt')];
      return (row) => !(reopened(row) <= closed(row) + week);
    },
  },
  correction_rate: { source: 'complaints', kind: 'share', of: seen, n: isCorrected },
  first_reply_time: {
    source: 'complaints',
    kind: 'median',
    of: owedAnd('firstReply'),
    value: until('firstReply'),
  },
  resolve_time: { source: 'complaints', kind: 'median', of: owedAnd('resolve'), value: until('resolve') },
  remedy_cost: {
    source: 'complaints',
    kind: 'sum',
    of: (sheet) => {
      const paid = number(sheet, 'paidFen');
      return (row) => paid(row) > 0;
    },
    value: (sheet) => number(sheet, 'paidFen'),
  },
  contacts: { source: 'contacts', kind: 'count', of: theirs },
  containment: {
    source: 'contacts',
    kind: 'share',
    of: settled,
    looksBack: true,
    n: (sheet, moment) => {
      const [person, handoffs] = [number(sheet, 'personAsked'), number(sheet, 'handoffs')];
      const stayed = notBack(sheet, moment);
      return (row) => person(row) === 0 && handoffs(row) === 0 && stayed(row);
    },
  },
  first_contact_resolution: {
    source: 'contacts',
    kind: 'share',
    of: both(settled, asked),
    looksBack: true,
    n: (sheet, moment) => {
      const [answered, handoffs] = [number(sheet, 'answered'), number(sheet, 'handoffs')];
      const complaints = number(sheet, 'complaints');
      const stayed = notBack(sheet, moment);
      return (row) => complaints(row) === 0 && (answered(row) > 0 || handoffs(row) > 0) && stayed(row);
    },
  },
  hand_off_rate: {
    source: 'contacts',
    kind: 'share',
    of: theirs,
    n: (sheet) => {
      const handoffs = number(sheet, 'handoffs');
      return (row) => handoffs(row) > 0;
    },
  },
  not_understood_rate: {
    source: 'contacts',
    kind: 'share',
    of: theirs,
    n: (sheet) => {
      const notUnderstood = number(sheet, 'missed');
      return (row) => notUnderstood(row) > 0;
    },
  },
  handoffs: { source: 'handoffs', kind: 'count', of: every },
  misrouting_rate: {
    source: 'handoffs',
    kind: 'share',
    of: has('accepted'),
    n: (sheet) => {
      const [first, last] = [sheet.codes['sentTo'], sheet.codes['team']];
      return (row) => first?.names[first.of[row] ?? 0] !== last?.names[last.of[row] ?? 0];
    },
  },
  waiting_time: { source: 'handoffs', kind: 'median', of: has('accepted'), value: until('accepted') },
  handling_time: {
    source: 'handoffs',
    kind: 'median',
    of: has('accepted', 'ended'),
    value: until('ended', 'accepted'),
  },
  left_line_rate: {
    source: 'handoffs',
    kind: 'share',
    of: (sheet) => {
      const [accepted, ended] = [sheet.times['accepted'], sheet.times['ended']];
      return (row) => accepted?.has(row) === true || ended?.has(row) === true;
    },
    n: (sheet) => {
      const left = number(sheet, 'leftLine');
      return (row) => left(row) > 0;
    },
  },
  person_dissatisfaction_rate: {
    source: 'handoffs',
    kind: 'share',
    of: scored,
    n: (sheet) => isOneOf(sheet, 'score', 'dissatisfied'),
  },
};

const ofTime = ['day', 'week', 'hour', 'weekday'] as const;

/** What rows of a kind can be told by. */
export const dimensionsOf: Readonly<Record<SheetKind, readonly Dimension[]>> = {
  complaints: ['type', 'subType', 'botType', 'channel', 'area', 'team', 'cause', 'handler', 'score', ...ofTime],
  contacts: ['channel', 'language', 'topic', ...ofTime],
  handoffs: ['channel', 'team', 'reason', 'cause', 'handler', 'score', ...ofTime],
};

/** What the measure can be told by; a filter on anything else leaves it out. */
export const dimensionsOfMeasure = (measure: Measure): readonly Dimension[] =>
  dimensionsOf[measureRules[measure].source];
