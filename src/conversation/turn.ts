import type { TurnContext } from 'botbuilder';
import type { ChannelId } from '../ports/channel';
import type { LoggedActivity } from '../ports/conversation-store';
import type { NewOutboxEntry } from '../ports/outbox';

/** Name of the `event` activity of a turn that a timer started, see {@link Turn.wakeAt}. Never comes from outside. */
export const wakeEventName = 'desk.wake';

/** Name of the `event` activity of a turn in which the caller of a `voice` conversation hung up. Made by the voice channel only. */
export const callEndedEventName = 'desk.callEnded';

/**
 * Name of the `event` activity that brings the draft of a complaint from a call that ended into the number's SMS
 * conversation; `value` is `{ draft, language }`. Made by the outbox only.
 */
export const draftOfferedEventName = 'desk.draftOffered';
/** Kind of the outbox entry that carries it there; its payload is `{ to, draft, language }`, `to` the number. */
export const continuationKind = 'continuation';

/** Name of the `event` activity that asks for a person without the customer's words; `value` is `{ reason: HandoffReason }`. */
export const personEventName = 'desk.person';

/** Why a timer was asked for. `dialogs`: something open goes on, or is over; `contact`: a visit may be over. */
export type WakeReason = 'dialogs' | 'contact';

/** What a dialog may know and ask of the turn it runs in. */
export interface Turn {
  readonly conversationId: string;
  readonly channel: ChannelId;
  readonly userId: string;
  /** The mobile number the customer writes or calls from, as the network tells it; anybody can feign it (S13). */
  readonly ownNumber?: string;
  /**
   * The same for every run of this turn, also after a crash. Acts with effect derive their idempotency key from it
   * (`${turnKey}:sms`), so that a turn that is run again repeats none (R1).
   */
  readonly turnKey: string;
  /** When the message it answers came in, else when it began; epoch ms. */
  readonly now: number;
  /**
   * Asks for a timer turn at this time (epoch ms), `undefined` to have none. One for each reason: the last wish wins.
   * Not called, an earlier wish stands, except those that started this very turn.
   */
  wakeAt(at: number | undefined, reason?: WakeReason): void;
  /** The wish that stands. */
  wakesAt(reason: WakeReason): number | undefined;
  /** Whose time has come, in a turn that a timer started; else empty. */
  readonly rang: ReadonlySet<WakeReason>;
  /**
   * Lets something leave the house (a text message, a webhook): stored by the turn's commit and sent afterwards, at least
   * once; a turn that fails sends nothing (R6). Give it a key derived from {@link turnKey}. JSON values only, and no
   * secrets: the payload is stored as it is.
   */
  send(entry: NewOutboxEntry): void;
  /** What was said so far, oldest first, at most the last `limit` entries; messages whose turn is yet to come are not in it. */
  transcript(limit: number): Promise<readonly LoggedActivity[]>;
}

const turnKeyInState = Symbol('desk.turn');

export function setTurn(context: TurnContext, turn: Turn): void {
  context.turnState.set(turnKeyInState, turn);
}

/** @throws Error when the context was not made by the turn runner */
export function turnOf(context: TurnContext): Turn {
  const turn = context.turnState.get<Turn | undefined>(turnKeyInState);
  if (!turn) throw new Error('turnOf: this context has no turn. Run the bot through createTurnRunner.');
  return turn;
}

/** The conversation a turn key, or a key derived from one, belongs to. */
export const conversationOfTurn = (turnKey: string): string => turnKey.split(/[|:]/, 1)[0] ?? turnKey;
