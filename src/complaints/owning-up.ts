import { shanghaiDay, startOfShanghaiDay } from '../ports/calendar';
import type { ComplaintRepository } from '../ports/complaint-repository';
import type { ClockRules } from './clock-rules';
import { type Complaint, isEnded } from './complaint';
import { timerEvent } from './fire-timers';
import { dueTimers } from './timers';
import type { Told } from './told';

/** What may be said of lateness now. */
export interface OwningUp {
  /** The customer has heard it today, of another complaint. */
  readonly isSaid: boolean;
  /** How many more of this customer are late as well, and are not told one by one. */
  readonly others: number;
}

/**
 * However many complaints of one number run out (after an upgrade all at once), the customer hears of it once a day, in one
 * message that counts the others. They are counted only where both were told by the proved owner of the number.
 * @returns `undefined`: nothing to own up to just now
 */
export async function owningUp(
  complaint: Complaint,
  complaints: Pick<ComplaintRepository, 'ofPhone'>,
  rules: ClockRules,
  now: number,
): Promise<OwningUp | undefined> {
  const { id, phone, identity } = complaint;
  if (!isLateNow(complaint, rules, now)) return undefined;
  if (phone === undefined) return { isSaid: wasSaid(complaint, now), others: 0 };
  const all = await complaints.ofPhone(phone, 0);
  const late = all.filter((one) => one.id !== id && !isEnded(one.status) && isLateNow(one, rules, now));
  const proved = late.filter((one) => one.identity === 'verified');
  return {
    isSaid: [complaint, ...all].some((one) => wasSaid(one, now)),
    others: identity === 'verified' ? proved.length : 0,
  };
}

/** What the timers would tell, with no more than the day allows. */
export const toldOnceADay = (told: readonly Told[], { isSaid, others }: OwningUp): readonly Told[] =>
  told.flatMap((one) => {
    if (one.event !== 'progress' || one.step !== 'late') return [one];
    return isSaid ? [] : [{ ...one, ...(others > 0 && { others }) }];
  });

const isLateNow = (complaint: Complaint, rules: ClockRules, now: number): boolean =>
  (complaint.dueAt ?? 0) <= now && dueTimers(complaint, rules, now).some(({ act }) => act.do === 'own_up');

function wasSaid({ history }: Complaint, now: number): boolean {
  const today = startOfShanghaiDay(shanghaiDay(now));
  return history.some(
    ({ at, event, note }) => at >= today && at <= now && event === timerEvent && note?.startsWith('late:') === true,
  );
}
