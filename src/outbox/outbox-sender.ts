import type { Clock } from '../ports/clock';
import type { Log } from '../ports/log';
import { maskText } from '../ports/mask';
import type { Metrics } from '../ports/metrics';
import type { Outbox, OutboxEntry, OutboxKind } from '../ports/outbox';
import type { KindSender, SendResult } from './kind-sender';
import { outcomeOf } from './retry-policy';

export interface OutboxSenderOptions {
  readonly outbox: Pick<Outbox, 'claim' | 'settle'>;
  /** Who sends which kind. Entries of a kind nobody sends wait, and say so. */
  readonly senders: Partial<Record<OutboxKind, KindSender>>;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** 0 to below 1, for the jitter. */
  readonly random: () => number;
  /** Entries on their way at once. Default 8. */
  readonly concurrency?: number;
  /** How long one try may take. Default 10,000 ms. */
  readonly deadlineMs?: number;
}

export interface OutboxSender {
  /** Sends what is due, and what becomes due meanwhile, until nothing is. After an abort nothing more is begun. */
  run(signal: AbortSignal): Promise<void>;
  /** Something was put into the outbox: a run under way looks again at once. */
  nudge(): void;
}

/** Customers cannot tell a second try from a second message: with one on its way, a crash doubles one at most (R6). */
const oneAtATime: ReadonlySet<OutboxKind> = new Set(['sms']);

/** So long after the deadline others leave an entry alone: time enough to write down what became of it. */
const settleMs = 10_000;

/**
 * Empties the outbox: at least once, with the entry's key, and in a process that does not crash exactly once. A crash
 * between sending and noting it costs one duplicate, never a loss.
 */
export function createOutboxSender(options: OutboxSenderOptions): OutboxSender {
  const { outbox, senders, clock, log, metrics, random, concurrency = 8, deadlineMs = 10_000 } = options;
  /** Sent, but the store was away when it was to be noted: not sent again from here. */
  const sentUnnoted = new Set<string>();
  const lanes = new Map<OutboxKind, Promise<void>>();
  let wake = (): void => undefined;

  async function tryToSend(entry: OutboxEntry): Promise<SendResult> {
    if (sentUnnoted.has(entry.key)) return { ok: true };
    const sender = senders[entry.kind];
    if (!sender) return { ok: false, error: `Nothing sends entries of kind "${entry.kind}" here: set it up, or wait.` };
    try {
      return await withDeadline(deadlineMs, (signal) => sender(entry, signal));
    } catch (error) {
      return { ok: false, error: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error' };
    }
  }

  async function deliver(entry: OutboxEntry): Promise<void> {
    const { key, kind, attempts, conversationId } = entry;
    const result = await tryToSend(entry);
    if (result.ok) sentUnnoted.add(key);
    const outcome = outcomeOf(entry, result.ok ? result : shown(result), clock.now(), random);
    const about = { key, kind, attempts, ...(conversationId !== undefined && { conversationId }) };
    try {
      if (!(await outbox.settle(entry, outcome))) log.warn(about, 'outbox: the claim ran out before it was settled');
      sentUnnoted.delete(key);
    } catch (error) {
      log.warn(
        { ...about, err: error },
        'outbox: store not writable just now, what became of the entry is noted later',
      );
      return;
    }
    metrics.count('outbox_total', { kind, outcome: outcome.result });
    if (outcome.result === 'retry') log.warn({ ...about, ...outcome }, 'outbox: not sent, it is tried again');
    if (outcome.result === 'dead') log.error({ ...about, ...outcome }, 'outbox: given up; see npm run data -- outbox');
  }

  async function inLane(entry: OutboxEntry, signal: AbortSignal): Promise<void> {
    const { kind, key, attempts, dueAt } = entry;
    const before = lanes.get(kind) ?? Promise.resolve();
    const own = before.then(async () => {
      if (!signal.aborted && clock.now() + deadlineMs <= dueAt) return deliver(entry);
      // Ours no longer, or not for long enough: whoever claims it next sends it.
      log.info({ key, kind, attempts }, 'outbox: claimed, but left to the next look');
    });
    if (oneAtATime.has(kind)) lanes.set(kind, own);
    return own;
  }

  return {
    nudge: () => wake(),
    async run(signal) {
      const flying = new Set<Promise<void>>();
      try {
        while (!signal.aborted) {
          const nudged = new Promise<void>((resolve) => {
            wake = resolve;
          });
          const free = concurrency - flying.size;
          const claimed = free > 0 ? await outbox.claim(free, deadlineMs + settleMs) : [];
          for (const entry of claimed) {
            const flight: Promise<void> = inLane(entry, signal).finally(() => flying.delete(flight));
            flying.add(flight);
          }
          if (flying.size === 0) return;
          if (claimed.length === 0 || flying.size >= concurrency) await Promise.race([...flying, nudged]);
        }
      } finally {
        await Promise.all(flying);
      }
    },
  };
}

/** For the store and the log: short, and without numbers of customers. */
const shown = <Failed extends { readonly error: string }>(failed: Failed): Failed => ({
  ...failed,
  error: maskText(failed.error.slice(0, 300)),
});

async function withDeadline<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      late.abort();
      reject(new Error(`no answer within ${ms} ms`));
    }, ms).unref();
  });
  return Promise.race([work(late.signal), deadline]).finally(() => clearTimeout(timer));
}
