import { Binary, type Document, ObjectId } from 'mongodb';
import type { Complaint } from '../../complaints/complaint';
import { type ArchiveKind, type ArchiveRow, archivedDocuments } from '../../ports/archive';
import {
  activityKey,
  dueAt,
  ownerOf,
  partsOfActivityKey,
  present,
  problemOf,
  safeAttachmentId,
  type Value,
} from '../archive-values';
import { owesMarks } from '../owes-marks';
import { original, stored } from '../stored-text';
import type { Collections } from './collections';
import { documentId } from './document-store';
import { inKey, outKey } from './transcript';

/** How rows of one kind lie in a collection. */
export interface Shape {
  readonly collection: keyof Collections;
  /** What finds the row of a key; none of another kind. */
  readonly filter: (key: string) => Document;
  /** Which documents of the collection are meant, where not all are. */
  readonly only?: Document;
  readonly toRow: (doc: Document) => Omit<ArchiveRow, 'kind'>;
  readonly toDoc: (value: Value, row: ArchiveRow) => Document;
  /** What only a new document gets. */
  readonly fresh?: () => Document;
  /** Fields that say whether somebody changed the document meanwhile. */
  readonly unchanged: readonly string[];
  /**
   * The field in which the server notes when it wrote a change. Rows that come in by an import have none: they are
   * no news to those who follow. */
  readonly stamped?: string;
}

const json = (text: unknown): Record<string, unknown> => JSON.parse(String(text)) as Record<string, unknown>;
const byId = (key: string): Document => ({ _id: stored(key) });
const maybe = (text: string | null): string | null => (text === null ? null : stored(text));

