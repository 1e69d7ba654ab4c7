import type { StandardData, TypeData } from './catalogue-schema';
import type { Complaint } from './complaint';
import type { HoursData } from './life-schema';
import type { WorkHours } from './work-hours';

const hour = 3_600_000;
const day = 24 * hour;

/** A time people say: the full or half hour before, so that the standard is kept and "by 3:30" can be said. */
const sayable = (at: number): number => at - (at % (hour / 2));

export const hoursOf = ({ standard, by_type: own }: HoursData, type: TypeData['id']): number => own[type] ?? standard;

export interface PromiseRules {
  readonly standard: StandardData;
  /** The hours of our people on working days. */
  readonly work: WorkHours;
  /** Working days from midnight to midnight. */
  readonly days: WorkHours;
}

/**
 * The service standard as times: who acts, first reply, solution, and the answer the law asks for (L1: 15 calendar
 * days; Asia/Shanghai has no summer time, so days are 24 hours). The first reply is counted in working hours; the solution
 * in hours of working days, and where nobody works at its end, the end of work before it counts. What is watched day and
 * night has hours as they pass.
 * @param details a line fault in the country has longer than one in town (Telecommunications Regulations)
 */
export function promiseFor(
  { standard, work, days }: PromiseRules,
  type: TypeData,
  now: number,
  details: { subType?: string | undefined; place?: string | undefined },
): Complaint['promise'] {
  const subType = type.sub_types.find((data) => data.id === details.subType);
  const first = hoursOf(standard.first_reply_hours, type.id) * hour;
  const solution =
    (faultHours(standard, subType?.id, details.place) ?? hoursOf(standard.resolve_hours, type.id)) * hour;
  const always = subType !== undefined && standard.around_the_clock.includes(subType.id);
  const firstReplyBy = sayable(always ? now + first : work.add(sayable(now), first));
  return {
    owner: subType?.owner ?? type.owner,
    firstReplyBy,
    resolveBy: Math.max(firstReplyBy, sayable(always ? now + solution : work.notAfter(days.add(now, solution)))),
    answerBy: now + standard.answer_days * day,
  };
}

function faultHours({ line_fault: fault }: StandardData, subType?: string, place?: string): number | undefined {
  if (subType === undefined || !fault.sub_types.includes(subType)) return undefined;
  const isCountry = fault.country_words.some((word) => place?.toLowerCase().includes(word) === true);
  return isCountry ? fault.country_hours : fault.town_hours;
}
