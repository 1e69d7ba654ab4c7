import type { ChannelId } from '../ports/channel';
import type { Language } from '../ports/language';

/** The four types of complaint (domain facts: docs/complaints.md). */
export const complaintTypes = ['staff_attitude', 'pricing_billing', 'product_quality', 'after_sales'] as const;
export type ComplaintType = (typeof complaintTypes)[number];

/** Stages after ISO 10002 / GB/T 19012, and two ways out of the line. */
export const complaintStatuses = [
  'received',
  'acknowledged',
  'assessed',
  'investigated',
  'answered',
  'decision_communicated',
  'closed',
  'withdrawn',
] as const;
export type ComplaintStatus = (typeof complaintStatuses)[number];

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
  /** How many complaints of the same customer and type came in the 30 days before this one. */
  readonly repeatCount: number;
  readonly evidence: readonly string[];
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
}
