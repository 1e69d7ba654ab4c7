import type { Complaint } from '../../complaints/complaint';
import { type ArchiveKind, type ArchiveRow, archivedDocuments } from '../../ports/archive';
import { activityKey, dueAt, ownerOf, partsOfActivityKey, present, problemOf, Value } from '../archive-values';
import { owesMarks } from '../owes-marks';
import { original } from './escaped-text';
import type { Bindable, SqliteFile } from './sqlite-file';

/** How rows of one kind lie in a table. */
interface Shape {
  readonly table: string;
  /** What rows are paged by: in the order they were written, where the table keeps it. */
  readonly order: string;
  /** Which rows of the table are meant, where not all are. */
  readonly only?: string;
  /** Columns that are the key, and the key as their values. */
  readonly keyColumns: readonly string[];
  readonly keyOf: (key: string) => readonly Bindable[];
  readonly toRow: (raw: Raw) => Omit<ArchiveRow, 'kind'>;
  readonly columns: (value: Value, row: ArchiveRow) => Readonly<Record<string, Bindable>>;
  /** What only a new row gets: the lease of a running turn is not an archive's to change. */
  readonly fresh?: Readonly<Record<string, Bindable>>;
}
export type Raw = Readonly<Record<string, string | number | null>>;

const text = (raw: Raw, column: string): string => original(String(raw[column] ?? ''));
const optional = (raw: Raw, column: string): string | null => (raw[column] == null ? null : text(raw, column));
const json = (raw: Raw, column: string): Record<string, unknown> =>
  JSON.parse(String(raw[column])) as Record<string, unknown>;
const byId = { order: 'rowid', keyColumns: ['id'], keyOf: (key: string) => [key] };

const shapes: Readonly<Record<ArchiveKind, Shape>> = {
  conversation: {
    ...byId,
    table: 'conversations',
    order: 'id',
    toRow: (raw) => ({
      key: text(raw, 'id'),
      value: present({
        channel: raw['channel'],
        userId: text(raw, 'user_id'),
        version: raw['version'],
        state: json(raw, 'state'),
        processedSeq: raw['processed_seq'],
        wakeAt: raw['wake_at'],
        createdAt: raw['created_at'],
        updatedAt: raw['updated_at'],
        lastSeq: raw['last_seq'],
        lastInSeq: raw['last_in_seq'],
      }),
    }),
    columns: (value, { key }) => ({
      id: key,
      channel: value.text('channel'),
      user_id: value.text('userId'),
      version: value.number('version'),
      state: value.json('state'),
      processed_seq: value.number('processedSeq'),
      wake_at: value.optionalNumber('wakeAt'),
      created_at: value.number('createdAt'),
      updated_at: value.number('updatedAt'),
      last_seq: value.number('lastSeq'),
      last_in_seq: value.number('lastInSeq'),
      due_at: dueAt(value),
    }),
    fresh: { lease_fencing: 0, lease_until: 0 },
  },
  activity: {
    table: 'activities',
    order: 'rowid',
    keyColumns: ['conversation_id', 'seq'],
    keyOf: (key) => Object.values(partsOfActivityKey(key)),
    toRow: (raw) => ({
      key: activityKey(text(raw, 'conversation_id'), Number(raw['seq'])),
      value: present({
        conversationId: text(raw, 'conversation_id'),
        seq: raw['seq'],
        id: text(raw, 'id'),
        direction: raw['direction'],
        at: raw['at'],
        externalId: optional(raw, 'external_id'),
        bodyHash: raw['body_hash'],
        activity: json(raw, 'activity'),
      }),
    }),
    columns: (value) => ({
      conversation_id: value.text('conversationId'),
      seq: value.number('seq'),
      id: value.text('id'),
      direction: value.text('direction'),
      at: value.number('at'),
      external_id: value.optionalText('externalId'),
      body_hash: value.optionalText('bodyHash'),
      activity: value.json('activity'),
    }),
  },
  complaint: {
    ...byId,
    table: 'complaints',
    toRow: (raw) => ({ key: text(raw, 'id'), value: json(raw, 'doc') }),
    columns: (value, row) => ({
      id: row.key,
      number: value.text('number'),
      created_by: value.text('createdBy'),
      phone: value.optionalText('phone'),
      type: value.text('type'),
      status: value.text('status'),
      handler: value.optionalText('handler'),
      owner: ownerOf(value),
      level: value.optionalNumber('level') ?? 0,
      owing: owesMarks(row.value as unknown as Complaint) ? 1 : 0,
      due_at: value.optionalNumber('dueAt'),
      problem: problemOf(value),
      created_at: value.number('createdAt'),
      version: value.number('version'),
      doc: value.whole(),
    }),
  },
  serial: {
    table: 'complaint_serials',
    order: 'day',
    keyColumns: ['day'],
    keyOf: (key) => [key],
    toRow: (raw) => ({ key: String(raw['day']), value: { serial: raw['serial'] } }),
    columns: (value, { key }) => ({ day: key, serial: value.number('serial') }),
  },
  handoff: {
    ...byId,
    table: 'handoffs',
    toRow: (raw) => ({ key: text(raw, 'id'), value: json(raw, 'doc') }),
    columns: (value, { key }) => ({
      id: key,
      created_by: value.text('createdBy'),
      conversation_id: value.optionalText('conversationId') ?? '',
      status: value.text('status'),
      skill: value.optionalText('skill') ?? '',
      rank: value.optionalNumber('rank') ?? value.number('createdAt'),
      agent: value.optionalText('agent'),
      created_at: value.number('createdAt'),
      accepted_at: value.optionalNumber('acceptedAt'),
      version: value.number('version'),
      doc: value.whole(),
    }),
  },
  attachment: {
    ...byId,
    table: 'attachments',
    order: 'id',
    toRow: (raw) => ({ key: text(raw, 'id'), value: json(raw, 'doc') }),
    columns: (value, { key, value: { bytes: _, ...stored } }) => ({
      id: key,
      conversation_id: value.text('conversationId'),
      doc: JSON.stringify(stored),
    }),
  },
  record: {
    table: 'records',
    order: 'position',
    keyColumns: ['kind', 'key'],
    keyOf: (key) => [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)],
    toRow: (raw) => ({
      key: `${raw['kind']}:${text(raw, 'key')}`,
      value: {
        kind: raw['kind'],
        key: text(raw, 'key'),
        at: raw['at'],
        conversationId: text(raw, 'conversation_id'),
        data: json(raw, 'data'),
      },
    }),
    columns: (value) => ({
      kind: value.text('kind'),
      key: value.text('key'),
      at: value.number('at'),
      conversation_id: value.text('conversationId'),
      data: value.json('data'),
    }),
  },
  outbox: {
    table: 'outbox',
    order: 'rowid',
    keyColumns: ['key'],
    keyOf: (key) => [key],
    toRow: (raw) => ({
      key: text(raw, 'key'),
      value: present({
        ...json(raw, 'doc'),
        status: raw['status'],
        createdAt: raw['created_at'],
        dueAt: raw['due_at'],
        attempts: raw['attempts'],
        settledAt: raw['settled_at'],
        lastError: optional(raw, 'last_error'),
      }),
    }),
    columns: (value, { value: { status, createdAt, dueAt: due, attempts, settledAt, lastError, ...entry } }) => ({
      key: value.text('key'),
      conversation_id: value.optionalText('conversationId'),
      doc: JSON.stringify(entry),
      status: value.text('status'),
      created_at: value.number('createdAt'),
      due_at: value.number('dueAt'),
      attempts: value.number('attempts'),
      settled_at: value.optionalNumber('settledAt'),
      last_error: value.optionalText('lastError'),
    }),
  },
  document: {
    table: 'documents',
    order: 'key',
    only: `kind IN (${archivedDocuments.map((kind) => `'${kind}'`).join(', ')})`,
    keyColumns: ['kind', 'key'],
    keyOf: (key) => [key.slice(0, Math.max(0, key.indexOf(':'))), key.slice(key.indexOf(':') + 1)],
    toRow: (raw) => ({
      key: `${raw['kind']}:${text(raw, 'key')}`,
      value: {
        kind: raw['kind'],
        key: text(raw, 'key'),
        version: raw['version'],
        at: raw['at'],
        value: json(raw, 'value'),
      },
    }),
    columns: (value) => ({
      kind: value.text('kind'),
      key: value.text('key'),
      version: value.number('version'),
      at: value.number('at'),
      value: value.json('value'),
    }),
  },
};