export const shapes: Readonly<Record<ArchiveKind, Shape>> = {
  conversation: {
    collection: 'conversations',
    filter: byId,
    toRow: (doc) => ({
      key: original(doc['_id']),
      value: present({
        channel: doc['channel'],
        userId: original(doc['userId']),
        version: doc['version'],
        state: json(doc['state']),
        processedSeq: doc['processedSeq'],
        wakeAt: doc['wakeAt'],
        createdAt: doc['createdAt'],
        updatedAt: doc['updatedAt'],
        lastSeq: doc['lastSeq'],
        lastInSeq: doc['lastInSeq'],
      }),
    }),
    toDoc: (value, { key }) => ({
      _id: stored(key),
      channel: stored(value.text('channel')),
      userId: stored(value.text('userId')),
      version: value.number('version'),
      state: value.json('state'),
      processedSeq: value.number('processedSeq'),
      ...present({ wakeAt: value.optionalNumber('wakeAt'), dueAt: dueAt(value) }),
      createdAt: value.number('createdAt'),
      updatedAt: value.number('updatedAt'),
      lastSeq: value.number('lastSeq'),
      lastInSeq: value.number('lastInSeq'),
    }),
    fresh: () => ({ leaseOwner: null, leaseFencing: 0, leaseUntil: 0, pending: [] }),
    unchanged: ['version', 'lastSeq'],
  },
  activity: {
    collection: 'activities',
    filter: (key) => {
      const { conversationId, seq } = partsOfActivityKey(key);
      return { _id: activityKey(stored(conversationId), seq) };
    },
    toRow: (doc) => ({
      key: activityKey(original(doc['conversationId']), doc['seq']),
      value: present({
        conversationId: original(doc['conversationId']),
        seq: doc['seq'],
        id: original(doc['id']),
        direction: doc['direction'],
        at: doc['at'],
        externalId: doc['direction'] === 'in' ? original(String(doc['key']).slice('in:'.length)) : null,
        bodyHash: doc['bodyHash'],
        activity: json(doc['activity']),
      }),
    }),
    toDoc: (value) => {
      const [conversationId, seq, externalId] = [
        stored(value.text('conversationId')),
        value.number('seq'),
        value.optionalText('externalId'),
      ];
      return {
        _id: activityKey(conversationId, seq),
        conversationId,
        seq,
        id: stored(value.text('id')),
        key: externalId === null ? outKey(value.text('id')) : inKey(externalId),
        direction: value.text('direction'),
        at: value.number('at'),
        bodyHash: value.optionalText('bodyHash'),
        activity: value.json('activity'),
      };
    },
    unchanged: [],
  },
  complaint: {
    collection: 'complaints',
    filter: byId,
    toRow: (doc) => ({ key: original(doc['_id']), value: json(doc['doc']) }),
    toDoc: (value, row) => {
      const [day = '', serial = ''] = value.text('number').slice(1).split('-');
      return {
        _id: stored(row.key),
        number: value.text('number'),
        day,
        serial: Number(serial),
        createdBy: stored(value.text('createdBy')),
        createdAt: value.number('createdAt'),
        phone: maybe(value.optionalText('phone')),
        type: stored(value.text('type')),
        status: stored(value.text('status')),
        handler: maybe(value.optionalText('handler')),
        owner: stored(ownerOf(value)),
        level: value.optionalNumber('level') ?? 0,
        owing: owesMarks(row.value as unknown as Complaint),
        dueAt: value.optionalNumber('dueAt'),
        problem: maybe(problemOf(value)),
        version: value.number('version'),
        doc: value.whole(),
      };
    },
    unchanged: ['version'],
    stamped: 'changedAt',
  },
  serial: {
    collection: 'complaint_serials',
    filter: byId,
    toRow: (doc) => ({ key: doc['_id'], value: { serial: doc['serial'] } }),
    toDoc: (value, { key }) => ({ _id: stored(key), serial: value.number('serial') }),
    unchanged: ['serial'],
  },
  handoff: {
    collection: 'handoffs',
    filter: byId,
    toRow: (doc) => ({ key: original(doc['_id']), value: json(doc['doc']) }),
    toDoc: (value, { key }) => ({
      _id: stored(key),
      createdBy: stored(value.text('createdBy')),
      createdAt: value.number('createdAt'),
      conversationId: stored(value.optionalText('conversationId') ?? ''),
      status: stored(value.text('status')),
      skill: stored(value.optionalText('skill') ?? ''),
      rank: value.optionalNumber('rank') ?? value.number('createdAt'),
      agent: maybe(value.optionalText('agent')),
      acceptedAt: value.optionalNumber('acceptedAt'),
      version: value.number('version'),
      doc: value.whole(),
    }),
    fresh: () => ({ order: new ObjectId().toHexString() }),
    unchanged: ['version'],
    stamped: 'changedAt',
  },
  attachment: {
    collection: 'attachments',
    filter: byId,
    toRow: (doc) => ({
      key: original(doc['_id']),
      value: present({
        ...json(doc['doc']),
        bytes: doc['bytes'] instanceof Binary ? Buffer.from(doc['bytes'].value()).toString('base64') : null,
      }),
    }),
    toDoc: (value, { key, value: { bytes: _, ...described } }) => ({
      _id: stored(safeAttachmentId(key)),
      conversationId: stored(value.text('conversationId')),
      doc: JSON.stringify(described),
      ...present({ bytes: binary(value.optionalText('bytes')) }),
    }),
    unchanged: [],
  },
  record: {
    collection: 'records',
    filter: (key) => {
      const colon = key.indexOf(':');
      return { kind: stored(key.slice(0, Math.max(0, colon))), key: stored(key.slice(colon + 1)) };
    },
    toRow: (doc) => ({
      key: `${doc['kind']}:${original(doc['key'])}`,
      value: {
        kind: doc['kind'],
        key: original(doc['key']),
        at: doc['at'],
        conversationId: original(doc['conversationId']),
        data: json(doc['data']),
      },
    }),
    toDoc: (value) => ({
      kind: stored(value.text('kind')),
      key: stored(value.text('key')),
      at: value.number('at'),
      conversationId: stored(value.text('conversationId')),
      data: value.json('data'),
    }),
    unchanged: [],
  },
  outbox: {
    collection: 'outbox',
    filter: byId,
    toRow: (doc) => ({
      key: original(doc['_id']),
      value: present({
        ...json(doc['doc']),
        status: doc['status'],
        createdAt: doc['createdAt'],
        dueAt: doc['dueAt'],
        attempts: doc['attempts'],
        settledAt: doc['settledAt'],
        lastError: doc['lastError'],
      }),
    }),
    toDoc: (value, { key, value: { status, createdAt, dueAt: due, attempts, settledAt, lastError, ...entry } }) => ({
      _id: stored(key),
      conversationId: maybe(value.optionalText('conversationId')),
      doc: JSON.stringify(entry),
      createdAt: value.number('createdAt'),
      status: value.text('status'),
      dueAt: value.number('dueAt'),
      attempts: value.number('attempts'),
      ...present({ settledAt: value.optionalNumber('settledAt'), lastError: value.optionalText('lastError') }),
    }),
    fresh: () => ({ order: new ObjectId().toHexString() }),
    unchanged: ['status', 'attempts', 'dueAt'],
  },
  document: {
    collection: 'documents',
    only: { kind: { $in: [...archivedDocuments] } },
    filter: (key) => ({ _id: stored(key) }),
    toRow: (doc) => ({
      key: `${doc['kind']}:${original(doc['key'])}`,
      value: {
        kind: doc['kind'],
        key: original(doc['key']),
        version: doc['version'],
        at: doc['at'],
        value: json(doc['value']),
      },
    }),
    toDoc: (value) => ({
      _id: documentId(value.text('kind'), value.text('key')),
      kind: stored(value.text('kind')),
      key: stored(value.text('key')),
      version: value.number('version'),
      at: value.number('at'),
      value: value.json('value'),
    }),
    unchanged: ['version'],
  },
};

const binary = (base64: string | null): Binary | null =>
  base64 === null ? null : new Binary(Buffer.from(base64, 'base64'));
