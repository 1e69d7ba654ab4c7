import { type Summary, summarise } from '../statistics';
import { HttpConnection } from './http-connection';

/** A turn that was answered: its kind and how long the customer waited, ms. */
export type Note = (kind: string, ms: number) => void;

/** Goes through one conversation after the other; each call is one conversation. */
export type Customer = (connection: HttpConnection, note: Note, over: () => boolean) => Promise<void>;

export interface LoadResult {
  readonly all: Summary;
  readonly kinds: Readonly<Record<string, Summary>>;
}

/**
 * Drives `customer` on `connections` connections at once, each as fast as answers come (closed loop). What was begun
 * before the measuring time or ends after it does not count.
 */
export async function drive(
  port: number,
  customer: (index: number) => Customer,
  { connections, settleMs, measureMs }: { connections: number; settleMs: number; measureMs: number },
): Promise<LoadResult> {
  const from = performance.now() + settleMs;
  const until = from + measureMs;
  const times = new Map<string, number[]>();
  const note: Note = (kind, ms) => {
    const now = performance.now();
    if (now - ms < from || now > until) return;
    const known = times.get(kind);
    if (known) known.push(ms);
    else times.set(kind, [ms]);
  };
  const over = (): boolean => performance.now() > until;
  await Promise.all(
    Array.from({ length: connections }, async (_, index) => {
      const connection = new HttpConnection(port);
      const one = customer(index);
      try {
        while (!over()) await one(connection, note, over);
      } finally {
        connection.close();
      }
    }),
  );
  return {
    all: summarise([...times.values()].flat(), measureMs),
    kinds: Object.fromEntries([...times].sort().map(([kind, ms]) => [kind, summarise(ms, measureMs)])),
  };
}
