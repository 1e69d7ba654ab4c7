import type { OutboxEntry } from '../ports/outbox';

/** What became of one try to send an entry. `error` is for the operator and holds nothing of the payload. */
export type SendResult =
  | { readonly ok: true }
  /** Trying again would not help: the entry is dead at once. */
  | { readonly ok: false; readonly permanent: true; readonly error: string }
  /** To be tried again, with growing pauses. */
  | { readonly ok: false; readonly permanent?: false; readonly error: string }
  /** Not now, by a limit of ours or theirs: to be tried again at `notBefore` (epoch ms). */
  | {
      readonly ok: false;
      readonly permanent?: false;
      readonly error: string;
      readonly notBefore: number;
      /** What the customer gets after this one need not wait for it. */
      readonly othersPass?: true;
    };

/**
 * Sends entries of one kind. The entry's key goes along, so that the receiver can tell a second try from a second matter.
 * What is thrown counts as a failure to be tried again.
 */
export type KindSender = (entry: OutboxEntry, signal: AbortSignal) => Promise<SendResult>;
