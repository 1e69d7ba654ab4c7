import type { Complaint } from '../complaints/complaint';
import { overlaps } from './match-problem';
import type { ProblemRule } from './rules';
import type { StoredProblem } from './stored-problem';

/** Complaints that look like one trouble of many. */
export interface Cluster extends Pick<StoredProblem, 'type' | 'subTypes' | 'areas'> {
  /** When the first complaint came. */
  readonly since: number;
  /** Different customers. */
  readonly count: number;
  /** Of their complaints, the oldest first. */
  readonly numbers: readonly string[];
}

/** More numbers are not shown with a suggestion. */
const mostNumbers = 200;
const minute = 60_000;

/** A customer is a number; without one, a conversation. */
const customerOf = ({ phone, conversationId }: Complaint): string => phone ?? conversationId;

/**
 * What a rule sees at a time. Only what is filed within its window counts, is nobody's part yet, and was filed after a
 * repair at that place: people who complain of what has been repaired since are no new outage.
 * @param complaints in any order; more than fit do no harm
 */
export function findClusters(
  complaints: readonly Complaint[],
  rule: ProblemRule,
  problems: readonly StoredProblem[],
  now: number,
): readonly Cluster[] {
  const from = now - rule.window_minutes * minute;
  const repaired = problems.filter(({ status }) => status === 'repaired' || status === 'closed');
  const groups = new Map<string, Complaint[]>();
  for (const complaint of complaints) {
    const { type, subType, area, createdAt, status, problem } = complaint;
    if (type !== rule.type || subType === undefined || !rule.sub_types.includes(subType)) continue;
    if (createdAt < from || createdAt > now || problem !== undefined) continue;
    if (status === 'withdrawn' || status === 'merged') continue;
    if (rule.where === 'same_area' && area === undefined) continue;
    const here = rule.where === 'same_area' && area !== undefined ? area : '';
    const kind = { type, subTypes: [subType], areas: area === undefined ? [] : [area] };
    if (repaired.some((known) => overlaps(known, kind) && (known.repair?.at ?? 0) >= createdAt)) continue;
    groups.set(here, [...(groups.get(here) ?? []), complaint]);
  }
  return [...groups].flatMap(([area, found]) => {
    const customers = new Set(found.map(customerOf));
    if (customers.size < rule.customers) return [];
    const inOrder = found.toSorted((a, b) => a.createdAt - b.createdAt || (a.number < b.number ? -1 : 1));
    return [
      {
        type: rule.type,
        subTypes: rule.sub_types,
        areas: area === '' ? [] : [area],
        since: inOrder[0]?.createdAt ?? now,
        count: customers.size,
        numbers: inOrder.slice(0, mostNumbers).map(({ number }) => number),
      },
    ];
  });
}

/**
 * Whether a cluster is known already: suggested or open at that place, or dismissed within the window.
 */
export const isKnown = (
  cluster: Cluster,
  rule: ProblemRule,
  problems: readonly StoredProblem[],
  now: number,
): boolean =>
  problems.some(
    (problem) =>
      overlaps(problem, cluster) &&
      (problem.status === 'suggested' ||
        problem.status === 'open' ||
        (problem.status === 'dismissed' && (problem.endedAt ?? 0) > now - rule.window_minutes * minute)),
  );
