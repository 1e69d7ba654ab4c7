import type { ConversationRecord } from '../ports/conversation-store';
import type { WakeReason } from './turn';

/** Where they stand in the stored state, beside the framework's own. */
const key = 'desk.wakes';
const usual: WakeReason = 'dialogs';

/**
 * The timers of one conversation, a wish for each reason; the store holds the earliest (`wakeAt`). Made from the record a
 * turn starts from, so every run of the turn sees the same.
 */
export class Wakes {
  private readonly wishes = new Map<WakeReason, number>();
  /** Whose time it was: the reasons this turn was started for; empty in a turn of a message. */
  readonly rang: ReadonlySet<WakeReason>;

  /** @param isWakeTurn the timer started the turn */
  constructor({ state, wakeAt }: Pick<ConversationRecord, 'state' | 'wakeAt'>, isWakeTurn: boolean) {
    const rang = new Set<WakeReason>();
    this.rang = rang;
    // Before the stored time lies what has rung already, in a turn that failed.
    if (wakeAt === undefined) return;
    const known = Object.entries((state[key] ?? {}) as Partial<Record<WakeReason, number>>);
    for (const [reason, at] of known) if (at >= wakeAt) this.wishes.set(reason as WakeReason, at);
    // Written by a version that knew one reason only.
    if (![...this.wishes.values()].includes(wakeAt)) this.wishes.set(usual, wakeAt);
    if (!isWakeTurn) return;
    for (const [reason, at] of this.wishes) if (at === wakeAt) rang.add(reason);
    for (const reason of rang) this.wishes.delete(reason);
  }

  of(reason: WakeReason): number | undefined {
    return this.wishes.get(reason);
  }

  set(reason: WakeReason, at: number | undefined): void {
    if (at === undefined) this.wishes.delete(reason);
    else this.wishes.set(reason, at);
  }

  /** The earliest wish. */
  get at(): number | undefined {
    return this.wishes.size === 0 ? undefined : Math.min(...this.wishes.values());
  }

  /** What is stored with the state; nothing where there is but the usual wish, which is `wakeAt` itself. */
  stored(state: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const { [key]: _, ...rest } = state;
    const isUsual = [...this.wishes.keys()].every((reason) => reason === usual);
    return isUsual ? rest : { ...rest, [key]: Object.fromEntries(this.wishes) };
  }
}
