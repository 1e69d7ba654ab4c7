import type { ProblemRefusal, Stepped } from './apply-problem-event';
import type { ProblemDocuments } from './problem-documents';
import type { StoredProblem } from './stored-problem';

/**
 * What was done, or why not. `unknown`: no such sub-type, area, cause or complaint, or a time that is over; `busy`: others
 * kept changing it.
 */
export type ProblemActResult =
  | { readonly ok: true; readonly problem: StoredProblem }
  | { readonly ok: false; readonly reason: ProblemRefusal | 'not_found' | 'unknown' | 'busy' };

const tries = 5;

/**
 * Reads, decides and writes on condition of the version read; decides again when another write came between (R4).
 * @param decide `undefined`: it is as wished already
 */
export async function changeProblem(
  documents: Pick<ProblemDocuments, 'get' | 'replace'>,
  id: string,
  decide: (problem: StoredProblem) => Stepped | undefined,
): Promise<ProblemActResult> {
  for (let tried = 0; tried < tries; tried += 1) {
    const read = await documents.get(id);
    if (read === undefined) return { ok: false, reason: 'not_found' };
    const decided = decide(read.problem);
    if (decided === undefined) return { ok: true, problem: read.problem };
    if (!decided.ok) return decided;
    if (await documents.replace(read, decided.problem)) return { ok: true, problem: decided.problem };
  }
  return { ok: false, reason: 'busy' };
}
