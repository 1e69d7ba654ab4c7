import type { Binary, IndexDescription } from 'mongodb';
import type { ChannelId } from '../../ports/channel';
import type { OutboxStatus } from '../../ports/outbox';

/**
 * The documents. What others may fill (dialog state, activities, complaints) is JSON text, as in the embedded store:
 * its keys never become field names, every character comes back as it was, and both stores hold the same records. The
 * other fields exist to be searched.
 */
export interface ConversationDoc extends Holder {
  _id: string;
  channel: ChannelId;
  userId: string;
  version: number;
  state: string;
  processedSeq: number;
  wakeAt?: number;
  createdAt: number;
  updatedAt: number;
  lastSeq: number;
  lastInSeq: number;
  /** When it next needs a turn; absent: not at all. */
  dueAt?: number;
  leaseOwner: string | null;
  leaseFencing: number;
  leaseUntil: number;
  /** The newest log entries, up to `lastSeq` without a gap; those before are in `activities`. */
  pending: EntryDoc[];
  /** When its log last grew, by the server's clock; absent while it is empty. */
  grownAt?: Date;
}

/** One entry of the log. `key` tells deliveries (`in:`) and replies (`out:`) apart and is unique in a conversation. */
export interface EntryDoc {
  seq: number;
  id: string;
  key: string;
  direction: 'in' | 'out';
  at: number;
  bodyHash: string | null;
  activity: string;
}
export interface ActivityDoc extends EntryDoc {
  /** Conversation and `seq`. */
  _id: string;
  conversationId: string;
}

export interface ComplaintDoc extends Holder {
  _id: string;
  number: string;
  day: string;
  serial: number;
  createdBy: string;
  phone: string | null;
  type: string;
  status: string;
  handler: string | null;
  /** Department. */
  owner: string;
  level: number;
  /** A mark is still to come. */
  owing: boolean;
  dueAt: number | null;
  /** Id of the known problem it is part of; absent on those of before there were any. */
  problem?: string | null;
  createdAt: number;
  /** When it was last written, by the server's clock; absent on those that were imported, or not touched since. */
  changedAt?: Date;
  version: number;
  doc: string;
}
export interface SerialDoc {
  /** The day, `YYYYMMDD`. */
  _id: string;
  serial: number;
}

export interface HandoffDoc extends Holder {
  _id: string;
  createdBy: string;
  conversationId: string;
  status: string;
  skill: string;
  /** Its place in line: lowest first. */
  rank: number;
  agent: string | null;
  createdAt: number;
  acceptedAt: number | null;
  /** Decides between entries of the same rank. */
  order: string;
  /** When it was last written, by the server's clock; absent on those that were imported and not touched since. */
  changedAt?: Date;
  version: number;
  doc: string;
}

export interface AttachmentDoc {
  _id: string;
  conversationId: string;
  doc: string;
  bytes: Binary;
}

export interface RecordDoc {
  kind: string;
  key: string;
  at: number;
  conversationId: string;
  data: string;
  /** By the server's clock; absent on those that were imported, or written before it was noted. */
  writtenAt?: Date;
}

export interface CodeDoc {
  /** The conversation. */
  _id: string;
  phone: string;
  hash: string;
  issuedAt: number;
  expiresAt: number;
  tries: number;
}
export interface CodeIssueDoc {
  phone: string;
  issuedAt: number;
}

/** What documents hold that cause something to leave the house, until it is copied to `outbox`. */
export interface Holder {
  /** There is something in `outbox`: what is searched for. */
  holds?: 'outbox';
  /** The version of the change that added to it last. */
  outboxVersion?: number;
  outbox?: HeldEntry[];
}
export interface HeldEntry {
  key: string;
  conversationId: string | null;
  doc: string;
  /** Decides between entries of the same moment. */
  order: string;
  createdAt: number;
}
export interface OutboxDoc extends Omit<HeldEntry, 'key'> {
  /** The key. */
  _id: string;
  status: OutboxStatus;
  dueAt: number;
  attempts: number;
  settledAt?: number;
  lastError?: string;
}

export interface LeaseDoc {
  /** The job. */
  _id: string;
  owner: string | null;
  fencing: number;
  until: number;
}

export interface SharedKeyDoc {
  /** What it is for. */
  _id: string;
  value: string;
}

