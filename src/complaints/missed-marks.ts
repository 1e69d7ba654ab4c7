import type { ClockRules } from './clock-rules';
import { clockOf } from './clocks';
import type { Complaint, Mark } from './complaint';
import { triedTwice } from './round';

export type MarkName = keyof Complaint['marks'];

/** A mark that should be there by now and is not. */
export interface MissedMark {
  readonly mark: MarkName;
  readonly dueAt: number;
}

/** One line of a complaint's ledger: what is owed, by when, and whether it is there. */
export interface LedgerLine extends MissedMark, Partial<Mark> {
  /** Its time has passed and it is not there. */
  readonly missed: boolean;
}

const hour = 3_600_000;

/**
 * The four "never leave out" (四不漏): recorded when filed, handled by the promised time (or what the assessment made of
 * it, longer by the time the customer was waited for), re-checked with the customer and fed back to the department in the
 * time the standard gives after handling. Two tries to reach a customer who does not answer stand for the re-check. A
 * withdrawn or merged complaint owes its record only.
 * @param rules a catalogue
 */
export function ledgerOf(complaint: Complaint, now: number, rules: ClockRules): readonly LedgerLine[] {
  const { marks, status } = complaint;
  const { recheck, feed_back_days: feedBackDays } = rules.standard;
  const handleBy = clockOf(complaint, 'resolve', rules, now).dueAt;
  // Nothing is owed after handling before it is handled; when it will be is shown from when it should be.
  const handledAt = marks.handled?.at ?? handleBy;
  const isOwed = status !== 'withdrawn' && status !== 'merged';
  const line = (mark: MarkName, dueAt: number, owed: boolean): LedgerLine => ({
    mark,
    dueAt,
    ...marks[mark],
    missed: owed && marks[mark] === undefined && now > dueAt,
  });
  return [
    line('recorded', complaint.createdAt, true),
    line('handled', handleBy, isOwed),
    line(
      'rechecked',
      handledAt + recheck.within_hours * hour,
      isOwed && isHandled(complaint) && !triedTwice(complaint),
    ),
    line('fedBack', handledAt + feedBackDays * 24 * hour, isOwed && isHandled(complaint)),
  ];
}

/** The ledger's omissions at a time. @param rules a catalogue */
export const missedMarks = (complaint: Complaint, now: number, rules: ClockRules): readonly MissedMark[] =>
  ledgerOf(complaint, now, rules)
    .filter(({ missed }) => missed)
    .map(({ mark, dueAt }) => ({ mark, dueAt }));

const isHandled = ({ marks }: Complaint): boolean => marks.handled !== undefined;
