import type { ChannelId } from '../ports/channel';
import type { Language } from '../ports/language';

/** The four types of complaint (domain facts: docs/complaints.md). */
export const complaintTypes = ['staff_attitude', 'pricing_billing', 'product_quality', 'after_sales'] as const;
export type ComplaintType = (typeof complaintTypes)[number];

/**
 * Stages after ISO 10002 / GB/T 19012. `waiting_for_customer`: our clocks stand still, with a reason. `rechecked`: the
 * customer was asked whether it is solved, and said so. Re-opening leads back to `assessed`.
 */
export const complaintStatuses = [
  'received',
  'acknowledged',
  'assessed',
  'investigating',
  'waiting_for_customer',
  'answered',
  'decision_communicated',
  'rechecked',
  'closed',
  'withdrawn',
  'merged',
] as const;
export type ComplaintStatus = (typeof complaintStatuses)[number];
/** Nothing more is done to it, unless it is opened again. */
export const endedStatuses = ['closed', 'withdrawn', 'merged'] as const satisfies readonly ComplaintStatus[];
export const isEnded = (status: unknown): boolean => endedStatuses.some((ended) => ended === status);

/** What was collected. Every value is in the customer's words unless noted. */
export interface ComplaintSlots {
  /** When it happened: the words, and the day they mean (`YYYY-MM-DD`) where it is clear. */
  when?: string;
  date?: string;
  /** Shop, district, street, or the channel of the contact (hotline, shop). */
  place?: string;
  staff?: string;
  /** What the charge or trouble is about (彩铃, 宽带, 流量…). */
  item?: string;
  amountFen?: number;
  /** `YYYY-MM` */
  billMonth?: string;
  service?: string;
  since?: string;
  frequency?: 'always' | 'sometimes';
  tried?: string;
  earlierNumber?: string;
  promised?: string;
}
export type SlotName = keyof ComplaintSlots;

export const outcomes = ['apology', 'explanation', 'refund', 'repair', 'redo', 'punish', 'other'] as const;
export type Outcome = (typeof outcomes)[number];

/** One line of the append-only history. */
export interface HistoryEntry {
  readonly at: number;
  /** `customer`, `bot`, or a staff id. */
  readonly actor: string;
  readonly event: string;
  readonly from?: ComplaintStatus;
  readonly to?: ComplaintStatus;
  readonly note?: string;
  /** Of the request that asked for it (src/ports/act-key.ts). */
  readonly key?: string;
}

/** The last step up the ladder that nobody has answered yet. */
export interface Climbed {
  readonly at: number;
  /** Where it stands: 1 team lead, 2 manager. */
  readonly to: 1 | 2;
  /** Name of the timer (`resolve:100#0`), `again`: opened again, `person`: a supervisor sent it up. */
  readonly why: string;
}

/** The lines of a bill that a complaint is about, as the business system had them when it was made: a bill may change. */
export interface BillEvidence {
  readonly at: number;
  /** `YYYY-MM` */
  readonly month: string;
  /** Of the whole bill. */
  readonly totalFen: number;
  readonly lines: readonly { readonly name: string; readonly nameEn: string; readonly amountFen: number }[];
}

/** A four-never-leave-out mark (四不漏). */
export interface Mark {
  readonly at: number;
  readonly actor: string;
}

export interface Complaint {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  /** Idempotency key of the act that filed it. */
  readonly createdBy: string;
  readonly createdAt: number;
  readonly type: ComplaintType;
  readonly subType?: string;
  /** When the customer or the classifier was unsure: the candidates, likeliest first. */
  readonly candidates: readonly { readonly type: ComplaintType; readonly score: number }[];
  readonly status: ComplaintStatus;
  readonly history: readonly HistoryEntry[];
  readonly conversationId: string;
  readonly channel: ChannelId;
  readonly language: Language;
  /** `undefined`: anonymous. */
  readonly phone?: string;
  readonly identity: 'none' | 'stated' | 'caller_id' | 'verified';
  /** The story in the customer's own words. */
  readonly story: string;
  readonly slots: Readonly<ComplaintSlots>;
  readonly wantedOutcome?: { readonly kind: Outcome; readonly words: string };
  readonly contact?: { readonly time?: string; readonly channel?: 'phone' | 'sms' | 'chat' };
  readonly linked: readonly {
    readonly id: string;
    readonly number: string;
    readonly relation: 'same_conversation' | 'repeat';
  }[];
  /** 0 normal, 1 raised (repeat, re-opened, strong anger), 2 urgent (regulator, press, third repeat). */
  readonly priority: 0 | 1 | 2;
  /** How many complaints of the same customer about the same thing (`isSameThing`) came in the 30 days before this one. */
  readonly repeatCount: number;
  readonly evidence: readonly string[];
  /** Of a number that was proved, where the business system answered. */
  readonly bill?: BillEvidence;
  readonly additions: readonly { readonly at: number; readonly text: string }[];
  /** The promise given with the number; every field is a time the system keeps watch over. */
  readonly promise: {
    readonly owner: string;
    readonly firstReplyBy: number;
    readonly resolveBy: number;
    readonly answerBy: number;
  };
  readonly marks: {
    readonly recorded?: Mark;
    readonly handled?: Mark;
    readonly rechecked?: Mark;
    readonly fedBack?: Mark;
  };
  /** Highest anger seen while it was taken, 0–3. */
  readonly anger: number;

