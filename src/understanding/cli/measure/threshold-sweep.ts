import { isComplaint, outside, person, smalltalk } from './labels';
import type { UnderstoodRow } from './understood-rows';

/** What a mistake costs, in units of one needless question back to the customer. */
export interface Costs {
  /** Asked again although the message was clear enough. */
  readonly askedAgain: number;
  /** A wrong answer to a question. */
  readonly wrong: number;
  /** A complaint answered as if it were something else, or recorded under the wrong type. */
  readonly complaintMissed: number;
  /** Someone who asked for a person did not get one. */
  readonly personMissed: number;
  /** An answer to what no telecom desk can answer. */
  readonly outsideAccepted: number;
}

/** Used unless `nlp-models/lexicon/tuning.yaml` has `costs`. Reasons: docs/understanding-tools.md. */
export const defaultCosts: Costs = { askedAgain: 1, wrong: 2, complaintMissed: 3, personMissed: 5, outsideAccepted: 2 };

export interface SweepPoint {
  readonly acceptIntent: number;
  /** Mean cost of a message. */
  readonly cost: number;
  readonly strict: number;
  readonly lenient: number;
  /** Share of out-of-scope texts that get an answer; `null` without such texts. */
  readonly outsideAccepted: number | null;
  /** Share of the rest that is asked again. */
  readonly askedAgain: number | null;
}

/**
 * What other thresholds would give.
 * @param rows understood with `acceptIntent` 0, so that every row carries its best guess
 */
export function sweep(rows: readonly UnderstoodRow[], costs: Costs): SweepPoint[] {
  return Array.from({ length: 20 }, (_, step) => {
    const acceptIntent = step / 20;
    const at = rows.map((row) => ({ ...row, said: row.meaning.score >= acceptIntent ? row.said : outside }));
    const away = at.filter((row) => row.label === outside && row.alt.length === 0);
    const inside = at.filter((row) => row.label !== outside);
    return {
      acceptIntent,
      cost: mean(at, (row) => costOf(row, costs)) ?? 0,
      strict: mean(at, (row) => Number(row.said === row.label)) ?? 0,
      lenient: mean(at, (row) => Number(isAccepted(row))) ?? 0,
      outsideAccepted: mean(away, (row) => Number(row.said !== outside && row.said !== smalltalk)),
      askedAgain: mean(inside, (row) => Number(row.said === outside)),
    };
  });
}

type Said = Pick<UnderstoodRow, 'label' | 'alt' | 'said'>;
const isAccepted = ({ label, alt, said }: Said): boolean => said === label || alt.includes(said);
/** Both end in the same kind of reply: nothing is answered, what the desk can do is offered. */
const isChat = (label: string): boolean => label === outside || label === smalltalk;

/** @returns what this answer costs; 0 when it is right */
export function costOf(row: Said, costs: Costs): number {
  if (isAccepted(row) || (isChat(row.label) && isChat(row.said))) return 0;
  if (row.label === person) return costs.personMissed;
  if (row.said === outside) return costs.askedAgain;
  if (row.label === outside) return costs.outsideAccepted;
  return isComplaint(row.label) ? costs.complaintMissed : costs.wrong;
}

const mean = <T>(list: readonly T[], value: (one: T) => number): number | null =>
  list.length === 0 ? null : list.reduce((sum, one) => sum + value(one), 0) / list.length;
