import type { Leases } from '../ports/leases';
import type { Log } from '../ports/log';
import { LeasedJob } from './leased-job';

/** Something that is to be done now and then, on one node of all. */
export interface BackgroundJob {
  /** Names the lease; the same on every node. */
  readonly name: string;
  /** From the end of one run to the beginning of the next. A run that failed is repeated after 1 s to 1 min instead, growing. */
  readonly everyMs: number;
  /**
   * One run. The signal aborts when the lease is lost or the node stops: what has begun may be finished if it is safe
   * beside another node's run, and nothing more is begun.
   */
  run(signal: AbortSignal): Promise<void>;
}

export interface BackgroundJobs {
  /** Begins to ask for the leases; whoever has one runs its job. */
  start(): void;
  /** There is work for this job: it runs at once if its lease is here, and whoever holds it finds it by himself. */
  nudge(name: string): void;
  /** Aborts the runs, waits for their ends (at most `graceMs`) and gives the leases back, so that others need not wait. */
  stop(graceMs: number): Promise<void>;
}

export interface BackgroundJobsOptions {
  readonly leases: Leases;
  readonly jobs: readonly BackgroundJob[];
  /** This node's own name; no other node, and no other run of this one, ever bears it. */
  readonly owner: string;
  readonly log: Log;
  /** How long the jobs of a node that died stay with it. Default 5,000 ms; renewed well before. */
  readonly ttlMs?: number;
}

/** Runs jobs on exactly one node at a time: whoever holds a job's lease in the store runs it. */
export function createBackgroundJobs({ jobs, ttlMs = 5_000, ...deps }: BackgroundJobsOptions): BackgroundJobs {
  const leased = new Map(jobs.map((job) => [job.name, new LeasedJob(job, { ...deps, ttlMs })]));
  return {
    start() {
      for (const job of leased.values()) job.start();
    },
    nudge: (name) => leased.get(name)?.nudge(),
    async stop(graceMs) {
      await Promise.all([...leased.values()].map((job) => job.stop(graceMs)));
    },
  };
}
