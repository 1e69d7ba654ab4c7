import type { Localized } from '../ports/language';

/*
 * Questions to the figures, and their answers: one form of question for every plot, table and list of the board, so that
 * the number and the list behind it are the same predicate over the same rows.
 */

/**
 * What rows can be told apart by. A row without a value stands under ''. Days `YYYY-MM-DD`, weeks `2026-W47` (ISO), hours
 * `0` to `23`, weekdays `1` (Monday) to `7`, all in Asia/Shanghai. `topic`: a contact stands under each of its topics.
 * `team`: department of a complaint; of a hand-over the skill that had it last. `handler`: also the person of a hand-over.
 */
export const dimensions = [
  'type',
  'subType',
  'botType',
  'channel',
  'area',
  'team',
  'cause',
  'handler',
  'language',
  'topic',
  'reason',
  'score',
  'day',
  'week',
  'hour',
  'weekday',
] as const;
export type Dimension = (typeof dimensions)[number];

/** Codes; names, units and written definitions in nlp-models/figures/measures.yaml, rendered into docs/figures.md. */
export const measures = [
  // of complaints
  'complaints',
  'complaint_rate',
  'omission_rate',
  'dissatisfaction_rate',
  'on_time_rate',
  'law_on_time_rate',
  'repeat_rate',
  'reopen_rate',
  'durable_resolution',
  'correction_rate',
  'first_reply_time',
  'resolve_time',
  'remedy_cost',
  // of contacts
  'contacts',
  'containment',
  'first_contact_resolution',
  'hand_off_rate',
  'not_understood_rate',
  // of hand-overs
  'handoffs',
  'misrouting_rate',
  'waiting_time',
  'handling_time',
  'left_line_rate',
  'person_dissatisfaction_rate',
] as const;
export type Measure = (typeof measures)[number];

/** A measure as people read it. */
export interface MeasureWords {
  readonly measure: Measure;
  readonly names: Localized;
  /** One written definition with its denominator. */
  readonly definition: Localized;
  readonly unit: 'share' | 'per_10000' | 'count' | 'ms' | 'fen';
  /** Whether more is better, worse, or neither. */
  readonly good: 'more' | 'less' | 'neither';
  /** What it can be told by. */
  readonly by: readonly Dimension[];
}

/** Every condition must hold; within one, one of the values. */
export interface FiguresFilter {
  /** Days of Asia/Shanghai, both included. */
  readonly from: string;
  readonly until: string;
  readonly where?: Readonly<Partial<Record<Dimension, readonly string[]>>>;
}

export interface FiguresQuery extends FiguresFilter {
  readonly measures: readonly Measure[];
  /** None: one row with the whole. At most two. */
  readonly by?: readonly Dimension[];
}

/**
 * `n` of `of`; a share is n/of, a plain count has `of` = n, a time or an amount is the median (`value`, ms or fen) of `of`
 * rows, or their sum for `remedy_cost`. `value` is absent where `of` is 0 or the measure cannot be told by that dimension.
 */
export interface Figure {
  readonly n: number;
  readonly of: number;
  readonly value?: number;
}

export interface FiguresAnswer {
  /** State of the rows: epoch ms up to which changes are in. */
  readonly asOf: number;
  readonly rows: readonly {
    readonly key: readonly string[];
    readonly figures: Readonly<Partial<Record<Measure, Figure>>>;
  }[];
}

/** The rows behind one number. */
export interface FiguresList {
  readonly total: number;
  /** Complaint numbers, contact ids or hand-over ids, newest first. */
  readonly items: readonly {
    readonly kind: 'complaint' | 'contact' | 'handoff';
    readonly id: string;
    readonly at: number;
  }[];
  readonly next?: string;
}

/** The figures as one may ask them. */
export interface Figures {
  answer(query: FiguresQuery): Promise<FiguresAnswer>;
  /** @param part `n`: what counts; `of`: what it is counted of */
  list(
    query: FiguresFilter & { readonly measure: Measure; readonly part: 'n' | 'of' },
    limit: number,
    after?: string,
  ): Promise<FiguresList>;
}
