import type { Clock } from '../ports/clock';
import type { ComplaintRepository } from '../ports/complaint-repository';
import type { Log } from '../ports/log';
import type { ComplaintActs } from './complaint-acts';

export interface ComplaintClockJobDeps {
  readonly complaints: Pick<ComplaintRepository, 'due'>;
  readonly acts: Pick<ComplaintActs, 'fireTimers'>;
  readonly clock: Clock;
  readonly log: Log;
}

export const complaintClockJobName = 'complaint-clocks';
export const complaintClockEveryMs = 5_000;

const pageSize = 100;

/**
 * Fires the timers of complaints. Wire it as a background job: `{ name: complaintClockJobName, everyMs:
 * complaintClockEveryMs, run: createComplaintClockJob(deps).run }`. What is due is stored, so whatever fell due while
 * nobody looked is fired by the next run; firing is a conditional write that looks again, so another node's run beside it
 * fires nothing twice. A complaint that cannot be fired is logged, keeps nobody waiting, and is tried by every run.
 */
export function createComplaintClockJob(deps: ComplaintClockJobDeps): { run(signal: AbortSignal): Promise<void> } {
  const { complaints, acts, clock, log } = deps;
  async function fire(id: string): Promise<void> {
    try {
      const result = await acts.fireTimers(id);
      if (!result.ok) log.warn({ complaint: id, reason: result.reason }, 'complaint timers: not fired, tried again');
    } catch (error) {
      log.error({ complaint: id, err: error }, 'complaint timers: failed, tried again');
    }
  }

  return {
    async run(signal) {
      const tried = new Set<string>();
      // Until a look finds nothing that this run has not tried; those that failed come first in every look.
      for (;;) {
        const due = await complaints.due(clock.now(), tried.size + pageSize);
        const fresh = due.filter((id) => !tried.has(id));
        if (fresh.length === 0) return;
        for (const id of fresh) {
          if (signal.aborted) return;
          tried.add(id);
          await fire(id);
        }
      }
    },
  };
}
