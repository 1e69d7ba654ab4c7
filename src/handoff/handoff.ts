import type { ChannelId } from '../ports/channel';
import type { Language, Localized } from '../ports/language';

/**
 * `waiting` in line; `offered` to one agent who has a moment to take it; `assigned`: a person owns the conversation and the
 * bot is silent; `call_back_booked`: leaves the line until the time booked; `done` wrapped up; `withdrawn`: the customer
 * left the line.
 */
export const handoffStatuses = ['waiting', 'offered', 'assigned', 'call_back_booked', 'done', 'withdrawn'] as const;
export type HandoffStatus = (typeof handoffStatuses)[number];

/** Why a person takes over; each is a line of the policy table (nlp-models/handoff/policy.yaml). */
export const handoffReasons = [
  'customer_asked',
  'not_understood_twice',
  'strong_anger',
  'regulator_or_press',
  'dispute_above_limit',
  'third_repeat',
  'over_65',
  'system_fault',
] as const;
export type HandoffReason = (typeof handoffReasons)[number];

/** One customer waiting for a person. */
export interface Handoff {
  readonly id: string;
  readonly version: number;
  /** Idempotency key of the act that asked. */
  readonly createdBy: string;
  readonly createdAt: number;
  readonly conversationId: string;
  readonly status: HandoffStatus;
  readonly reason: HandoffReason;
  /** 0 normal, 1 raised, 2 urgent. */
  readonly priority: 0 | 1 | 2;
  /** Team that should take it: `billing`, `technical`, `service`, `general`. */
  readonly skill: string;
  /** The team it was sent to first, once it was passed to another. */
  readonly firstSkill?: string;
  readonly brief: Brief;
  /** Bot Framework `handoff.initiate`: brief as context, transcript as attachment; what another agent hub would be sent. */
  readonly initiation?: { readonly name: string; readonly value: unknown; readonly attachments: readonly unknown[] };
  /** `attempts`: how often nobody answered so far. Stays when its time has come and it stands in line again. */
  readonly callBack?: {
    readonly phone?: string;
    readonly from: number;
    readonly until: number;
    readonly attempts?: number;
  };
  /**
   * Its place in line: the moment it entered (with a call back: when that may begin), less the head start its priority
   * gives (nlp-models/handoff/routing.yaml). Lowest first, so waiting ages priority by itself. Absent on entries of
   * before: `createdAt`.
   */
  readonly rank?: number;
  /** While `offered`: to whom, and until when (epoch ms). */
  readonly offer?: { readonly agent: string; readonly until: number };
  /**
   * Staff name of the person who has it while `assigned`, who had it last afterwards; `<hub>:<name>` for a person of
   * another desk.
   */
  readonly agent?: string;
  /** When the first person took it: the end of the customer's wait. */
  readonly acceptedAt?: number;
  /** Who let an offer pass, and until when nobody offers it to them again. */
  readonly passedOver?: readonly { readonly agent: string; readonly until: number }[];
  /** Asked first as long as they are there: who handled the same complaint before. */
  readonly preferredAgent?: string;
  /** Given to exactly this person by a transfer or a supervisor; after `until` anybody fitting is asked. */
  readonly reservedFor?: { readonly agent: string; readonly until: number };
  /** Staff only; the customer never sees them. Newest last. */
  readonly notes?: readonly HandoffNote[];
  /** The customer hung up or left; the conversation still has to be wrapped up. */
  readonly customerLeftAt?: number;
  readonly wrapUp?: WrapUp;
  /** Another desk has it (docs/agents.md): its name, and what it calls the conversation. */
  readonly hub?: { readonly name: string; readonly reference?: string };
  /** The last place the customer was told, and when. */
  readonly told?: { readonly position: number; readonly at: number };
  /** Append-only: everything that happened to it, oldest first. */
  readonly history?: readonly HandoffHistoryEntry[];
}

export interface HandoffNote {
  readonly id: string;
  readonly at: number;
  /** Staff name. */
  readonly author: string;
  /** `whisper`: from a supervisor to the agent; `transfer`: left by whoever passed it on. */
  readonly kind: 'note' | 'whisper' | 'transfer';
  readonly text: string;
}

export interface HandoffHistoryEntry {
  readonly at: number;
  /** `customer`, `bot`, `desk` (a timer), the name of a hub, or a staff name. */
  readonly actor: string;
  readonly event: string;
  readonly from: HandoffStatus;
  readonly to: HandoffStatus;
  /** Whom it concerned, why, in words. */
  readonly note?: string;
  /** Of the request that asked for it (src/ports/act-key.ts). */
  readonly key?: string;
}

export const wrapUpResults = ['solved', 'follow_up', 'not_solved', 'not_reached', 'customer_left'] as const;
export type WrapUpResult = (typeof wrapUpResults)[number];

/** What an agent has to say before a conversation is closed. Codes are those of nlp-models/handoff/wrap-up.yaml. */
export interface WrapUp {
  readonly at: number;
  readonly by: string;
  /** `not_reached`: a call back nobody answered. */
  readonly result: WrapUpResult;
  /** Coded root cause; no free text only. */
  readonly cause: string;
  /** Coded remedy given, where one was. */
  readonly remedy?: string;
  /** The day somebody gets back to the customer, `YYYY-MM-DD`; needed with `follow_up`. */
  readonly followUpOn?: string;
  /** What was agreed, told to the customer when they return to the bot. */
  readonly agreed?: string;
  /** For colleagues. */
  readonly note?: string;
}

/** The whole story at a glance, so that the customer never repeats it. */
export interface Brief {
  readonly channel: ChannelId;
  readonly language: Language;
  readonly customer: {
    readonly phone?: string;
    readonly name?: string;
    readonly identity: 'none' | 'stated' | 'caller_id' | 'verified';
    readonly age?: number;
  };
  readonly topic: {
    readonly intent: string;
    /** What people call it, where the intent has a name. */
    readonly names?: Localized;
    readonly complaintTypes: readonly { readonly type: string; readonly score: number }[];
  };
  /** One line: what the customer wants now. */
  readonly summary: string;
  /** The same in the language of whoever reads it; the customer's own words stay. Absent on entries of before. */
  readonly summaries?: Localized;
  readonly slots: Readonly<Record<string, unknown>>;
  readonly answered: readonly string[];
  /** One point a customer message: when, anger 0–3. */
  readonly mood: readonly { readonly at: number; readonly anger: number }[];
  readonly wantedOutcome?: string;
  readonly promises: readonly string[];
  readonly complaints: readonly {
    readonly number: string;
    readonly type: string;
    readonly status: string;
    readonly createdAt: number;
  }[];
  readonly attachments: readonly { readonly id: string; readonly name: string; readonly contentType: string }[];
  readonly transcript: readonly {
    readonly at: number;
    readonly from: 'customer' | 'bot' | 'agent';
    readonly text: string;
  }[];
  /** The customer's words that show the grievance, masked: to be marked in the transcript. */
  readonly evidenceSpans?: readonly string[];
  /** What the customer wrote and the bot did not understand, masked, oldest first. */
  readonly notUnderstood?: readonly string[];
  readonly suggestedOpening: string;
}
