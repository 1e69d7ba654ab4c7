import type { SheetKind } from './columns';
import type { Dimension, Measure } from './figures';
import {
  asked,
  both,
  every,
  has,
  inTime,
  isCorrected,
  isOneOf,
  notBack,
  number,
  omittedAfter,
  owed,
  owedAnd,
  type Predicate,
  type Prepared,
  scored,
  seen,
  settledFrom,
  theirs,
  timedFrom,
  times,
  until,
  type ValueOf,
  wanted,
  week,
} from './row-predicates';

/**
 * How a measure counts: `of`, what it is counted of, and among those `n`, what counts. Predicates know no time, so that
 * their answers are kept as long as the sheet is; what depends on the time says from when on a row is one. A `count` has no
 * more than `of`; of a `median` or `sum` the rows' values are taken. `per_10000` divides by the rows of another kind
 * (`base`).
 */
export interface MeasureRule {
  readonly source: SheetKind;
  readonly kind: 'count' | 'share' | 'per_10000' | 'median' | 'sum';
  readonly of: Predicate;
  /** A row is one `of` them from this moment on (epoch ms); `NaN`: never. */
  readonly ofFrom?: Prepared<number>;
  readonly n?: Predicate;
  /** A row counts after this moment; `NaN`: never. Instead of `n`. */
  readonly nAfter?: Prepared<number>;
  readonly value?: ValueOf;
  /** It asks whether customers came again. */
  readonly looksBack?: true;
  readonly base?: { readonly source: SheetKind; readonly of: Predicate };
}

/** The measures, one entry each; what they mean in words is in nlp-models/figures/measures.yaml. */
export const measureRules: Readonly<Record<Measure, MeasureRule>> = {
  complaints: { source: 'complaints', kind: 'count', of: every },
  complaint_rate: { source: 'complaints', kind: 'per_10000', of: every, base: { source: 'contacts', of: theirs } },
  omission_rate: { source: 'complaints', kind: 'share', of: every, nAfter: omittedAfter },
  dissatisfaction_rate: {
    source: 'complaints',
    kind: 'share',
    of: scored,
    n: (sheet) => isOneOf(sheet, 'score', 'unsatisfied'),
  },
  on_time_rate: {
    source: 'complaints',
    kind: 'share',
    of: owed,
    ofFrom: timedFrom('resolve'),
    n: inTime('resolve'),
  },
  law_on_time_rate: {
    source: 'complaints',
    kind: 'share',
    of: owed,
    ofFrom: timedFrom('law'),
    n: inTime('law'),
  },
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
    // The first decision: taken up again, a complaint may have no other yet.
    of: owedAnd('resolve'),
    n: (sheet) => {
      const reopened = number(sheet, 'reopened');
      return (row) => reopened(row) > 0;
    },
  },
  durable_resolution: {
    source: 'complaints',
    kind: 'share',
    of: has('closed'),
    ofFrom: (sheet) => {
      const closed = times(sheet, 'closed');
      return (row) => closed(row) + week;
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
      const cost = number(sheet, 'costFen');
      return (row) => cost(row) > 0;
    },
    value: (sheet) => number(sheet, 'costFen'),
  },
  contacts: { source: 'contacts', kind: 'count', of: theirs },
  containment: {
    source: 'contacts',
    kind: 'share',
    of: both(theirs, wanted),
    ofFrom: settledFrom,
    looksBack: true,
    // Answered, and that was all: who was not understood, or complained, has not been helped by staying away from people.
    n: (sheet, back) => {
      const answered = number(sheet, 'answered');
      const others = ['personAsked', 'handoffs', 'complaints'].map((name) => number(sheet, name));
      const stayed = notBack(sheet, back);
      return (row) => answered(row) > 0 && others.every((other) => other(row) === 0) && stayed(row);
    },
  },
  first_contact_resolution: {
    source: 'contacts',
    kind: 'share',
    of: both(theirs, asked),
    ofFrom: settledFrom,
    looksBack: true,
    n: (sheet, back) => {
      const [answered, handoffs] = [number(sheet, 'answered'), number(sheet, 'handoffs')];
      const complaints = number(sheet, 'complaints');
      const stayed = notBack(sheet, back);
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
  contacts: ['type', 'subType', 'channel', 'area', 'team', 'language', 'topic', ...ofTime],
  handoffs: ['channel', 'team', 'reason', 'cause', 'handler', 'score', ...ofTime],
};

/** What the measure can be told by; a filter on anything else leaves it out. */
export const dimensionsOfMeasure = (measure: Measure): readonly Dimension[] =>
  dimensionsOf[measureRules[measure].source];