  // What follows comes with the work on it; absent on a complaint nobody has worked on.
  /** Staff name of whoever works on it; kept when it comes back to the same person. */
  readonly handler?: string;
  /** Step of the ladder it stands on: 0 agent, 1 team lead, 2 manager. Absent: 0. */
  readonly level?: 0 | 1 | 2;
  /** Climbed to the team lead or the manager, and nobody there has taken, assigned or answered it since. */
  readonly climbed?: Climbed;
  readonly assessment?: Assessment;
  /** When our clocks stood still; the last one without `until` still does. */
  readonly pauses?: readonly Pause[];
  /** The decision, newest last: each re-opening ends with another. */
  readonly answers?: readonly Answer[];
  readonly remedies?: readonly GivenRemedy[];
  /** Tries to reach the customer after the decision. */
  readonly contacts?: readonly ContactAttempt[];
  /** The question whether it is solved, one for each answer, newest last. */
  readonly rechecks?: readonly Recheck[];
  /** 满意/一般/不满意, one for each resolution at most. */
  readonly surveys?: readonly Survey[];
  /** Timers that have been fired, by name and round (`resolve:80#0`, `law:7#1`, …): none is fired twice. */
  readonly fired?: readonly string[];
  /** When the next timer is due; absent: none. What the store is asked by. */
  readonly dueAt?: number;
  readonly mergedInto?: { readonly id: string; readonly number: string };
  /** How often it was re-opened. */
  readonly reopened?: number;
  /** What was promised in the rounds before this one, the first round's first: what those are measured by. */
  readonly earlierPromises?: readonly Complaint['promise'][];
  /** Code of nlp-models/complaints/areas.yaml, where the place says it. */
  readonly area?: string;
  /** The known problem it is part of (src/known-problems). */
  readonly problem?: AttachedProblem;
}

/** What the customer of an attached complaint knows of its problem. */
export interface AttachedProblem {
  readonly id: string;
  readonly number: string;
  /** Serial of the news the customer was told last; absent: none yet. */
  readonly news?: number;
  /** The repair time told; until then the customer is not told that we are late. */
  readonly repairBy?: number;
}

export const severities = ['low', 'medium', 'high'] as const;
export type Severity = (typeof severities)[number];

/** ISO 10002, 8.4: what is looked at first. */
export interface Assessment {
  readonly at: number;
  readonly by: string;
  readonly severity: Severity;
  readonly complexity: 'simple' | 'complex';
  /** How many customers it may concern. */
  readonly impact: 'one' | 'several' | 'many';
  /** Something has to be done before the investigation ends. */
  readonly actAtOnce: boolean;
}

export interface Pause {
  readonly from: number;
  readonly until?: number;
  /** Code of `pause_reasons` in nlp-models/complaints/standard.yaml. */
  readonly reason: string;
}

/** A decision as the customer is told it. */
export interface Answer {
  readonly at: number;
  readonly by: string;
  /** What was found and what is done, in words for the customer. */
  readonly text: string;
  /** The same in English: of a known problem's repair, told to many. */
  readonly english?: string;
  /** Coded root cause (nlp-models/handoff/wrap-up.yaml), and the department that owns it. */
  readonly cause: string;
  readonly owner: string;
  /** Proof that the customer has it: when, by which way, id of the message (L1: within 15 days). */
  readonly told?: { readonly at: number; readonly way: 'chat' | 'sms' | 'phone'; readonly reference: string };
}

export interface GivenRemedy {
  readonly id: string;
  /** Code of `remedies` in nlp-models/complaints/standard.yaml. */
  readonly code: string;
  readonly amountFen?: number;
  readonly by: string;
  readonly at: number;
  /** Above the limit an agent may give alone a supervisor decides; money leaves through the outbox once. */
  readonly status: 'waiting_approval' | 'refused' | 'given' | 'paid' | 'failed';
  readonly decidedBy?: string;
  readonly decidedAt?: number;
  /** The business system's own. */
  readonly reference?: string;
  /** When it was paid, or turned out not to be payable. */
  readonly settledAt?: number;
  /** Why it could not be paid. */
  readonly failure?: RemedyFailure;
  /** How often it was given again after that. */
  readonly again?: number;
  /** The one of these from which on it has another key: what was refused is a new matter, what nobody answered the same. */
  readonly rekeyed?: number;
}

/** What the business system refused a payment with; `unreachable`: a day of tries without an answer. */
export type RemedyFailure = 'not_found' | 'already_done' | 'not_allowed' | 'unreachable';

export interface ContactAttempt {
  readonly at: number;
  readonly by: string;
  readonly way: 'phone' | 'sms' | 'chat';
  readonly outcome: 'reached' | 'no_answer' | 'busy' | 'wrong_number' | 'no_reply';
}

export interface Recheck {
  readonly askedAt: number;
  /** When the customer said so; absent: no word yet. */
  readonly answeredAt?: number;
  readonly solved?: boolean;
  readonly words?: string;
}

export interface Survey {
  readonly at: number;
  readonly score: 'satisfied' | 'neutral' | 'unsatisfied';
  readonly words?: string;
}
