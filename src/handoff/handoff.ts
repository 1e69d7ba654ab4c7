import type { ChannelId } from '../ports/channel';
import type { Language, Localized } from '../ports/language';

export const handoffStatuses = ['waiting', 'assigned', 'call_back_booked', 'done', 'withdrawn'] as const;
export type HandoffStatus = (typeof handoffStatuses)[number];

/** Why a person takes over; each is a line of the policy table (nlp-models/handoff/policy.yaml). */
export type HandoffReason =
  | 'customer_asked'
  | 'not_understood_twice'
  | 'strong_anger'
  | 'regulator_or_press'
  | 'dispute_above_limit'
  | 'third_repeat'
  | 'over_65'
  | 'system_fault';

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
  readonly brief: Brief;
  /** Bot Framework `handoff.initiate`: brief as context, transcript as attachment; what another agent hub would be sent. */
  readonly initiation?: { readonly name: string; readonly value: unknown; readonly attachments: readonly unknown[] };
  readonly callBack?: { readonly phone?: string; readonly from: number; readonly until: number };
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
  readonly suggestedOpening: string;
}