/** A small document of the port DocumentStore. */
export interface SmallDoc {
  /** Kind and key. */
  _id: string;
  kind: string;
  key: string;
  version: number;
  at: number;
  value: string;
}

export interface MetaDoc {
  _id: string;
  version: number;
}

export interface Collections {
  conversations: ConversationDoc;
  activities: ActivityDoc;
  complaints: ComplaintDoc;
  complaint_serials: SerialDoc;
  handoffs: HandoffDoc;
  attachments: AttachmentDoc;
  records: RecordDoc;
  codes: CodeDoc;
  code_issues: CodeIssueDoc;
  outbox: OutboxDoc;
  leases: LeaseDoc;
  shared_keys: SharedKeyDoc;
  documents: SmallDoc;
  meta: MetaDoc;
}

const holds: IndexDescription = { name: 'holds', key: { holds: 1 } };

/**
 * Made at every start where missing. No field of a unique index is ever absent: servers differ on whether two absent
 * fields are equal.
 */
export const indexes: Readonly<Partial<Record<keyof Collections, readonly IndexDescription[]>>> = {
  conversations: [{ name: 'due', key: { dueAt: 1 } }, { name: 'grown', key: { grownAt: 1 } }, holds],
  activities: [
    { name: 'log', key: { conversationId: 1, seq: 1 }, unique: true },
    { name: 'key', key: { conversationId: 1, key: 1 }, unique: true },
  ],
  complaints: [
    { name: 'number', key: { number: 1 }, unique: true },
    { name: 'createdBy', key: { createdBy: 1 }, unique: true },
    { name: 'day', key: { day: 1, serial: -1 } },
    { name: 'phone', key: { phone: 1, createdAt: -1, day: -1, serial: -1 } },
    { name: 'due', key: { dueAt: 1, _id: 1 } },
    { name: 'handler', key: { handler: 1, status: 1, createdAt: -1, _id: -1, owner: 1, type: 1, level: 1 } },
    { name: 'owner', key: { owner: 1, status: 1, createdAt: -1, _id: -1, type: 1 } },
    { name: 'status', key: { status: 1, type: 1, createdAt: -1, _id: -1 } },
    { name: 'owing', key: { owing: 1, status: 1, createdAt: -1, _id: -1 } },
    { name: 'level', key: { level: 1, status: 1, createdAt: -1, _id: -1, owner: 1, type: 1 } },
    { name: 'changed', key: { changedAt: 1 } },
    { name: 'problem', key: { problem: 1, createdAt: 1, _id: 1 } },
    holds,
  ],
  handoffs: [
    { name: 'createdBy', key: { createdBy: 1 }, unique: true },
    { name: 'queue', key: { status: 1, rank: 1, order: 1 } },
    { name: 'place', key: { skill: 1, status: 1, rank: 1, order: 1 } },
    { name: 'conversation', key: { conversationId: 1, createdAt: -1, order: -1 } },
    { name: 'agent', key: { agent: 1, status: 1, changedAt: -1, order: -1 } },
    { name: 'accepted', key: { acceptedAt: -1, order: -1 } },
    { name: 'changed', key: { changedAt: 1 } },
    { name: 'walk', key: { createdAt: 1, order: 1 } },
    holds,
  ],
  outbox: [
    { name: 'due', key: { status: 1, dueAt: 1, createdAt: 1, order: 1 } },
    { name: 'newest', key: { status: 1, createdAt: -1, order: -1 } },
    { name: 'conversation', key: { conversationId: 1 } },
  ],
  attachments: [{ name: 'conversation', key: { conversationId: 1 } }],
  records: [
    { name: 'key', key: { kind: 1, key: 1 }, unique: true },
    { name: 'newest', key: { kind: 1, at: -1, _id: -1 } },
    { name: 'walk', key: { kind: 1, at: 1, key: 1 } },
    { name: 'written', key: { kind: 1, writtenAt: 1 } },
  ],
  documents: [
    { name: 'key', key: { kind: 1, key: 1 } },
    { name: 'at', key: { kind: 1, at: 1 } },
  ],
  code_issues: [
    { name: 'phone', key: { phone: 1, issuedAt: 1 } },
    { name: 'issuedAt', key: { issuedAt: 1 } },
  ],
};
