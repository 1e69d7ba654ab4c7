import type { ComplaintFact, ContactFact, Duty, HandoffFact } from '../../src/figures/facts';
import type { Dimension, FiguresFilter, Measure } from '../../src/figures/figures';

/*
 * The measures once more, from the facts themselves and as slowly as one likes: what nlp-models/figures/measures.yaml says,
 * written down by somebody who has not seen the sheets.
 */

const week = 7 * 86_400_000;
export interface Facts {
  readonly complaints: readonly ComplaintFact[];
  readonly contacts: readonly ContactFact[];
  readonly handoffs: readonly HandoffFact[];
}
type Fact = ComplaintFact | ContactFact | HandoffFact;

interface Naive {
  readonly of: (fact: never) => boolean;
  readonly n?: (fact: never) => boolean;
  readonly value?: (fact: never) => number;
  readonly from: keyof Facts;
  readonly result?: 'median' | 'sum';
}

const late = (duty: Duty | undefined, now: number): boolean =>
  duty !== undefined && (duty.at === undefined ? now > duty.dueAt : duty.at > duty.dueAt);
const over = ({ dueAt, at }: Duty, now: number): boolean => (at !== undefined && at <= now) || dueAt < now;

export function naive({ contacts }: Facts, now: number): Readonly<Record<Measure, Naive>> {
  const complaint = (
    of: (fact: ComplaintFact) => boolean,
    n?: (fact: ComplaintFact) => boolean,
    value?: (fact: ComplaintFact) => number,
    result?: 'median' | 'sum',
  ): Naive => ({ from: 'complaints', of, ...(n && { n }), ...(value && { value }), ...(result && { result }) });
  const contact = (of: (fact: ContactFact) => boolean, n?: (fact: ContactFact) => boolean): Naive => ({
    from: 'contacts',
    of,
    ...(n && { n }),
  });
  const handoff = (
    of: (fact: HandoffFact) => boolean,
    n?: (fact: HandoffFact) => boolean,
    value?: (fact: HandoffFact) => number,
  ): Naive => ({ from: 'handoffs', of, ...(n && { n }), ...(value && { value, result: 'median' as const }) });
  const cameBack = (one: ContactFact): boolean =>
    contacts.some(
      (other) =>
        other.customer === one.customer &&
        !other.byUs &&
        (other.startedAt > one.startedAt || (other.startedAt === one.startedAt && other.id > one.id)) &&
        other.startedAt <= one.endedAt + week,
    );
  const settled = (one: ContactFact): boolean => !one.byUs && one.endedAt + week <= now;
  return {
    complaints: complaint(() => true),
    complaint_rate: complaint(() => true),
    omission_rate: complaint(
      () => true,
      (one) => [one.recorded, one.handled, one.rechecked, one.fedBack].some((duty) => late(duty, now)),
    ),
    dissatisfaction_rate: complaint(
      ({ score }) => score !== undefined,
      ({ score }) => score === 'unsatisfied',
    ),
    on_time_rate: complaint(
      ({ handled, resolve }) => handled !== undefined && over(resolve, now),
      ({ resolve }) => resolve.at !== undefined && resolve.at <= resolve.dueAt,
    ),
    law_on_time_rate: complaint(
      ({ handled, law }) => handled !== undefined && over(law, now),
      ({ law }) => law.at !== undefined && law.at <= law.dueAt,
    ),
    repeat_rate: complaint(
      () => true,
      ({ repeatCount }) => repeatCount > 0,
    ),
    reopen_rate: complaint(
      ({ handled, resolve }) => handled !== undefined && resolve.at !== undefined,
      ({ reopened }) => reopened > 0,
    ),
    durable_resolution: complaint(
      ({ closedAt }) => closedAt !== undefined && closedAt + week <= now,
      ({ closedAt = 0, reopenedAt }) => reopenedAt === undefined || reopenedAt > closedAt + week,
    ),
    correction_rate: complaint(
      ({ handled, firstReply, type, botType }) =>
        (handled !== undefined && firstReply.at !== undefined) || type !== botType,
      ({ type, botType }) => type !== botType,
    ),
    first_reply_time: complaint(
      ({ handled, firstReply }) => handled !== undefined && firstReply.at !== undefined,
      undefined,
      ({ createdAt, firstReply }) => (firstReply.at ?? 0) - createdAt,
      'median',
    ),
    resolve_time: complaint(
      ({ handled, resolve }) => handled !== undefined && resolve.at !== undefined,
      undefined,
      ({ createdAt, resolve }) => (resolve.at ?? 0) - createdAt,
      'median',
    ),
    remedy_cost: complaint(
      ({ costFen }) => costFen > 0,
      undefined,
      ({ costFen }) => costFen,
      'sum',
    ),
    contacts: contact(({ byUs }) => !byUs),
    containment: contact(
      (one) =>
        settled(one) &&
        (one.personAsked || one.answered + one.missed + one.complaints.length + one.handoffs.length > 0),
      (one) =>
        one.answered > 0 && !one.personAsked && one.handoffs.length + one.complaints.length === 0 && !cameBack(one),
    ),
    first_contact_resolution: contact(
      (one) => settled(one) && one.answered + one.missed + one.complaints.length + one.handoffs.length > 0,
      (one) => one.complaints.length === 0 && one.answered + one.handoffs.length > 0 && !cameBack(one),
    ),
    hand_off_rate: contact(
      ({ byUs }) => !byUs,
      ({ handoffs }) => handoffs.length > 0,
    ),
    not_understood_rate: contact(
      ({ byUs }) => !byUs,
      ({ missed }) => missed > 0,
    ),
    handoffs: handoff(() => true),
    misrouting_rate: handoff(
      ({ acceptedAt }) => acceptedAt !== undefined,
      ({ skill, lastSkill }) => skill !== lastSkill,
    ),
    waiting_time: handoff(
      ({ acceptedAt }) => acceptedAt !== undefined,
      undefined,
      ({ createdAt, acceptedAt = 0 }) => acceptedAt - createdAt,
    ),
    handling_time: handoff(
      ({ acceptedAt, endedAt }) => acceptedAt !== undefined && endedAt !== undefined,
      undefined,
      ({ acceptedAt = 0, endedAt = 0 }) => endedAt - acceptedAt,
    ),
    left_line_rate: handoff(
      ({ acceptedAt, endedAt }) => acceptedAt !== undefined || endedAt !== undefined,
      ({ leftLine }) => leftLine,
    ),
    person_dissatisfaction_rate: handoff(
      ({ score }) => score !== undefined,
      ({ score }) => score === 'dissatisfied',
    ),
  };
}

