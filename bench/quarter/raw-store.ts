import { join } from 'node:path';
import Database from 'libsql';
import type { Complaint } from '../../src/complaints/complaint';
import type { Handoff } from '../../src/handoff/handoff';

/** What is stored, read from the file itself and not through the product. */
export interface RawStore {
  complaints(): readonly Complaint[];
  handoffs(): readonly Handoff[];
  /** Everything customers and desk said, in order within a conversation. */
  log(): readonly RawActivity[];
  outbox(): readonly RawEntry[];
  records(
    kind: string,
  ): readonly { readonly key: string; readonly at: number; readonly data: Record<string, unknown> }[];
  conversations(): readonly { readonly id: string; readonly channel: string; readonly user: string }[];
  documents(kind: string): readonly { readonly key: string; readonly value: Record<string, unknown> }[];
  close(): void;
}

export interface RawActivity {
  readonly conversation: string;
  readonly seq: number;
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly at: number;
  readonly external: string | null;
  readonly activity: {
    readonly type?: string;
    readonly text?: string;
    readonly name?: string;
    readonly value?: unknown;
  };
}

export interface RawEntry {
  readonly key: string;
  readonly status: string;
  readonly attempts: number;
  readonly createdAt: number;
  readonly settledAt: number | null;
  readonly kind: string;
  readonly conversationId?: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

export function rawStore(dir: string): RawStore {
  const db = new Database(join(dir, 'desk.sqlite'), { readonly: true });
  const rows = <Row>(sql: string, ...values: string[]): Row[] => db.prepare(sql).all(...values) as Row[];
  const docs = <Doc>(table: string, order: string): Doc[] =>
    rows<{ doc: string }>(`SELECT doc FROM ${table} ORDER BY ${order}`).map(({ doc }) => JSON.parse(doc) as Doc);
  return {
    complaints: () => docs<Complaint>('complaints', 'arrival'),
    handoffs: () => docs<Handoff>('handoffs', 'arrival'),
    log: () =>
      rows<Omit<RawActivity, 'activity'> & { activity: string }>(
        `SELECT conversation_id AS conversation, seq, id, direction, at, external_id AS external, activity
         FROM activities ORDER BY conversation_id, seq`,
      ).map((row) => ({ ...row, activity: JSON.parse(row.activity) as RawActivity['activity'] })),
    outbox: () =>
      rows<{ doc: string } & Pick<RawEntry, 'status' | 'attempts' | 'createdAt' | 'settledAt'>>(
        'SELECT doc, status, attempts, created_at AS createdAt, settled_at AS settledAt FROM outbox ORDER BY rowid',
      ).map(({ doc, ...row }) => ({ ...(JSON.parse(doc) as Pick<RawEntry, 'key' | 'kind' | 'payload'>), ...row })),
    records: (kind) =>
      rows<{ key: string; at: number; data: string }>(
        'SELECT key, at, data FROM records WHERE kind = ? ORDER BY position',
        kind,
      ).map(({ key, at, data }) => ({ key, at, data: JSON.parse(data) as Record<string, unknown> })),
    conversations: () => rows('SELECT id, channel, user_id AS user FROM conversations ORDER BY created_at, id'),
    documents: (kind) =>
      rows<{ key: string; value: string }>('SELECT key, value FROM documents WHERE kind = ? ORDER BY key', kind).map(
        ({ key, value }) => ({ key, value: JSON.parse(value) as Record<string, unknown> }),
      ),
    close: () => db.close(),
  };
}
