import type { Dice } from './dice';
import type { MarkName } from './ledger-check';

/** How the customer takes a decision. */
export type Reaction = 'solved' | 'unsolved' | 'silent' | 'reached_solved' | 'reached_unsolved';

/** What becomes of one complaint, settled before it begins. */
export interface CasePlan {
  /** What somebody will leave out. */
  readonly omitted: readonly MarkName[];
  /** How far the work goes that is then forgotten. */
  readonly forgottenAt: 'untouched' | 'assessed' | 'investigating' | 'reopened';
  /** How often the customer is tried who is then forgotten. */
  readonly triesLeft: 'none' | 'one' | 'same_time_of_day';
  readonly severity: 'low' | 'medium' | 'high';
  readonly correctedTo?: string;
  readonly pause?: { readonly reason: string; readonly answered: boolean };
  readonly remedy?: {
    readonly code: string;
    readonly amountFen?: number;
    readonly decidedAfterHours: number;
    readonly approved: boolean;
  };
  readonly withdrawn?: 'before_assessed' | 'before_answered' | 'told';
  readonly late: boolean;
  readonly slowStart: boolean;
  readonly escalated: boolean;
  /** One for each round; the last one is good. */
  readonly reactions: readonly Reaction[];
  readonly survey: 'satisfied' | 'neutral' | 'unsatisfied' | 'none';
  readonly surveyWords: boolean;
  readonly reopenedDays?: number;
  readonly feedBackHours: number;
}

const pauses = ['papers', 'details', 'appointment', 'trial', 'customer_away'] as const;
const types = ['staff_attitude', 'pricing_billing', 'product_quality', 'after_sales'] as const;

/** @param omitted marks somebody is to forget; such a complaint has no adventures besides */
export function casePlan(dice: Dice, type: string, omitted: readonly MarkName[], mayReopen: boolean): CasePlan {
  const isOmitted = omitted.some((mark) => mark !== 'recorded');
  const forgets = omitted.includes('handled');
  const plain = {
    omitted,
    forgottenAt: dice.weighted({ untouched: 3, assessed: 2, investigating: 2, reopened: mayReopen ? 2 : 0 }),
    triesLeft: dice.weighted({ none: 2, one: 1, same_time_of_day: 1 }),
    severity: dice.weighted({ low: 70, medium: 20, high: 10 }),
    late: dice.chance(0.07),
    slowStart: dice.chance(0.1),
    escalated: dice.chance(0.02),
    survey: dice.weighted({ satisfied: 60, neutral: 20, unsatisfied: 6, none: 14 }),
    surveyWords: dice.chance(0.4),
    feedBackHours: dice.between(1, 130),
  } as const;
  if (isOmitted) {
    const reactions: Reaction[] = omitted.includes('rechecked') ? ['silent'] : forgets ? ['unsolved'] : ['solved'];
    return { ...plain, reactions, survey: plain.survey === 'unsatisfied' ? 'neutral' : plain.survey };
  }
  const rounds = dice.weighted({ one: 88, two: 10, three: 2 });
  const last = dice.weighted({ solved: 66, silent: 22, reached_solved: 12 });
  const bad = dice.pick(['unsolved', 'unsolved', 'reached_unsolved'] as const);
  const reactions: Reaction[] = rounds === 'one' ? [last] : rounds === 'two' ? [bad, last] : [bad, bad, last];
  const corrected = dice.chance(0.05) ? dice.pick(types.filter((other) => other !== type)) : undefined;
  const pause = dice.chance(0.12) ? { reason: dice.pick(pauses), answered: dice.chance(0.7) } : undefined;
  const withdrawn = dice.chance(0.04) ? dice.pick(['before_assessed', 'before_answered', 'told'] as const) : undefined;
  const remedy = dice.chance(0.2) ? remedyOf(dice) : undefined;
  const reopenedDays = dice.chance(0.03) ? dice.between(1, 12) : undefined;
  return {
    ...plain,
    reactions,
    ...(corrected !== undefined && { correctedTo: corrected }),
    ...(pause && { pause }),
    ...(withdrawn && { withdrawn }),
    ...(remedy && { remedy }),
    ...(reopenedDays !== undefined && { reopenedDays }),
  };
}

function remedyOf(dice: Dice): NonNullable<CasePlan['remedy']> {
  const decidedAfterHours = dice.chance(0.75) ? dice.between(1, 20) : dice.between(26, 50);
  const decision = { decidedAfterHours, approved: dice.chance(0.8) };
  const kind = dice.weighted({
    credit: 3,
    large_credit: 2,
    fee_waiver: 3,
    gift: 1,
    apology_call: 2,
    priority_repair: 1,
  });
  switch (kind) {
    case 'credit':
      return { code: 'credit', amountFen: dice.between(5, 50) * 100, ...decision };
    case 'large_credit':
      return { code: 'credit', amountFen: dice.between(101, 300) * 100, ...decision };
    case 'fee_waiver':
      return { code: 'fee_waiver', amountFen: dice.between(5, 250) * 100, ...decision };
    case 'gift':
      return { code: 'small_gift', amountFen: dice.between(10, 40) * 100, ...decision };
    default:
      return { code: kind, ...decision };
  }
}
