/** What a benchmark's server says: its port at the start, its use of the machine whenever asked. */
export interface ServerAnswer {
  readonly port: number;
  /** CPU time since the start, ms. */
  readonly cpuMs: number;
  readonly rssMb: number;
  readonly heapMb: number;
  /** How late timers were since the last question, ms, where the server watches it. */
  readonly lag?: { readonly p50: number; readonly p99: number; readonly max: number };
}

/** `collected`: after a garbage collection, where the process was started with `--expose-gc`. */
export type ServerQuestion = 'usage' | 'collected';

export function usage(port: number): ServerAnswer {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  return { port, cpuMs: (user + system) / 1000, rssMb: rss / 2 ** 20, heapMb: heapUsed / 2 ** 20 };
}
