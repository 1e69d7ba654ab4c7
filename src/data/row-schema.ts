import { z } from 'zod';
import { complaintStatuses, complaintTypes } from '../complaints/complaint';
import { type ArchiveKind, type ArchiveRow, archivedDocuments, archiveKinds } from '../ports/archive';

const id = z.string().min(1).max(1_000);
const at = z.number();
const count = z.int().min(0);
// Contents are looked at no further: copying them through a schema would lose keys like `__proto__`.
const object = z.custom<Record<string, unknown>>(isObject, 'must be an object');

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What each kind must hold, so that the ports can read it afterwards. */
const values: Readonly<Record<ArchiveKind, z.ZodType>> = {
  conversation: z.looseObject({
    channel: z.string(),
    userId: z.string(),
    version: count,
    state: object,
    processedSeq: count,
    wakeAt: at.optional(),
    createdAt: at,
    updatedAt: at,
    lastSeq: count,
    lastInSeq: count,
  }),
  activity: z.looseObject({
    conversationId: z.string(),
    seq: z.int().min(1),
    id: z.string(),
    direction: z.enum(['in', 'out']),
    at,
    externalId: z.string().optional(),
    bodyHash: z.string().optional(),
    activity: object,
  }),
  complaint: z.looseObject({
    id,
    number: z.string().regex(/^C20\d{6}-\d{4,9}-\d$/, 'must be a complaint number'),
    createdBy: z.string(),
    phone: z.string().optional(),
    type: z.enum(complaintTypes),
    status: z.enum(complaintStatuses),
    handler: z.string().optional(),
    level: z.number().optional(),
    dueAt: at.optional(),
    createdAt: at,
    version: count,
    conversationId: z.string(),
    history: z.array(object),
    slots: object,
    promise: z.looseObject({ owner: z.string() }),
    marks: object,
    answers: z.array(object).optional(),
    contacts: z.array(object).optional(),
  }),
  serial: z.strictObject({ serial: count }),
  handoff: z.looseObject({
    id,
    createdBy: z.string(),
    status: z.string(),
    priority: z.number(),
    createdAt: at,
    version: count,
    brief: object,
  }),
  attachment: z.looseObject({
    id: z.string().regex(/^[A-Za-z0-9_-]{1,128}$/, 'must be an id of an attachment'),
    conversationId: z.string(),
    name: z.string(),
    contentType: z.string(),
    size: count,
    createdAt: at,
    bytes: z.base64(),
  }),
  record: z.strictObject({
    kind: z.enum(['audit', 'feedback', 'miss', 'sms', 'survey', 'contact']),
    key: z.string(),
    at,
    conversationId: z.string(),
    data: object,
  }),
  outbox: z.looseObject({
    key: z.string(),
    kind: z.enum(['sms', 'webhook', 'connector', 'continuation', 'conversation', 'remedy', 'mail']),
    conversationId: z.string().optional(),
    payload: object,
    status: z.enum(['waiting', 'sent', 'dead']),
    createdAt: at,
    dueAt: at,
    attempts: count,
    settledAt: at.optional(),
    lastError: z.string().optional(),
  }),
  document: z.strictObject({
    kind: z.enum(archivedDocuments),
    key: z.string().min(1).max(1_000),
    version: z.int().min(1),
    at,
    value: object,
  }),
};

/** The key a row must have, given its value. */
const keys: Partial<Readonly<Record<ArchiveKind, (value: Record<string, unknown>) => string>>> = {
  activity: ({ conversationId, seq }) => `${conversationId}|${String(seq).padStart(7, '0')}`,
  complaint: ({ id: key }) => String(key),
  handoff: ({ id: key }) => String(key),
  attachment: ({ id: key }) => String(key),
  record: ({ kind, key }) => `${kind}:${key}`,
  outbox: ({ key }) => String(key),
  document: ({ kind, key }) => `${kind}:${key}`,
};

/** @returns the row, or what is wrong with it */
export function checkedRow(line: unknown): ArchiveRow | string {
  if (!isObject(line)) return 'is no row';
  const { kind, key, value } = line;
  const known = archiveKinds.find((name) => name === kind);
  if (!known) return `kind: must be one of ${archiveKinds.join(', ')}`;
  if (typeof key !== 'string' || key === '') return 'key: must be a text';
  if (!isObject(value)) return 'value: must be an object';
  if (known === 'serial' && !/^20\d{6}$/.test(key)) return 'key: must be a day, YYYYMMDD';
  const parsed = values[known].safeParse(value);
  const issue = parsed.error?.issues[0];
  if (issue) return `${known}: ${[...issue.path.map(String), issue.message].join(': ')}`;
  if (keys[known] && keys[known](value) !== key) return `${known}: the key does not fit the value`;
  return { kind: known, key, value };
}
