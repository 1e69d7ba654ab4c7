import type { Language } from '../ports/language';
import type { Wording } from '../ports/wording';
import type { Catalogue } from './catalogue';
import { clocksOf } from './clocks';
import { type Complaint, isEnded } from './complaint';
import { speakComplaintNumber } from './number';
import { say } from './template';
import { byWhen, dayOf } from './when';

/**
 * What the customer hears when asking how it stands: the stage in plain words, who acts, by when. What is late is
 * called late, and after the 15 days the appeal is told without being asked (L1).
 */
export function statusSummary(complaint: Complaint, catalogue: Catalogue, language: Language, now: number): Wording {
  const { status: data } = catalogue;
  const resolve = clocksOf(complaint, catalogue, now).find(({ name }) => name === 'resolve');
  const isLate = resolve !== undefined && !resolve.paused && now > resolve.dueAt;
  const values = {
    number: spokenNumber(complaint.number, language),
    name: subject(complaint, catalogue, language),
    filed: dayOf(complaint.createdAt, now, language),
    changed: dayOf(complaint.history.at(-1)?.at ?? complaint.createdAt, now, language),
    owner: catalogue.ownerName(complaint.promise.owner, language),
    by: resolve === undefined || isLate ? undefined : byWhen(resolve.dueAt, now, language),
    answer_by: byWhen(complaint.promise.answerBy, now, language),
    into: complaint.mergedInto && spokenNumber(complaint.mergedInto.number, language),
  };
  const parts = [say(data.stages[complaint.status], language, values)];
  if (isWaiting(complaint)) {
    if (now > complaint.promise.answerBy)
      parts.push(say(data.overdue, language, values), catalogue.appeal(language, complaint.number));
    else if (isLate) parts.push(say(data.late, language, values));
  }
  const between = language === 'en' ? ' ' : '';
  return { text: parts.map(({ text }) => text).join(between), speak: parts.map(({ speak }) => speak).join(between) };
}

/** Nobody has answered it yet. */
const isWaiting = ({ status, marks }: Complaint): boolean => !isEnded(status) && marks.handled === undefined;

const spokenNumber = (number: string, language: Language): Wording => ({
  text: number,
  speak: speakComplaintNumber(number, language),
});

const subject = ({ type, subType }: Complaint, catalogue: Catalogue, language: Language): string =>
  subType === undefined ? catalogue.name(type, language) : catalogue.subTypeName(type, subType, language);
