import type { Handoff } from '../../handoff/handoff';
import type { Clock } from '../../ports/clock';
import type { HandoffQueue } from '../../ports/handoff-queue';
import type { NewOutboxEntry } from '../../ports/outbox';
import { outboxWriter } from './outbox';
import type { SqliteFile } from './sqlite-file';

/** Who waits for a person, in SQLite. */
export function sqliteHandoffQueue(file: SqliteFile, clock: Clock): HandoffQueue {
  const sql = statements(file);
  const putOut = outboxWriter(file, clock);
  const one = (row: DocRow | undefined) => row && (JSON.parse(row.doc) as Handoff);

  function enqueueNow(fresh: Omit<Handoff, 'version'>, outbox?: readonly NewOutboxEntry[]): Handoff {
    const earlier = one(sql.byKey.get(fresh.createdBy));
    if (earlier) return earlier;
    const doc = JSON.stringify({ ...fresh, version: 1 });
    sql.insert.run(fresh.id, fresh.createdBy, fresh.status, fresh.priority, fresh.createdAt, doc);
    putOut(outbox);
    return JSON.parse(doc) as Handoff;
  }

  function replaceNow(changed: Handoff, outbox?: readonly NewOutboxEntry[]): Handoff | undefined {
    const next = { ...changed, version: changed.version + 1 };
    const doc = JSON.stringify(next);
    const written = sql.replace.run(next.status, next.priority, next.version, doc, next.id, changed.version);
    if (written !== 1) return undefined;
    putOut(outbox);
    return JSON.parse(doc) as Handoff;
  }

  return {
    enqueue: (handoff, outbox) => file.write(() => enqueueNow(handoff, outbox)),
    byId: (id) => file.read(() => one(sql.byId.get(id))),
    list: (statuses, limit) =>
      file.read(() => sql.list.all(JSON.stringify(statuses), limit).map(({ doc }) => JSON.parse(doc) as Handoff)),
    position: (id) => file.read(() => sql.position.get(id)?.position),
    replace: (handoff, outbox) => file.write(() => replaceNow(handoff, outbox)),
  };
}

interface DocRow {
  doc: string;
}

const statements = (file: SqliteFile) => ({
  byKey: file.prepare<DocRow>('SELECT doc FROM handoffs WHERE created_by = ?'),
  byId: file.prepare<DocRow>('SELECT doc FROM handoffs WHERE id = ?'),
  insert: file.prepare('INSERT INTO handoffs VALUES (?, ?, ?, ?, ?, 1, ?)'),
  list: file.prepare<DocRow>(
    `SELECT doc FROM handoffs WHERE status IN (SELECT value FROM json_each(?))
     ORDER BY priority DESC, created_at, rowid LIMIT ?`,
  ),
  position: file.prepare<{ position: number }>(
    `SELECT 1 + (
       SELECT COUNT(*) FROM handoffs ahead
       WHERE ahead.status = 'waiting'
         AND (ahead.priority > me.priority
           OR ahead.priority = me.priority AND (ahead.created_at, ahead.rowid) < (me.created_at, me.rowid))
     ) AS position
     FROM handoffs me WHERE me.id = ? AND me.status = 'waiting'`,
  ),
  replace: file.prepare(
    'UPDATE handoffs SET status = ?, priority = ?, version = ?, doc = ? WHERE id = ? AND version = ?',
  ),
});
