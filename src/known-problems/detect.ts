import type { Complaint, ComplaintType } from '../complaints/complaint';
import { applyProblemEvent } from './apply-problem-event';
import { changeProblem } from './change-problem';
import { type Cluster, findClusters, isKnown } from './find-clusters';
import type { ProblemWork } from './known-problem-job';
import { overlaps } from './match-problem';
import type { StoredProblem } from './stored-problem';

const minute = 60_000;
const pageSize = 500;
/** More complaints of one type within a window are a trouble that needs no rule to be seen. */
const mostPages = 20;
const actor = { role: 'desk', id: 'desk' } as const;

/**
 * Looks through recent complaints and suggests what looks like one trouble of many, once: not while it is suggested or open,
 * nor soon after it was dismissed. A suggestion that stands grows with what comes.
 */
export async function detect(work: ProblemWork, signal: AbortSignal): Promise<void> {
  const { rules, clock } = work;
  const now = clock.now();
  const windows = new Map<ComplaintType, number>();
  for (const { type, window_minutes: minutes } of rules.rules)
    windows.set(type, Math.max(windows.get(type) ?? 0, minutes * minute));
  for (const [type, window] of windows) {
    const recent = await filedSince(work, type, now - window);
    for (const rule of rules.rules) {
      if (signal.aborted) return;
      if (rule.type !== type) continue;
      // Read anew: the rule before may have suggested it.
      const problems = (await work.problems.all()).map(({ problem }) => problem);
      for (const cluster of findClusters(recent, rule, problems, now)) {
        if (isKnown(cluster, rule, problems, now)) await grow(work, cluster, problems);
        else await suggest(work, cluster, now);
      }
    }
  }
}

async function filedSince(
  { complaints }: ProblemWork,
  type: ComplaintType,
  since: number,
): Promise<readonly Complaint[]> {
  const found: Complaint[] = [];
  let before: { createdAt: number; id: string } | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const query = { types: [type], createdFrom: since, ...(before && { before }) };
    const more = await complaints.list(query, pageSize);
    found.push(...more);
    const last = more.at(-1);
    if (last === undefined || more.length < pageSize) break;
    before = { createdAt: last.createdAt, id: last.id };
  }
  return found;
}

/** Where another node was faster, its suggestion is seen by the next look. */
async function suggest({ problems, log }: ProblemWork, cluster: Cluster, now: number): Promise<void> {
  const { type, subTypes, areas, since, count, numbers } = cluster;
  const problem = await problems.insert(now, (number) => {
    const base = { id: number, number, type, subTypes, areas, since, history: [], news: 0 };
    const suggestion = { at: now, count, numbers };
    const result = applyProblemEvent(base, 'suggest', actor, now, { note: `${count}`, changes: { suggestion } });
    return result.ok ? result.problem : undefined;
  });
  if (problem !== undefined) log.warn({ problem: problem.number, type, areas, count }, 'known problem suggested');
}

/** The same cluster, only larger: no line of history for each customer. */
async function grow({ problems }: ProblemWork, cluster: Cluster, known: readonly StoredProblem[]): Promise<void> {
  const standing = known.find((problem) => problem.status === 'suggested' && overlaps(problem, cluster));
  if (standing?.suggestion === undefined || cluster.count <= standing.suggestion.count) return;
  await changeProblem(problems, standing.id, (current) => {
    const { suggestion } = current;
    if (current.status !== 'suggested' || suggestion === undefined || cluster.count <= suggestion.count)
      return undefined;
    const { count, numbers } = cluster;
    return { ok: true, problem: { ...current, suggestion: { ...suggestion, count, numbers } } };
  });
}