/** One kind's rows as the archive handles them; every call is part of a transaction or a read of the caller's. */
export interface ArchiveTable {
  readonly name: string;
  readonly order: string;
  toRow(raw: Raw): ArchiveRow;
  count(): number;
  get(key: string): ArchiveRow | undefined;
  /** @returns whether it was added; not when a unique field is taken */
  insert(row: ArchiveRow): boolean;
  update(row: ArchiveRow): void;
  delete(key: string): boolean;
}

export function archiveTable(file: SqliteFile, kind: ArchiveKind): ArchiveTable {
  const { table, order, only = '1', keyColumns, keyOf, toRow, columns, fresh = {} } = shapes[kind];
  const where = `WHERE ${keyColumns.map((column) => `${column} = ?`).join(' AND ')}`;
  // Which columns there are is known with the first row; statements are kept from then on.
  const prepared = new Map<string, ReturnType<SqliteFile['prepare']>>();
  const statement = (sql: string) => {
    const known = prepared.get(sql) ?? file.prepare(sql);
    prepared.set(sql, known);
    return known;
  };
  const get = file.prepare<Raw>(`SELECT * FROM ${table} ${where}`);
  const remove = file.prepare(`DELETE FROM ${table} ${where}`);
  const count = file.prepare<{ count: number }>(`SELECT COUNT(*) AS count FROM ${table} WHERE ${only}`);
  const asRow = (raw: Raw): ArchiveRow => ({ kind, ...toRow(raw) });
  return {
    name: table,
    order,
    toRow: asRow,
    count: () => count.get()?.count ?? 0,
    get: (key) => {
      const raw = get.get(...keyOf(key));
      return raw && asRow(raw);
    },
    insert: (row) => {
      const values = { ...columns(new Value(row), row), ...fresh };
      const names = Object.keys(values);
      const sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
                   ON CONFLICT DO NOTHING`;
      return statement(sql).run(...Object.values(values)) === 1;
    },
    update: (row) => {
      const values = columns(new Value(row), row);
      const sql = `UPDATE ${table} SET ${Object.keys(values)
        .map((name) => `${name} = ?`)
        .join(', ')} ${where}`;
      statement(sql).run(...Object.values(values), ...keyOf(row.key));
    },
    delete: (key) => remove.run(...keyOf(key)) === 1,
  };
}
