/** What a benchmark's server says: its port at the start, its use of the machine whenever asked. */
export interface ServerAnswer {
  readonly port: number;
  /** CPU time since the start, ms. */
  readonly cpuMs: number;
  readonly rssMb: number;
}

export function usage(port: number): ServerAnswer {
  const { user, system } = process.cpuUsage();
  return { port, cpuMs: (user + system) / 1000, rssMb: process.memoryUsage().rss / 2 ** 20 };
}
