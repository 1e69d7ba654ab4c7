import {
  type Dimension,
  type Figure,
  type FiguresAnswer,
  type FiguresQuery,
  type Measure,
  measures,
} from '../../src/figures/figures';
import { groupBy } from './group-by';
import { dayMs, dayOf, hourMs, weekdayOf } from './own-calendar';
import { begunByUs, type RecordedContact } from './own-contacts';
import { ownFacts } from './own-facts';
import { complaintFigures, contactFigures, handoffFigures, type OwnFigure, type OwnHandoff } from './own-figures';
import { type OwnMatter, ownMatters } from './own-matter';
import type { OwnStandard } from './own-standard';
import type { RawStore } from './raw-store';

/** The whole, and by what the issue names. */
const ways: readonly (readonly Dimension[])[] = [
  ...([[], ['type'], ['subType']] satisfies Dimension[][]),
  ...([['channel'], ['area'], ['team'], ['week']] satisfies Dimension[][]),
];
/** A hand-over has no type, and is of no place; and what comes in for the complaint rate is told by channel and time alone. */
const onlyComplaints: ReadonlySet<Dimension | undefined> = new Set(['type', 'subType', 'area']);

/** What is asked of the product. */
export const figuresQueries = (from: number, until: number): readonly FiguresQuery[] =>
  ways.map((by) => ({ measures, by, from: dayOf(from), until: dayOf(until - 1) }));

export interface FiguresFindings {
  /** The whole, as the product answers it. */
  readonly whole: Readonly<Partial<Record<Measure, Figure>>>;
  readonly compared: number;
  /** Visits that answered what we had said unasked: in no denominator. */
  readonly begunByUs: number;
  readonly faults: readonly string[];
}

/** What was said in a visit, for whoever looks for the difference. */
const wordsOf = ({ conversationId, startedAt, endedAt }: RecordedContact, raw: RawStore): string[] =>
  raw
    .log()
    .filter(({ conversation, at }) => conversation === conversationId && at >= startedAt && at <= endedAt)
    .flatMap(({ direction, activity: { text } }) => (text ? [`${direction}: ${text.slice(0, 60)}`] : []));

/** Each figure of the product beside the same one counted again. */
export function checkFigures(
  raw: RawStore,
  standard: OwnStandard,
  now: number,
  paid: ReadonlyMap<string, number>,
  answers: readonly FiguresAnswer[],
): FiguresFindings {
  const facts = ownFacts(raw.complaints(), standard, now, paid);
  const recorded = raw.records('contact').map(({ data }) => data as unknown as RecordedContact);
  const byUs = begunByUs(recorded, raw.log());
  const contacts = recorded.map((contact) => ({ ...contact, byUs: byUs.has(contact.id) }));
  const matters = ownMatters(recorded, raw.complaints(), raw.handoffs());
  const scores = new Map(raw.records('survey').map(({ key, data }) => [key, data['score'] as string]));
  const handoffs = raw.handoffs().map((handoff): OwnHandoff => {
    return { handoff, firstSkill: handoff.firstSkill ?? handoff.skill, score: scores.get(handoff.id) };
  });
  const ofCustomer = groupBy(contacts, ({ customer }) => customer);
  const faults = recorded
    .filter(({ id, byUs: said }) => said !== byUs.has(id))
    .map((contact) => {
      const words = wordsOf(contact, raw).join(' | ');
      return `visit ${contact.id} is ${contact.byUs ? '' : 'not '}begun by us, counted again otherwise: ${words}`;
    });
  let compared = 0;

  ways.forEach(([dimension], index) => {
    const own = new Map<string, Record<string, OwnFigure>>();
    const put = (key: string, figures: Record<string, OwnFigure>): void =>
      void own.set(key, { ...own.get(key), ...figures });
    const complaintsBy = groupBy(facts, (fact) => keyOf(dimension, fact, fact.at));
    for (const [key, rows] of complaintsBy) put(key, complaintFigures(rows, now));
    for (const [key, rows] of groupBy(contacts, (contact) =>
      keyOf(dimension, { ...matters.get(contact.id), channel: contact.channel }, contact.startedAt),
    ))
      put(key, contactFigures(rows, ofCustomer, now));
    if (!onlyComplaints.has(dimension))
      for (const [key, rows] of groupBy(handoffs, ({ handoff }) =>
        keyOf(dimension, { channel: handoff.brief.channel, team: handoff.skill }, handoff.createdAt),
      ))
        put(key, handoffFigures(rows));
    const theirs = contacts.filter(({ byUs }) => !byUs);
    for (const [key, figures] of own) {
      const visits = theirs.filter(
        (contact) =>
          onlyComplaints.has(dimension) || dimension === 'team' || keyOf(dimension, contact, contact.startedAt) === key,
      ).length;
      const filed = complaintsBy.get(key)?.length ?? 0;
      figures['complaint_rate'] = { n: filed, of: visits, ...(visits > 0 && { value: (filed * 10_000) / visits }) };
    }
    for (const row of answers[index]?.rows ?? []) {
      const [key = ''] = row.key;
      for (const [measure, figure] of Object.entries(row.figures)) {
        compared += 1;
        const wanted = own.get(key)?.[measure] ?? { n: 0, of: 0 };
        if (!isSame(figure, wanted))
          faults.push(`${measure} of ${dimension ?? 'all'} ${key}: ${told(figure)}, counted again ${told(wanted)}`);
      }
    }
    for (const [key, figures] of own) {
      const row = answers[index]?.rows.find(({ key: [of = ''] }) => of === key);
      for (const [measure, figure] of Object.entries(figures))
        if (
          figure.of > 0 &&
          row?.figures[measure as Measure] === undefined &&
          !(measure === 'complaint_rate' && figure.n === 0)
        )
          faults.push(`${measure} of ${dimension ?? 'all'} ${key}: not answered, counted again ${told(figure)}`);
    }
  });
  return { whole: answers[0]?.rows[0]?.figures ?? {}, compared, begunByUs: byUs.size, faults };
}

function keyOf(dimension: Dimension | undefined, row: OwnMatter & { readonly channel?: string }, at: number): string {
  if (dimension === undefined) return '';
  if (dimension === 'week') return isoWeek(at);
  const named: Partial<Record<Dimension, string | undefined>> = row;
  return named[dimension] ?? '';
}

/** `2026-W47`: the week of the Thursday. */
function isoWeek(at: number): string {
  const thursday = at + (4 - (weekdayOf(at) || 7)) * dayMs;
  const year = Number(dayOf(thursday).slice(0, 4));
  const first = Date.parse(`${year}-01-01T00:00:00+08:00`);
  const week = Math.floor((thursday - first) / (7 * 24 * hourMs)) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

const isSame = (one: Figure, other: OwnFigure): boolean =>
  one.n === other.n &&
  one.of === other.of &&
  Math.abs((one.value ?? -1) - (other.value ?? -1)) <= Math.abs(other.value ?? 0) * 1e-9;

const told = ({ n, of, value }: OwnFigure): string =>
  `${n}/${of}${value === undefined ? '' : ` (${Math.round(value * 1e4) / 1e4})`}`;
