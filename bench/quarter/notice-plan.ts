import { type Dice, dice } from './dice';
import { dayMs, hourMs, minuteMs } from './own-calendar';
import type { QuarterOptions } from './quarter-options';

/** What the business system has to tell of somebody. */
export const noticeKinds = [
  'abnormal_bill',
  'usual_bill',
  'data_80_then_100',
  'data_100',
  'data_half',
  'service',
  'service_cancelled',
  'suspended',
  'suspended_no_more',
  'visit',
  'visit_moved',
  'visit_cancelled',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** What the customer has said before, or says in between. */
export type Wanting =
  | 'nothing'
  | 'refused'
  /** Refused, and given back. */
  | 'refused_and_back'
  /** No offers and greetings: notices go on. */
  | 'no_offers'
  /** After the first notice. */
  | 'refuses_then';

export interface PlannedNotice {
  readonly index: number;
  readonly customer: number;
  readonly at: number;
  readonly kind: NoticeKind;
  readonly wanting: Wanting;
  /** Has written to us before, and is known by the language of it. */
  readonly hasWritten: boolean;
  /** No customer of the business system any more. */
  readonly isGone: boolean;
  /** The business system cannot be asked for so long after it told, ms. */
  readonly accountAwayMs: number;
  /** The same event is sent again. */
  readonly isSentAgain: boolean;
  /** Writes back so long after having been told, ms. */
  readonly repliesAfterMs: number | undefined;
}

/**
 * @param fresh customers nobody has taken
 * @param left how many of them there are
 */
export function planNotices(
  { seed, from, days, contacts }: QuarterOptions,
  fresh: () => number,
  left: number,
): readonly PlannedNotice[] {
  const wanted = Math.max(noticeKinds.length * 2, Math.round(contacts / 10));
  const count = Math.max(0, Math.min(wanted, left));
  return Array.from({ length: count }, (_, index): PlannedNotice => {
    const chance = dice(seed, 7_000_000 + index);
    const isGone = chance.chance(0.06);
    const wanting = chance.weighted({ nothing: 60, refused: 12, refused_and_back: 6, no_offers: 8, refuses_then: 14 });
    const replies = chance.weighted({ never: 5, soon: 3, next_day: 1, late: 1 });
    return {
      index,
      customer: fresh(),
      at:
        from +
        chance.between(1, Math.max(2, days - 6)) * dayMs +
        hourOf(chance) * hourMs +
        chance.between(0, 3_600) * 1_000,
      kind: noticeKinds[index % noticeKinds.length] ?? 'service',
      wanting,
      hasWritten: chance.chance(0.35),
      isGone,
      accountAwayMs: chance.chance(0.08) ? chance.between(20, 200) * minuteMs : 0,
      isSentAgain: chance.chance(0.3),
      repliesAfterMs: repliesAfter(replies, chance),
    };
  });
}

/** A third of them while people sleep. */
const hourOf = (chance: Dice): number =>
  chance.chance(0.33) ? chance.pick([21, 22, 23, 0, 3, 5, 7]) : chance.between(8, 21);

function repliesAfter(how: 'never' | 'soon' | 'next_day' | 'late', chance: Dice): number | undefined {
  switch (how) {
    case 'never':
      return undefined;
    case 'soon':
      return chance.between(2, 100) * minuteMs;
    case 'next_day':
      return chance.between(15, 23) * hourMs;
    case 'late':
      return chance.between(25, 40) * hourMs;
  }
}
