import type { Clock } from '../ports/clock';
import type { Log } from '../ports/log';
import { maskText } from '../ports/mask';
import type { Metrics } from '../ports/metrics';
import type { Outbox, OutboxEntry, OutboxKind, OutboxOutcome } from '../ports/outbox';
import { Flights } from './flights';
import type { KindSender, SendResult } from './kind-sender';
import { Lines } from './lines';
import { outcomeOf } from './retry-policy';

export interface OutboxSenderOptions {
  readonly outbox: Pick<Outbox, 'claim' | 'settle' | 'list'>;
  /** Who sends which kind. Entries of a kind nobody sends wait, and say so. */
  readonly senders: Partial<Record<OutboxKind, KindSender>>;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** 0 to below 1, for the jitter. */
  readonly random: () => number;
  /** Entries on their way at once, of one line one. Default 16. */
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

/** So long after the deadline others leave an entry alone: time enough to write down what became of it. */
const settleMs = 10_000;
/** Claimed entries that may wait here for another of their line. */
const mostInLine = 100;
/** How much of what an earlier sender left is looked through for lines that wait. */
const mostLearned = 10_000;

/**
 * Empties the outbox: at least once, with the entry's key, and in a process that does not crash exactly once. What goes
 * to one number goes in its order, one at a time, and waits while an earlier one is tried again. So a crash between
 * sending and noting it costs a customer one duplicate at most, never a loss (R6), and a slow gateway serves many
 * customers at once.
 */
export function createOutboxSender(options: OutboxSenderOptions): OutboxSender {
  const { outbox, senders, clock, log, metrics, random, concurrency = 16, deadlineMs = 10_000 } = options;
  /** Sent, but the store was away when it was to be noted: not sent again from here. */
  const sentUnnoted = new Set<string>();
  const lines = new Lines();
  /** Whose lease of the work `lines` was learned under. */
  let learnedFor: AbortSignal | undefined;
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
    if (outcome.result !== 'retry') lines.release(entry);
    else if (!('othersPass' in result)) lines.hold(entry, outcome.at);
    const about = { key, kind, attempts, ...(conversationId !== undefined && { conversationId }) };
    if (!(await settle(entry, outcome))) return;
    metrics.count('outbox_total', { kind, outcome: outcome.result });
    if (outcome.result === 'retry') log.warn({ ...about, ...outcome }, 'outbox: not sent, it is tried again');
    if (outcome.result === 'dead') log.error({ ...about, ...outcome }, 'outbox: given up; see npm run data -- outbox');
  }

  /** @returns whether it is written down */
  async function settle(entry: OutboxEntry, outcome: OutboxOutcome): Promise<boolean> {
    const { key, kind, attempts } = entry;
    try {
      if (!(await outbox.settle(entry, outcome)))
        log.warn({ key, kind, attempts }, 'outbox: the claim ran out before it was settled');
      sentUnnoted.delete(key);
      return true;
    } catch (error) {
      const about = { key, kind, attempts, err: error };
      log.warn(about, 'outbox: store not writable just now, what became of the entry is noted later');
      return false;
    }
  }

  /** Its turn in its line has come. */
  async function next(entry: OutboxEntry, signal: AbortSignal): Promise<void> {
    const { kind, key, attempts, dueAt } = entry;
    const at = lines.waitsUntil(entry, clock.now());
    if (at !== undefined) {
      await settle(entry, { result: 'retry', at, error: 'waits for an earlier message to the same number' });
      return;
    }
    if (!signal.aborted && clock.now() + deadlineMs <= dueAt) return deliver(entry);
    // Ours no longer, or not for long enough: whoever claims it next sends it, before what comes after it.
    lines.hold(entry, dueAt);
    log.info({ key, kind, attempts }, 'outbox: claimed, but left to the next look');
  }

  /** What an earlier sender tried in vain, or died over, still comes before the rest of its line. */
  async function learn(signal: AbortSignal): Promise<void> {
    if (learnedFor === signal) return;
    lines.learn((await outbox.list('waiting', mostLearned)).toReversed());
    learnedFor = signal;
  }

  return {
    nudge: () => wake(),
    async run(signal) {
      await learn(signal);
      const flights = new Flights((entry) => next(entry, signal));
      try {
        while (!signal.aborted) {
          const nudged = new Promise<void>((resolve) => {
            wake = resolve;
          });
          const free = flights.inLine < mostInLine ? concurrency - flights.size : 0;
          const claimed = free > 0 ? await outbox.claim(free, deadlineMs + settleMs) : [];
          for (const entry of claimed) flights.add(entry);
          if (flights.size === 0) return;
          if (claimed.length === 0 || flights.size >= concurrency) await Promise.race([flights.oneEnds(), nudged]);
        }
      } finally {
        await flights.allEnd();
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
