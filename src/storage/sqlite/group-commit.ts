import { StorageError } from '../storage-error';

/** Runs `work` in one transaction; durable or not. */
type Transact = <T>(work: () => T, durable: boolean) => Promise<T>;

interface Job {
  readonly work: () => unknown;
  readonly durable: boolean;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** One commit blocks the event loop for all its jobs. */
const mostAtOnce = 64;

/**
 * Collects what is to be written in one round of the event loop and commits it together: waiting for the disk is what
 * a small transaction costs, and ten at once need not wait ten times. A job that throws takes only itself back.
 */
export class GroupCommit {
  private waiting: Job[] = [];
  private running = false;

  constructor(private readonly transact: Transact) {}

  /** Resolves with the result of `work` once it is committed. */
  add<T>(work: () => T, durable: boolean): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ work, durable, resolve: resolve as Job['resolve'], reject });
      if (this.running) return;
      this.running = true;
      // By then every request that arrived in this round has asked for what it writes.
      setImmediate(() => void this.run());
    });
  }

  /** Does at once what still waits, each by itself. */
  finish(transact: <T>(work: () => T) => T): void {
    for (const { work, resolve, reject } of this.waiting.splice(0)) {
      try {
        resolve(transact(work));
      } catch (error) {
        reject(error);
      }
    }
  }

  private async run(): Promise<void> {
    await this.commit(this.waiting.splice(0, mostAtOnce));
    // By then everyone who got a result has gone on and asked for the next; so turns finish before new requests are read.
    process.nextTick(() => {
      if (this.waiting.length > 0) void this.run();
      else this.running = false;
    });
  }

  private async commit(jobs: readonly Job[]): Promise<void> {
    const durable = jobs.some((job) => job.durable);
    try {
      const results = await this.transact(() => jobs.map((job) => job.work()), durable);
      for (const [index, job] of jobs.entries()) job.resolve(results[index]);
    } catch (error) {
      const busy = error instanceof StorageError && error.code === 'storage_busy';
      // Who came meanwhile has waited as well: behind a lock nobody gives back, each would wait its own time anew (R7).
      if (busy) for (const job of this.waiting.splice(0)) job.reject(error);
      if (busy || jobs.length === 1) for (const job of jobs) job.reject(error);
      // Nothing of them is written: each once more by itself, so that only the one at fault fails.
      else for (const job of jobs) await this.commit([job]);
    }
  }
}
