import { join } from 'node:path';
import { createComplaintActs } from '../../src/complaints/acts/create-complaint-acts';
import { loadCatalogue } from '../../src/complaints/catalogue';
import type { Complaint } from '../../src/complaints/complaint';
import type { ComplaintActResult } from '../../src/complaints/complaint-acts';
import { createComplaintClockJob } from '../../src/complaints/complaint-clock-job';
import type { ComplaintDraft } from '../../src/complaints/file-complaint';
import type { AgentProfile } from '../../src/handoff/agent';
import { loadWorkingDays } from '../../src/handoff/hours';
import { loadWrapUp } from '../../src/handoff/wrap-up-data';
import { silentLog } from '../../src/ports/log';
import { ManualClock } from '../support/manual-clock';
import { filed } from './example-complaint';
import { MemoryComplaints } from './memory-complaints';

const data = join(__dirname, '../../nlp-models');
/** As the product reads it: with holidays and make-up days. */
export const rules = loadCatalogue(join(data, 'complaints'), loadWorkingDays(join(data, 'handoff')));
const wrapUp = loadWrapUp(join(data, 'handoff'));

export const li: AgentProfile = { name: 'li', role: 'agent' };
export const wang: AgentProfile = { name: 'wang', role: 'agent' };
export const chen: AgentProfile = { name: 'chen', role: 'supervisor' };
export const root: AgentProfile = { name: 'root', role: 'admin' };

/** Monday 23 November 2026, 09:00 in Shanghai: an ordinary working day. */
export const monday = Date.parse('2026-11-23T09:00:00+08:00');
export const at = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+08:00`);

/** People, a clock and a shelf of complaints. */
export function office({ mayGreet = false, begin = monday } = {}) {
  const clock = new ManualClock(begin);
  const complaints = new MemoryComplaints();
  const staff: AgentProfile[] = [li, wang, chen, root];
  const deps = {
    complaints,
    catalogue: rules,
    wrapUp,
    clock,
    staff: () => staff,
    mayGreet: async () => mayGreet,
  };
  const acts = createComplaintActs(deps);
  const job = createComplaintClockJob({ complaints, acts, clock, log: silentLog });
  const file = (change: Partial<ComplaintDraft> = {}, earlier: readonly Complaint[] = []): Complaint =>
    complaints.put(filed(change, clock.now(), earlier));
  const run = () => job.run(new AbortController().signal);
  /** Moves on and lets the job look every so often, as it does in life. */
  async function pass(ms: number, everyMs = 3_600_000): Promise<void> {
    const end = clock.now() + ms;
    while (clock.now() < end) {
      clock.set(Math.min(end, clock.now() + everyMs));
      await run();
    }
  }
  const assessment = { severity: 'low', complexity: 'simple', impact: 'one', actAtOnce: false } as const;
  /** To the decision the customer has been told. */
  async function tell(id: string): Promise<Complaint> {
    if (complaints.get(id).status === 'acknowledged') ok(await acts.assess(id, li, assessment));
    ok(await acts.investigate(id, li));
    ok(await acts.answer(id, li, { text: '已退回6元，今天到账。', cause: 'ordered_without_consent' }));
    return ok(await acts.communicated(id, { at: clock.now(), way: 'chat', reference: 'act_1' }));
  }
  return { acts, assessment, clock, complaints, deps, file, job, pass, run, staff, tell };
}

export function ok(result: ComplaintActResult): Complaint {
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  return result.complaint;
}