const local = (at: number): Date => new Date(at + 8 * 3_600_000);

export function momentOf(fact: Fact): number {
  return 'startedAt' in fact ? fact.startedAt : fact.createdAt;
}
export const idOfFact = (fact: Fact): string => ('number' in fact ? fact.number : fact.id);

/** What a fact stands under; several topics are several. */
export function valuesOf(fact: Fact, dimension: Dimension): readonly string[] {
  const at = local(momentOf(fact));
  const fields = fact as unknown as Readonly<Record<string, string | undefined>>;
  switch (dimension) {
    case 'day':
      return [at.toISOString().slice(0, 10)];
    case 'hour':
      return [String(at.getUTCHours())];
    case 'weekday':
      return [String(at.getUTCDay() === 0 ? 7 : at.getUTCDay())];
    case 'week':
      return [weekOf(at)];
    case 'topic':
      return (fact as ContactFact).topics.length === 0 ? [''] : (fact as ContactFact).topics;
    case 'team':
      return ['lastSkill' in fact ? fact.lastSkill : (fields['team'] ?? '')];
    case 'handler':
      return ['lastSkill' in fact ? (fact.agent ?? '') : (fields['handler'] ?? '')];
    default:
      return [fields[dimension] ?? ''];
  }
}

/** By the days that are left in the year, as an almanac does it. */
function weekOf(at: Date): string {
  const monday = (date: Date): number =>
    Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  const firstMonday = (year: number): number => monday(new Date(Date.UTC(year, 0, 4)));
  const own = monday(at);
  const year = [at.getUTCFullYear() + 1, at.getUTCFullYear(), at.getUTCFullYear() - 1].find(
    (candidate) => firstMonday(candidate) <= own,
  ) as number;
  return `${year}-W${String(1 + Math.round((own - firstMonday(year)) / week)).padStart(2, '0')}`;
}

export const fits = (fact: Fact, { from, until, where = {} }: FiguresFilter): boolean => {
  const [day = ''] = valuesOf(fact, 'day');
  return (
    day >= from &&
    day <= until &&
    Object.entries(where).every(([dimension, wanted]) =>
      valuesOf(fact, dimension as Dimension).some((value) => wanted.includes(value)),
    )
  );
};
