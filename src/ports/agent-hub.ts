import type { Handoff, WrapUp } from '../handoff/handoff';

/**
 * Another desk that people already run (Chatwoot, …): customers are handed over to it instead of our own page. Calls come
 * through the outbox (kind `connector`): at least once, in the order of the conversation, so each must bear repetition;
 * what the other desk's people do comes back through {@link HubEvents}.
 */
export interface AgentHub {
  /** Stands in `Handoff.hub.name` and in the outbox. */
  readonly name: string;
  /**
   * Makes the conversation over there, with the whole story: brief, transcript, where to look further.
   * @returns what the hub calls it
   * @throws HubFault
   */
  open(handoff: Handoff): Promise<{ readonly reference: string }>;
  /** The customer wrote something while a person over there has the conversation. `id` is the same at every try. */
  customerSaid(reference: string, message: HubMessage): Promise<void>;
  /** The customer left, or went back to the bot by themselves. */
  customerLeft(reference: string): Promise<void>;
  /**
   * Deletes what there is of one customer over there, for good; absent where that is done by hand.
   * @returns how much of it was still there and is being deleted now; nothing: it is done
   * @throws HubFault `permanent` when somebody has to do something first
   */
  erase?(traces: HubTraces): Promise<HubErased>;
}

/** What another desk may have of one customer. Nothing in it tells who. */
export interface HubTraces {
  /** Names of contacts over there, as {@link HubNames} makes them. */
  readonly contacts: readonly string[];
  /** References of conversations, as {@link AgentHub.open} gave them. */
  readonly conversations: readonly string[];
}
export interface HubErased {
  readonly contacts: number;
  readonly conversations: number;
}

/** What contacts are called over there: a customer by the number they proved, anybody else by the conversation. */
export interface HubNames {
  readonly hub: string;
  contactOf(who: { readonly phone: string } | { readonly conversationId: string }): string;
}

export interface HubMessage {
  readonly id: string;
  readonly at: number;
  readonly text: string;
  readonly attachments: readonly { readonly name: string; readonly contentType: string; readonly url: string }[];
}

/**
 * What happens over there; each call is safe to repeat (`id` is the hub's own message or event id).
 * @throws HubFault `permanent` when the customer is not with that hub any more, so that its people can be told
 */
export interface HubEvents {
  /** A person over there has it. */
  accepted(reference: string, id: string, agent: string): Promise<void>;
  agentSaid(reference: string, id: string, agent: string, text: string): Promise<void>;
  /**
   * It is resolved over there: the customer goes back to the bot.
   * @param wrapUp what its people filled in, where they did
   */
  resolved(reference: string, id: string, wrapUp?: Partial<Omit<WrapUp, 'at' | 'by'>>): Promise<void>;
}

/**
 * The other desk refused or did not answer. `permanent`: the same call would be refused again. `retryAfterMs`: it said
 * itself when to come back.
 */
export class HubFault extends Error {
  readonly code = 'HUB_FAULT';
  constructor(
    message: string,
    readonly permanent: boolean,
    readonly retryAfterMs?: number,
  ) {
    super(message);
    this.name = 'HubFault';
  }
}
