import { setTimeout as pause } from 'node:timers/promises';
import type { JobLease, Leases } from '../ports/leases';
import type { Log } from '../ports/log';
import type { BackgroundJob } from './background-jobs';

export interface LeasedJobDeps {
  readonly leases: Leases;
  readonly owner: string;
  readonly log: Log;
  readonly ttlMs: number;
}

const longestBackoffMs = 60_000;

/** While the lease is ours. */
interface Holding {
  lease: JobLease;
  readonly ended: AbortController;
  /** Ends the holding when no renewal came in time: after a pause of the process before anything else is begun. */
  expiry: NodeJS.Timeout;
}

/** One background job and its lease: asks for it, runs the job while it is held, lets go when it is not. */
export class LeasedJob {
  private holding: Holding | undefined;
  private beat: NodeJS.Timeout | undefined;
  private beating: Promise<void> = Promise.resolve();
  /** Runs of an earlier holding end before those of the next begin. */
  private running: Promise<void> = Promise.resolve();
  private nudged = false;
  private wake = (): void => undefined;
  private stopped = true;
  private asking = true;

  constructor(
    private readonly job: BackgroundJob,
    private readonly deps: LeasedJobDeps,
  ) {}

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.schedule(0);
  }

  nudge(): void {
    this.nudged = true;
    this.wake();
  }

  async stop(graceMs: number): Promise<void> {
    if (this.stopped) return;
    this.stopped = true;
    clearTimeout(this.beat);
    const lease = this.holding?.lease;
    this.letGo();
    const grace = new AbortController();
    const timeUp = pause(graceMs, undefined, { signal: grace.signal }).catch(() => undefined);
    await Promise.race([Promise.all([this.beating, this.running]), timeUp]);
    grace.abort();
    if (lease) await this.giveBack(lease);
  }

  private schedule(ms: number): void {
    if (this.stopped) return;
    this.beat = setTimeout(() => {
      this.beating = this.ask();
    }, ms).unref();
  }

  /** Takes the lease, or renews it; asks again well before it runs out, or soon after another's may have. */
  private async ask(): Promise<void> {
    const { leases, owner, ttlMs, log } = this.deps;
    const askedAt = performance.now();
    try {
      const lease = await leases.acquire(this.job.name, owner, ttlMs);
      if (!this.asking) log.info({ job: this.job.name }, 'job: its lease can be asked for again');
      this.asking = true;
      // The store counts from a moment after the question: counted from the question, ours ends first.
      const leftMs = ttlMs - (performance.now() - askedAt);
      if (this.stopped) await (lease && this.giveBack(lease));
      else if (!lease || leftMs <= 0) this.letGo();
      else this.held(lease, leftMs);
    } catch (error) {
      if (this.asking) log.warn({ job: this.job.name, err: error }, 'job: its lease cannot be asked for just now');
      this.asking = false;
    }
    this.schedule(ttlMs / 3);
  }

  private held(lease: JobLease, leftMs: number): void {
    // Another node had it in between, for example while this process was paused.
    if (this.holding && this.holding.lease.fencing !== lease.fencing) this.letGo();
    const expiry = setTimeout(() => this.letGo(), leftMs).unref();
    if (this.holding) {
      clearTimeout(this.holding.expiry);
      this.holding.lease = lease;
      this.holding.expiry = expiry;
      return;
    }
    const ended = new AbortController();
    this.holding = { lease, ended, expiry };
    this.running = this.running.then(() => this.runAgainAndAgain(ended.signal));
  }

  private letGo(): void {
    if (!this.holding) return;
    clearTimeout(this.holding.expiry);
    this.holding.ended.abort();
    this.holding = undefined;
    this.wake();
  }

  private async runAgainAndAgain(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; ) {
      this.nudged = false;
      try {
        await this.job.run(signal);
        failures = 0;
      } catch (error) {
        failures += 1;
        this.deps.log.warn({ job: this.job.name, failures, err: error }, 'job failed; it is run again');
      }
      const backoffMs = Math.min(longestBackoffMs, 1_000 * 2 ** Math.min(failures - 1, 10));
      await this.rest(failures > 0 ? backoffMs : this.job.everyMs, failures === 0, signal);
    }
  }

  /** Resolves when the time is over, the holding ends or, if it counts, somebody nudges. */
  private rest(ms: number, nudgeable: boolean, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms).unref();
      this.wake = () => {
        if (!signal.aborted && !(nudgeable && this.nudged)) return;
        clearTimeout(timer);
        resolve();
      };
      this.wake();
    });
  }

  private async giveBack(lease: JobLease): Promise<void> {
    try {
      await this.deps.leases.release(lease);
    } catch (error) {
      this.deps.log.warn({ job: this.job.name, err: error }, 'job: its lease is not given back; it runs out by itself');
    }
  }
}
