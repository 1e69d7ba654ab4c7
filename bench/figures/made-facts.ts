import { complaintTypes } from '../../src/complaints/complaint';
import { formatComplaintNumber } from '../../src/complaints/number';
import type { ComplaintFact, ContactFact, HandoffFact } from '../../src/figures/facts';
import { handoffReasons } from '../../src/handoff/handoff';
import { shanghaiDay } from '../../src/ports/calendar';
import { random } from '../load/random';

const hour = 3_600_000;
const day = 24 * hour;
/** Contacts and hand-overs for each complaint. */
export const contactsEach = 1;
export const handoffsEach = 0.3;

const channels = ['web', 'web', 'web', 'sms', 'voice'] as const;
const languages = ['zh-Hans', 'zh-Hans', 'zh-Hans', 'zh-Hant', 'en'] as const;
const subTypes = Array.from({ length: 24 }, (_, n) => `sub_type_${n}`);
const causes = Array.from({ length: 40 }, (_, n) => `cause_${n}`);
const areas = Array.from({ length: 30 }, (_, n) => `area_${n}`);
const owners = ['billing', 'network', 'service', 'value_added', 'shops', 'complaints'];
const people = Array.from({ length: 120 }, (_, n) => `agent${n}`);
const topics = Array.from({ length: 60 }, (_, n) => `billing.topic_${n}`);
/** More in the day than at night. */
const hours = [9, 10, 10, 11, 11, 12, 13, 14, 15, 15, 16, 17, 18, 19, 20, 20, 21, 22, 7, 8, 1];

export interface DayOfFacts {
  readonly day: string;
  readonly complaints: readonly ComplaintFact[];
  readonly contacts: readonly ContactFact[];
  readonly handoffs: readonly HandoffFact[];
}

/** A year of an operator with so many complaints, made by a seed: most things in time, some late, some forgotten. */
export function* madeYear(lastDay: number, complaints: number, days = 365): Generator<DayOfFacts> {
  const chance = random(20_261_122);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(chance() * all.length)] as T;
  // The first of a list far more often than the last.
  const skewed = <T>(all: readonly T[]): T => all[Math.floor(chance() ** 2 * all.length)] as T;
  const often = (share: number): boolean => chance() < share;
  const perDay = complaints / days;
  for (let n = 0; n < days; n += 1) {
    const start = lastDay - (days - 1 - n) * day;
    const name = shanghaiDay(start);
    const moment = (): number => start + pick(hours) * hour + Math.floor(chance() * hour);
    const count = (each: number): number => Math.floor((n + 1) * perDay * each) - Math.floor(n * perDay * each);
    const over = (at: number): boolean => at < lastDay + day;
    const complaint = (_: unknown, index: number): ComplaintFact => {
      const createdAt = moment();
      const type = skewed(complaintTypes);
      const handledBy = createdAt + pick([24, 48, 48, 72]) * hour;
      const handledAt = createdAt + chance() * (often(0.9) ? handledBy - createdAt : 6 * day);
      const isHandled = over(handledAt) && often(0.995);
      const closedAt = handledAt + chance() * 5 * day;
      const isReopened = often(0.06);
      const score = pick(['satisfied', 'satisfied', 'neutral', 'unsatisfied'] as const);
      return {
        number: formatComplaintNumber(name.replaceAll('-', ''), index + 1),
        createdAt,
        type,
        subType: skewed(subTypes),
        botType: often(0.93) ? type : pick(complaintTypes),
        channel: pick(channels),
        ...(often(0.7) && { area: skewed(areas) }),
        team: skewed(owners),
        ...(isHandled && { handler: pick(people), cause: skewed(causes) }),
        status: isHandled ? 'closed' : 'assessed',
        recorded: { dueAt: createdAt, at: createdAt },
        handled: { dueAt: handledBy, ...(isHandled && { at: handledAt }) },
        ...(isHandled && {
          rechecked: { dueAt: handledAt + 7 * day, ...(often(0.98) && { at: closedAt }) },
          fedBack: { dueAt: handledAt + 7 * day, ...(often(0.97) && { at: handledAt + chance() * 6 * day }) },
          closedAt,
          ...(isReopened && { reopenedAt: closedAt + chance() * 20 * day }),
          ...(often(0.5) && { score }),
        }),
        firstReply: { dueAt: createdAt + 2 * hour, at: createdAt + chance() * 3 * hour },
        resolve: { dueAt: handledBy, ...(isHandled && { at: handledAt }) },
        law: { dueAt: createdAt + 15 * day, ...(isHandled && { at: handledAt + hour }) },
        reopened: isReopened ? 1 : 0,
        repeatCount: often(0.12) ? 1 : 0,
        costFen: often(0.1) ? 100 * Math.ceil(chance() * 50) : 0,
      };
    };
    const contact = (_: unknown, index: number): ContactFact => {
      const startedAt = moment();
      return {
        id: `con_${n.toString(36)}_${index.toString(36)}_${Math.floor(chance() * 2 ** 48).toString(36)}`,
        conversationId: '',
        channel: pick(channels),
        language: pick(languages),
        startedAt,
        endedAt: startedAt + Math.floor(chance() * 1_200_000),
        customer: `customer${Math.floor(chance() * complaints * contactsEach * 0.4)}`,
        byUs: often(0.05),
        messages: 1 + Math.floor(chance() * 8),
        topics: often(0.8) ? [skewed(topics)] : [...new Set([skewed(topics), skewed(topics)])],
        answered: often(0.9) ? 1 : 0,
        missed: often(0.15) ? 1 : 0,
        thumbsDown: often(0.02) ? 1 : 0,
        complaints: often(0.03) ? ['C'] : [],
        personAsked: often(0.15),
        handoffs: often(0.12) ? ['h'] : [],
      };
    };
    const handoff = (_: unknown, index: number): HandoffFact => {
      const createdAt = moment();
      const [accepted, skill] = [often(0.9), skewed(owners)];
      return {
        id: `hof_${n.toString(36)}_${index.toString(36)}_${Math.floor(chance() * 2 ** 48).toString(36)}`,
        conversationId: '',
        createdAt,
        channel: pick(channels),
        reason: skewed(handoffReasons),
        skill,
        lastSkill: often(0.92) ? skill : pick(owners),
        ...(accepted && { acceptedAt: createdAt + Math.floor(chance() * 600_000), agent: pick(people) }),
        endedAt: createdAt + 600_000 + Math.floor(chance() * 1_800_000),
        leftLine: !accepted,
        result: 'solved',
        cause: skewed(causes),
        ...(often(0.3) && { score: pick(['satisfied', 'satisfied', 'fair', 'dissatisfied'] as const) }),
      };
    };
    yield {
      day: name,
      complaints: Array.from({ length: count(1) }, complaint),
      contacts: Array.from({ length: count(contactsEach) }, contact),
      handoffs: Array.from({ length: count(handoffsEach) }, handoff),
    };
  }
}
