import { join } from 'node:path';
import type { Complaint } from '../../src/complaints/complaint';
import type { ComplaintDraft } from '../../src/complaints/file-complaint';
import type { ProblemActResult } from '../../src/known-problems/change-problem';
import { createKnownProblemJob } from '../../src/known-problems/known-problem-job';
import { createKnownProblems, type ProblemWish } from '../../src/known-problems/known-problems';
import { loadProblemRules } from '../../src/known-problems/rules';
import type { StoredProblem } from '../../src/known-problems/stored-problem';
import type { DocumentStore } from '../../src/ports/document-store';
import { silentLog } from '../../src/ports/log';
import { office } from '../complaints/office';
import { memoryDocuments } from '../support/memory-documents';

export const problemRules = loadProblemRules(join(__dirname, '../../nlp-models/complaints'));
export const minute = 60_000;
export const hour = 60 * minute;
export const signal = new AbortController().signal;
/** A coded cause of nlp-models/handoff/wrap-up.yaml. */
export const cause = 'line_damage';

/** Known problems over an office: people, a clock, complaints and documents in memory. */
export function watch(options: { readonly begin?: number; readonly documents?: DocumentStore } = {}) {
  const around = office(options);
  const { clock, complaints, deps } = around;
  const documents = options.documents ?? memoryDocuments(clock);
  const common = { ...deps, complaintActs: around.acts, documents, rules: problemRules, log: silentLog };
  const problems = createKnownProblems(common);
  /** Another node over the same stores. */
  const node = () => createKnownProblemJob(common);
  const job = node();
  let serial = 13_000_000_000;
  const phone = (): string => {
    serial += 1;
    return `${serial}`;
  };
  const broken = (change: Partial<ComplaintDraft> = {}): Complaint =>
    around.file({
      type: 'product_quality',
      subType: 'no_signal',
      story: '手机没信号',
      slots: { place: '中泉区五一路' },
      phone: phone(),
      conversationId: `conv_${phone()}`,
      ...change,
    });
  const wish: ProblemWish = {
    subTypes: ['no_signal', 'call_drop'],
    areas: ['zhongquan'],
    known: '中泉区一处光缆被施工挖断，正在抢修',
    repairBy: clock.now() + 4 * hour,
  };
  const stored = async (id: string): Promise<StoredProblem> => {
    const found = await problems.byId(id);
    if (found === undefined) throw new Error(`No problem ${id}.`);
    return found;
  };
  return { ...around, common, documents, problems, node, job, broken, wish, stored, phone, complaints };
}

export function done(result: ProblemActResult): StoredProblem {
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  return result.problem;
}
