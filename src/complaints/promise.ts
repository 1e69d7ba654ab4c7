import type { StandardData, TypeData } from './catalogue-schema';
import type { Complaint } from './complaint';

const hour = 3_600_000;
const day = 24 * hour;

/** A time people say: the full or half hour before, so that the standard is kept and "by 3:30" can be said. */
const sayable = (at: number): number => at - (at % (hour / 2));

/**
 * The service standard as times: who acts, first reply, solution, and the answer the law asks for (L1: 15 calendar
 * days; Asia/Shanghai has no summer time, so days are 24 hours).
 * @param details a line fault in the country has longer than one in town (Telecommunications Regulations)
 */
export function promiseFor(
  standard: StandardData,
  type: TypeData,
  now: number,
  details: { subType?: string | undefined; place?: string | undefined },
): Complaint['promise'] {
  const { line_fault: fault, resolve_hours: resolve } = standard;
  const subType = type.sub_types.find((data) => data.id === details.subType);
  const country = fault.country_words.some((word) => details.place?.toLowerCase().includes(word) === true);
  const isFault = subType !== undefined && fault.sub_types.includes(subType.id);
  const hours = isFault
    ? country
      ? fault.country_hours
      : fault.town_hours
    : (resolve.by_type[type.id] ?? resolve.standard);
  return {
    owner: subType?.owner ?? type.owner,
    firstReplyBy: sayable(now + standard.first_reply_hours * hour),
    resolveBy: sayable(now + hours * hour),
    answerBy: now + standard.answer_days * day,
  };
}
