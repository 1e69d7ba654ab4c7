import { withoutKeys } from '../ports/act-key';
import type { KnownProblem } from './known-problem';

/** How far one round over everybody attached has come; after a crash it goes on from there. */
export interface Round {
  /** Complaint seen last, in the order of `ofProblem`. */
  readonly after?: string;
  readonly done: number;
  /** How many there were when it began. */
  readonly of: number;
  /** All that were there have been seen; who joins later is still found after the last one seen. */
  readonly finished?: true;
}

/** A known problem as it is kept, with the work on those attached. */
export interface StoredProblem extends KnownProblem {
  /** Serial of what customers are told: grows with every word or time that changes. 0: nothing yet. */
  readonly news: number;
  /** Serials of the last news that were any to readers of Chinese, and of English. None: `news` for both. */
  readonly newsFor?: { readonly chinese: number; readonly english: number };
  /** Telling the present news, while it is open. */
  readonly telling?: Round;
  /** Telling that it is repaired. */
  readonly mending?: Round;
  /** Closing together, since a supervisor asked for it. */
  readonly closing?: Round & { readonly by: string };
  /** A supervisor said when it began. */
  readonly sinceSaid?: true;
  /** Complaints to attach at once, still to be done. */
  readonly attaching?: readonly string[];
  /** Ids of those whose customer said no, and that went on by themselves when the rest was closed. */
  readonly left?: readonly string[];
  /** When the owner was reminded, and of what: once for each repair time. */
  readonly reminded?: { readonly at: number; readonly repairBy?: number };
  /** When it ended. */
  readonly endedAt?: number;
}

/** The stored document without what only the work on it needs. */
export function publicProblem(stored: StoredProblem): KnownProblem {
  const { id, number, status, type, subTypes, areas, since, history } = stored;
  const { known, repairBy, repair, suggestion } = stored;
  return {
    ...{ id, number, status, type, subTypes, areas },
    history: withoutKeys(history),
    ...(since !== undefined && { since }),
    ...(known && { known }),
    ...(repairBy !== undefined && { repairBy }),
    ...(repair && { repair }),
    ...(suggestion && { suggestion }),
  };
}
