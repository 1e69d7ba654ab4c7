import type { ComplaintStatus, ComplaintType, Survey } from '../complaints/complaint';
import type { HandoffReason, WrapUpResult } from '../handoff/handoff';
import type { ChannelId } from '../ports/channel';
import type { Language } from '../ports/language';

/*
 * What the rates are counted from: one flat row for each complaint, each contact and each hand-over, without personal
 * data. Rows are made from what is stored (never the other way round) and belong to the day (Asia/Shanghai) they began on,
 * their cohort: a rate of a week is about what began in that week, however late it ended. Times in epoch ms.
 */

/** A duty with a time: done at, due at. */
export interface Duty {
  readonly dueAt: number;
  readonly at?: number;
}

export interface ComplaintFact {
  readonly number: string;
  readonly createdAt: number;
  readonly type: ComplaintType;
  readonly subType?: string;
  /** What the bot took it for, before anybody corrected it. */
  readonly botType: ComplaintType;
  readonly channel: ChannelId;
  /** Code of nlp-models/complaints/areas.yaml. */
  readonly area?: string;
  /** Department (`promise.owner`). */
  readonly team: string;
  readonly handler?: string;
  readonly status: ComplaintStatus;
  /** Root cause of the last decision (nlp-models/handoff/wrap-up.yaml). */
  readonly cause?: string;
  /** The four marks (四不漏): when due, when set; one that is not owed (withdrawn, merged) is absent. */
  readonly recorded: Duty;
  readonly handled?: Duty;
  readonly rechecked?: Duty;
  readonly fedBack?: Duty;
  /** Clocks of the first round: what was promised with the number. */
  readonly firstReply: Duty;
  readonly resolve: Duty;
  readonly law: Duty;
  /** Closed for the first time; and opened again after that, for the first time. */
  readonly closedAt?: number;
  readonly reopenedAt?: number;
  readonly reopened: number;
  /** Complaints of the same customer and type in the 30 days before. */
  readonly repeatCount: number;
  readonly score?: Survey['score'];
  /** What its remedies cost: money that has been paid, the worth of gifts that were given. */
  readonly costFen: number;
  /** Number of the known problem it is attached to. */
  readonly problem?: string;
}

/**
 * One visit of a customer: what they wrote or said in one conversation without a silence longer than
 * nlp-models/figures/contacts.yaml allows; on the hotline one call.
 */
export interface ContactFact {
  readonly id: string;
  readonly conversationId: string;
  readonly channel: ChannelId;
  readonly language: Language;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Keyed hash of the number, or of the channel's name for the customer: the same customer, never who. */
  readonly customer: string;
  /** It answered what we had sent unasked, and nothing else came up in it: in no denominator. */
  readonly byUs: boolean;
  readonly messages: number;
  /** Intents answered, in order, each once. */
  readonly topics: readonly string[];
  /** Answers given, and messages not understood. */
  readonly answered: number;
  readonly missed: number;
  readonly thumbsDown: number;
  /** Numbers of complaints made in it. */
  readonly complaints: readonly string[];
  /** The customer asked for a person, or was given one. */
  readonly personAsked: boolean;
  readonly handoffs: readonly string[];
}

/** What a visit was about, found when its row is made (`contactMatter`); a visit is told apart by it, and kept without it. */
export interface ContactMatter {
  readonly type?: ComplaintType;
  readonly subType?: string;
  readonly area?: string;
  readonly team?: string;
}
export type ToldContact = ContactFact & ContactMatter;

export interface HandoffFact {
  readonly id: string;
  readonly conversationId: string;
  readonly createdAt: number;
  readonly channel: ChannelId;
  readonly reason: HandoffReason;
  /** Team it was sent to first, and the one that had it last. */
  readonly skill: string;
  readonly lastSkill: string;
  readonly acceptedAt?: number;
  readonly endedAt?: number;
  readonly leftLine: boolean;
  readonly agent?: string;
  readonly result?: WrapUpResult;
  readonly cause?: string;
  readonly score?: 'satisfied' | 'fair' | 'dissatisfied';
}
