import type { OutboxEntry } from '../ports/outbox';

/** An entry that waits to be tried again, and all that its customer gets after it waits behind it. */
interface Hold {
  readonly key: string;
  /** When it is due again. */
  readonly until: number;
  /** So many ms after it the last of those behind it is due: the next one comes after that. */
  behind: number;
}

/** So long after it was due again an entry that did not come has been erased: nobody waits for it any more. */
const goneAfterMs = 30_000;

/**
 * Whose message an entry is. Those of one line are sent one after the other in their order; entries without a line
 * wait for nobody.
 */
export function lineOf({
  kind,
  payload,
  conversationId,
}: Pick<OutboxEntry, 'kind' | 'payload' | 'conversationId'>): string | undefined {
  switch (kind) {
    // By number, not by conversation: what a customer gets comes to one handset.
    case 'sms':
      return typeof payload['to'] === 'string' ? payload['to'] : undefined;
    // A line each: what the bot has to learn waits for no other desk that is away.
    case 'conversation':
    case 'connector':
      return conversationId === undefined ? undefined : `${kind} ${conversationId}`;
    case 'webhook':
    case 'continuation':
    case 'remedy':
    case 'mail':
      return undefined;
  }
}

/** Which lines wait for an entry that is tried again later. */
export class Lines {
  private readonly holds = new Map<string, Hold>();

  /** Learns from all that waits, oldest first, as a sender before this one left it. */
  learn(waiting: readonly OutboxEntry[]): void {
    this.holds.clear();
    const first = new Set<string>();
    for (const entry of waiting) {
      const line = lineOf(entry);
      if (line === undefined) continue;
      const hold = this.holds.get(line);
      if (hold) hold.behind = Math.max(hold.behind, entry.dueAt - hold.until);
      else if (!first.has(line) && entry.attempts > 0) this.hold(entry, entry.dueAt);
      first.add(line);
    }
  }

  /** It is tried again at this time, and the rest of its line waits for it. */
  hold(entry: OutboxEntry, until: number): void {
    const line = lineOf(entry);
    if (line === undefined) return;
    const before = this.holds.get(line);
    const behind = before ? Math.max(0, before.until + before.behind - until) : 0;
    this.holds.set(line, { key: entry.key, until, behind });
  }

  /** It was sent or given up. */
  release(entry: OutboxEntry): void {
    const line = lineOf(entry);
    if (line !== undefined && this.holds.get(line)?.key === entry.key) this.holds.delete(line);
  }

  /** When the entry may be looked at again, if it has to wait for another of its line. */
  waitsUntil(entry: OutboxEntry, now: number): number | undefined {
    const line = lineOf(entry);
    const hold = line === undefined ? undefined : this.holds.get(line);
    if (line === undefined || !hold || hold.key === entry.key) return undefined;
    if (now > hold.until + goneAfterMs) {
      this.holds.delete(line);
      return undefined;
    }
    hold.behind = Math.max(hold.behind, now - hold.until) + 1;
    return hold.until + hold.behind;
  }
}
