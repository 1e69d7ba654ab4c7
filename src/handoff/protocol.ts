import type { WrapUpResult } from './handoff';

/**
 * Bot Framework's hand-off protocol, from the agents' side to the bot: `handoff.status`, value {@link HandoffStatusValue}.
 * Comes from the agents' desk or from another desk's connector, through the outbox; never from a customer's client.
 */
export const handoffStatusEventName = 'handoff.status';
export type HandoffStatusValue =
  /** A person has it now: the bot is silent until `completed` or `failed`. `name` is what the customer may read. */
  | {
      readonly state: 'accepted';
      readonly handoffId: string;
      readonly agent: { readonly id: string; readonly name: string };
    }
  /**
   * It is back in line (`agent_gone`, `transferred`), or nobody could take it (`not_taken`), or the person left the
   * conversation and calls at the time that stands in the entry (`call_back_booked`). The bot speaks again.
   */
  | {
      readonly state: 'failed';
      readonly handoffId: string;
      readonly reason: 'agent_gone' | 'transferred' | 'not_taken' | 'call_back_booked';
    }
  | {
      readonly state: 'completed';
      readonly handoffId: string;
      readonly result: WrapUpResult;
      readonly agreed?: string;
      readonly followUpOn?: string;
    };

/** What an agent says to the customer; value {@link AgentMessageValue}. The message's own id keeps it single. */
export const agentMessageEventName = 'desk.agentMessage';
export interface AgentMessageValue {
  readonly handoffId: string;
  readonly text: string;
  readonly agent: { readonly id: string; readonly name: string };
}

/**
 * Tells staff what an agent wrote that did not go out: the customer had become somebody else's by then. Nothing for the
 * customer. Value {@link NotSentValue}.
 */
export const notSentEventName = 'desk.notSent';
export interface NotSentValue extends AgentMessageValue {
  /** The message, by what the log calls it. */
  readonly messageId: string;
}

/** Tells who waits where they stand; value {@link QueueUpdateValue}. */
export const queueUpdateEventName = 'desk.queueUpdate';
export interface QueueUpdateValue {
  readonly handoffId: string;
  /** 1 is next. */
  readonly position: number;
  /** Estimate from the last hour; absent where there is none to be honest about. */
  readonly waitMinutes?: number;
}

/**
 * What a customer's client may know of it, beside the words: `channelData.handoff` of the bot's messages that tell a
 * place, a person or the end. The last one counts; the chat page shows it as a line under its head (docs/direct-line.md).
 */
export type HandoffStanding =
  | { readonly state: 'waiting'; readonly position?: number; readonly waitMinutes?: number }
  | { readonly state: 'accepted'; readonly agent: { readonly name: string } }
  | { readonly state: 'over' };
