import { type Handoff, type HandoffStatus, handoffStatuses } from '../../handoff/handoff';
import type { Clock } from '../../ports/clock';
import type { HandoffQueue, WrittenHandoffs } from '../../ports/handoff-queue';
import type { NewOutboxEntry } from '../../ports/outbox';
import { outboxWriter } from './outbox';
import type { Bindable, SqliteFile, Statement } from './sqlite-file';

/** So many changes are told at once; the next look tells the next ones. */
const mostChanges = 500;

/** Who waits for a person, who has them and who had them, in SQLite. */
export function sqliteHandoffQueue(file: SqliteFile, clock: Clock): HandoffQueue & WrittenHandoffs {
  const sql = statements(file);
  const putOut = outboxWriter(file, clock);

  function enqueueNow(fresh: Omit<Handoff, 'version'>, outbox?: readonly NewOutboxEntry[]): Handoff {
    const earlier = one(sql.byKey.get(fresh.createdBy));
    if (earlier) return earlier;
    const doc = JSON.stringify({ ...fresh, version: 1 });
    sql.insert.run(fresh.id, fresh.createdBy, fresh.createdAt, ...searched(fresh), 1, doc);
    putOut(outbox);
    return JSON.parse(doc) as Handoff;
  }

  function replaceNow(changed: Handoff, outbox?: readonly NewOutboxEntry[]): Handoff | undefined {
    const next = { ...changed, version: changed.version + 1 };
    const doc = JSON.stringify(next);
    const written = sql.replace.run(...searched(next), next.version, doc, next.id, changed.version);
    if (written !== 1) return undefined;
    putOut(outbox);
    return JSON.parse(doc) as Handoff;
  }

  function changedNow(position: string | undefined): { position: string; handoffs: readonly Handoff[] } {
    if (position === undefined) return { position: String(sql.lastChange.get()?.value ?? 0), handoffs: [] };
    return writtenNow(mostChanges, position);
  }

  function writtenNow(limit: number, position: string): { position: string; handoffs: readonly Handoff[] } {
    const rows = sql.changed.all(Number(position), atLeastNone(limit));
    return { position: String(rows.at(-1)?.changed ?? position), handoffs: rows.map(parsed) };
  }

  return {
    enqueue: (handoff, outbox) => file.write(() => enqueueNow(handoff, outbox)),
    byId: (id) => file.read(() => one(sql.byId.get(id))),
    ofConversation: (conversationId, limit) =>
      file.read(() => sql.ofConversation.all(conversationId, atLeastNone(limit)).map(parsed)),
    ofAgent: (agent, statuses, limit) => file.read(() => sql.ofAgent(statuses, limit, agent).map(parsed)),
    list: (statuses, limit) => file.read(() => sql.list(statuses, limit).map(parsed)),
    position: (id) => file.read(() => sql.position.get(id)?.position),
    replace: (handoff, outbox) => file.write(() => replaceNow(handoff, outbox)),
    changed: (position) => file.read(() => changedNow(position)),
    written: (limit, position = '-1') => file.read(() => writtenNow(limit, position)),
    acceptedSince: (since, limit) => file.read(() => sql.acceptedSince.all(since, atLeastNone(limit)).map(parsed)),
  };
}

interface DocRow {
  doc: string;
}

const parsed = ({ doc }: DocRow): Handoff => JSON.parse(doc) as Handoff;
const one = (row: DocRow | undefined): Handoff | undefined => row && parsed(row);

/** To SQLite a negative limit is none at all. */
const atLeastNone = (limit: number): number => Math.max(0, limit);

/** The columns beside the document that change with it, in the order of the statements. */
const searched = (handoff: Omit<Handoff, 'version'>): Bindable[] => [
  handoff.conversationId,
  handoff.status,
  handoff.skill,
  handoff.rank ?? handoff.createdAt,
  handoff.agent ?? null,
  handoff.acceptedAt ?? null,
];

/**
 * The first rows over several states. Each state's are in order already, so only `limit` of each are looked at, by the
 * index alone; documents are read for those that are answered. Sorting them all would read every finished one.
 */
function overStates(file: SqliteFile, where: string, order: string, by: string) {
  const ofOne = `SELECT * FROM (SELECT arrival, ${by} AS place FROM handoffs
    WHERE ${where}status = ? ORDER BY ${by} ${order}, arrival ${order} LIMIT ?)`;
  const statement: Statement<DocRow> = file.prepare(
    `SELECT doc FROM handoffs WHERE arrival IN (
       SELECT arrival FROM (${handoffStatuses.map(() => ofOne).join(' UNION ALL ')})
       ORDER BY place ${order}, arrival ${order} LIMIT ?)
     ORDER BY ${by} ${order}, arrival ${order}`,
  );
  return (statuses: readonly HandoffStatus[], limit: number, ...first: Bindable[]): DocRow[] => {
    const most = atLeastNone(limit);
    const slots = handoffStatuses.flatMap((status) => [...first, status, statuses.includes(status) ? most : 0]);
    return statement.all(...slots, most);
  };
}

const statements = (file: SqliteFile) => ({
  byKey: file.prepare<DocRow>('SELECT doc FROM handoffs WHERE created_by = ?'),
  byId: file.prepare<DocRow>('SELECT doc FROM handoffs WHERE id = ?'),
  insert: file.prepare(
    `INSERT INTO handoffs (id, created_by, created_at, conversation_id, status, skill, rank, agent, accepted_at,
                           version, doc)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  replace: file.prepare(
    `UPDATE handoffs SET conversation_id = ?, status = ?, skill = ?, rank = ?, agent = ?, accepted_at = ?,
                         version = ?, doc = ?
     WHERE id = ? AND version = ?`,
  ),
  list: overStates(file, '', 'ASC', 'rank'),
  ofAgent: overStates(file, 'agent = ? AND ', 'DESC', 'changed'),
  ofConversation: file.prepare<DocRow>(
    'SELECT doc FROM handoffs WHERE conversation_id = ? ORDER BY created_at DESC, arrival DESC LIMIT ?',
  ),
  position: file.prepare<{ position: number }>(
    `SELECT 1 + (
       SELECT COUNT(*) FROM handoffs ahead
       WHERE ahead.skill = me.skill AND ahead.status IN ('waiting', 'offered')
         AND (ahead.rank, ahead.arrival) < (me.rank, me.arrival)
     ) AS position
     FROM handoffs me WHERE me.id = ? AND me.status IN ('waiting', 'offered')`,
  ),
  lastChange: file.prepare<{ value: number }>(`SELECT value FROM counters WHERE name = 'handoff_change'`),
  changed: file.prepare<DocRow & { changed: number }>(
    'SELECT doc, changed FROM handoffs WHERE changed > ? ORDER BY changed LIMIT ?',
  ),
  acceptedSince: file.prepare<DocRow>(
    'SELECT doc FROM handoffs WHERE accepted_at >= ? ORDER BY accepted_at DESC, arrival DESC LIMIT ?',
  ),
});
