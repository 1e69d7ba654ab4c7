import type { Complaint } from '../complaints/complaint';
import type { SeniorStep } from '../handoff/agent';
import type { Colleague, HandoffSummary, Inbox, Me } from './desk-api';

/** Page → server on `/desk/events`, JSON text frames of at most 16 KB. */
export type DeskCommand =
  /** Follow a conversation from an entry on; again after a reconnect with the last one seen: nothing missing, nothing twice. */
  | {
      readonly type: 'open';
      readonly conversationId: string;
      readonly after: number;
      /** Number of a complaint told in it, for whoever may see that and has no hand-over of this customer. */
      readonly complaint?: string;
    }
  | { readonly type: 'close'; readonly conversationId: string }
  /** The agent is typing; shown to the customer for a few seconds. */
  | { readonly type: 'typing'; readonly conversationId: string };

/** Server → page. */
export type DeskEvent =
  /** First of all, and again after every reconnect: what the inbox is now. */
  | { readonly type: 'inbox'; readonly inbox: Inbox; readonly me: Me }
  /** An entry is new or has changed; older versions are to be ignored. `gone`: no longer yours to see. */
  | { readonly type: 'handoff'; readonly summary: HandoffSummary }
  | { readonly type: 'gone'; readonly id: string; readonly version: number }
  | { readonly type: 'me'; readonly me: Me }
  /** For supervisors: presence of somebody changed. */
  | { readonly type: 'colleague'; readonly colleague: Colleague }
  /** For supervisors: what climbed to them and waits for somebody, all of it each time it changes. */
  | ({ readonly type: 'climbed' } & ClimbedToMe)
  | { readonly type: 'entry'; readonly conversationId: string; readonly entry: TranscriptEntry }
  | { readonly type: 'typing'; readonly conversationId: string }
  /** The customer's device has everything up to this entry. */
  | { readonly type: 'seen'; readonly conversationId: string; readonly seq: number }
  | { readonly type: 'refused'; readonly command: DeskCommand['type']; readonly conversationId?: string };

/** @property complaints the newest first, at most 50 of them */
export interface ClimbedToMe {
  readonly complaints: readonly ClimbedNotice[];
  readonly inAll: number;
}

/** A complaint that climbed: nothing of its customer. */
export interface ClimbedNotice {
  readonly number: string;
  readonly type: Complaint['type'];
  readonly at: number;
  readonly to: SeniorStep;
  /** Name of the timer (`resolve:100#0`), `again`: opened again, `person`: a supervisor sent it up. */
  readonly why: string;
}

/** One line of a conversation as staff see it. */
export interface TranscriptEntry {
  readonly seq: number;
  readonly id: string;
  readonly at: number;
  readonly from: 'customer' | 'bot' | 'agent' | 'desk';
  /** Of the agent. */
  readonly name?: string;
  /** Masked. For `desk`: empty, `event` says what happened. */
  readonly text: string;
  readonly event?: { readonly name: string; readonly value: Readonly<Record<string, unknown>> };
  /** What the customer could choose from. */
  readonly choices: readonly string[];
  readonly attachments: readonly { readonly id: string; readonly name: string; readonly contentType: string }[];
}

/** WebSocket close codes of ours: 4401 the session ended, 4403 not from our page. */
export const closeCodes = { sessionEnded: 4401, foreign: 4403 } as const;
