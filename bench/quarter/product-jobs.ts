import type { BackgroundJob } from '../../src/platform/background-jobs';
import type { Leases } from '../../src/ports/leases';

/** So long a node that dies keeps a job, as in src/platform/background-jobs.ts. */
const ttlMs = 5_000;

/**
 * Runs a background job once. @returns whether it was run here; otherwise another node is at it, or has just died with it
 */
export type RunJob = (job: Pick<BackgroundJob, 'name' | 'run'>) => Promise<boolean>;

/** Its lease, as it were, that never ends. */
const held = new AbortController().signal;

/** Nobody else is there to run it. */
export const runAlone: RunJob = async ({ run }) => {
  await run(held);
  return true;
};

/**
 * Under the job's lease, as every node runs it. Between two events of the world the lease would only be renewed; here it is
 * given back, so that all nodes race for every run.
 */
export function runLeased(leases: Leases, owner: string): RunJob {
  return async ({ name, run }) => {
    const lease = await leases.acquire(name, owner, ttlMs);
    if (!lease) return false;
    try {
      await run(new AbortController().signal);
    } finally {
      await leases.release(lease);
    }
    return true;
  };
}
