import { type ActKey, heardBefore, underKey } from '../ports/act-key';
import type { ProblemRefusal, Stepped } from './apply-problem-event';
import type { ProblemDocuments } from './problem-documents';
import type { StoredProblem } from './stored-problem';

/**
 * What was done, or why not. `unknown`: no such sub-type, area, cause or complaint, or a time that cannot be; `busy`: others
 * kept changing it; `key_reused`: another request had this key ({@link KnownProblems.once}).
 */
export type ProblemActResult =
  | { readonly ok: true; readonly problem: StoredProblem }
  | { readonly ok: false; readonly reason: ProblemRefusal | 'not_found' | 'unknown' | 'key_reused' | 'busy' };

const tries = 5;

/**
 * Reads, decides and writes on condition of the version read; decides again when another write came between (R4).
 * @param decide `undefined`: it is as wished already
 * @param key of the request that asks for it: said under it before, nothing happens
 */
export async function changeProblem(
  documents: Pick<ProblemDocuments, 'get' | 'replace'>,
  id: string,
  decide: (problem: StoredProblem) => Stepped | undefined,
  key?: ActKey,
): Promise<ProblemActResult> {
  for (let tried = 0; tried < tries; tried += 1) {
    const read = await documents.get(id);
    if (read === undefined) return { ok: false, reason: 'not_found' };
    const heard = key && heardBefore(read.problem.history, key);
    if (heard === 'other') return { ok: false, reason: 'key_reused' };
    const decided = heard === 'same' ? undefined : decide(read.problem);
    if (decided === undefined) return { ok: true, problem: read.problem };
    if (!decided.ok) return decided;
    const problem = key ? underKey(decided.problem, read.problem.history, key) : decided.problem;
    if (await documents.replace(read, problem)) return { ok: true, problem };
  }
  return { ok: false, reason: 'busy' };
}
