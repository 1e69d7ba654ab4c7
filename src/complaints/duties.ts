import type { ClockRules } from './clock-rules';
import type { Complaint } from './complaint';
import { currentAnswer, triedTwice } from './round';

/** Owed after the decision: the customer told of it, asked whether it is solved, the department told what came of it. */
export const dutyNames = ['told', 'rechecked', 'fedBack'] as const;
export type DutyName = (typeof dutyNames)[number];

/** Something owed and not done yet, due or not. Times in epoch ms. */
export interface Duty {
  readonly name: DutyName;
  readonly startedAt: number;
  readonly dueAt: number;
}

const hour = 3_600_000;
const day = 24 * hour;

/**
 * What is owed after the decision and stands out, around the clock: reminders, the ledger's two later marks and what is due
 * soon are all reckoned by it. Two tries that reached nobody stand for the re-check; a withdrawn or merged complaint owes nothing.
 * @param rules a catalogue
 */
export function dutiesOf(complaint: Complaint, { standard }: Pick<ClockRules, 'standard'>): readonly Duty[] {
  const { marks, status } = complaint;
  if (status === 'withdrawn' || status === 'merged') return [];
  const owed: Duty[] = [];
  const owe = (name: DutyName, startedAt: number, lasts: number) =>
    owed.push({ name, startedAt, dueAt: startedAt + lasts });
  const answer = currentAnswer(complaint);
  if (status === 'answered' && answer) owe('told', answer.at, standard.recheck.told_within_hours * hour);
  if (marks.handled === undefined) return owed;
  if (marks.rechecked === undefined && !triedTwice(complaint))
    owe('rechecked', marks.handled.at, standard.recheck.within_hours * hour);
  if (marks.fedBack === undefined) owe('fedBack', marks.handled.at, standard.feed_back_days * day);
  return owed;
}
