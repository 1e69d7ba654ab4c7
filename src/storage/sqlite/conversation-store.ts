import type { ChannelId } from '../../ports/channel';
import type { Clock } from '../../ports/clock';
import type {
  AcceptResult,
  CommitResult,
  ConversationRecord,
  ConversationStore,
  Lease,
  LoggedActivity,
  Place,
  TurnCommit,
} from '../../ports/conversation-store';
import { bodyHash } from '../canonical-json';
import { dueSince, latestEnd } from '../clock-set-back';
import { outboxWriter } from './outbox';
import type { SqliteFile } from './sqlite-file';

interface ConversationRow {
  id: string;
  channel: ChannelId;
  user_id: string;
  version: number;
  state: string;
  processed_seq: number;
  wake_at: number | null;
  created_at: number;
  updated_at: number;
}
interface HeadRow {
  version: number;
  last_seq: number;
  last_in_seq: number;
  lease_owner: string | null;
  lease_fencing: number;
  lease_until: number;
}
interface ActivityRow {
  seq: number;
  id: string;
  direction: 'in' | 'out';
  at: number;
  activity: string;
}

/** Longer than anybody waits between two looks at what has grown. */
const lookBackMs = 60_000;

/** Conversations, transcript and leases in one SQLite file. */
export function sqliteConversationStore(file: SqliteFile, clock: Clock): ConversationStore {
  const sql = statements(file);
  const putOut = outboxWriter(file, clock);

  const create: ConversationStore['create'] = ({ id, channel, userId }) =>
    file.write(() => sql.create.run(id, channel, userId, clock.now(), clock.now()) === 1);

  const load: ConversationStore['load'] = (id) =>
    file.read(() => {
      const row = sql.load.get(id);
      return row && toRecord(row);
    });

  const accept: ConversationStore['accept'] = (conversationId, externalId, activity, begin) => {
    return file.write((): AcceptResult => {
      const row = sql.whole.get(conversationId);
      if (!row) return { ok: false, reason: 'no_conversation' };
      const said = typeof activity === 'function' ? activity(placeOf(row)) : activity;
      const [hash, body] = [bodyHash(said), JSON.stringify(said)];
      const [seq, at] = [row.last_seq + 1, clock.now()];
      const id = `${conversationId}|${String(seq).padStart(7, '0')}`;
      if (sql.appendIn.run(conversationId, seq, id, at, externalId, hash, body) === 0) {
        const earlier = sql.external.get(conversationId, externalId);
        if (earlier?.body_hash !== hash) return { ok: false, reason: 'key_reused' };
        return { ok: true, duplicate: true, entry: toEntry(earlier) };
      }
      const entry = toEntry({ seq, id, direction: 'in', at, activity: body });
      const free = row.lease_owner === null || (row.lease_until <= at && row.lease_owner !== begin?.owner);
      if (!begin || !free || row.last_in_seq > row.processed_seq) {
        sql.accepted.run(
          seq,
          seq,
          dueSince(at),
          dueSince(at),
          at,
          row.lease_owner,
          row.lease_fencing,
          row.lease_until,
          conversationId,
        );
        return { ok: true, duplicate: false, entry };
      }
      const { owner, ttlMs } = begin;
      const lease: Lease = { conversationId, owner, fencing: row.lease_fencing + 1, until: at + ttlMs };
      sql.accepted.run(seq, seq, dueSince(at), dueSince(at), at, owner, lease.fencing, lease.until, conversationId);
      return { ok: true, duplicate: false, entry, begun: { lease, record: toRecord({ ...row, updated_at: at }) } };
    });
  };

  const read: ConversationStore['read'] = (conversationId, after, limit) =>
    file.read(() => sql.read.all(conversationId, after, limit).map(toEntry));

  const acquire: ConversationStore['acquire'] = (conversationId, owner, ttlMs) =>
    file.writeLightly((): Lease | undefined => {
      const until = clock.now() + ttlMs;
      const row = sql.acquire.get(owner, owner, until, conversationId, owner, clock.now(), latestEnd(clock.now()));
      return row && { conversationId, owner, fencing: row.lease_fencing, until };
    });

  const release: ConversationStore['release'] = (lease) =>
    file.writeLightly(() => {
      sql.release.run(lease.conversationId, lease.owner, lease.fencing);
    });

  const commitTurn: ConversationStore['commitTurn'] = (commit) => {
    const state = JSON.stringify(commit.state);
    const bodies = commit.outgoing.map(({ activity }) => JSON.stringify(activity));
    return file.write(() => commitNow(commit, state, bodies));
  };

  function commitNow(
    { lease, outgoing, outbox, release = false, ...turn }: TurnCommit,
    state: string,
    bodies: readonly string[],
  ): CommitResult {
    const id = lease.conversationId;
    const head = sql.head.get(id);
    if (head?.lease_owner !== lease.owner || head.lease_fencing !== lease.fencing) {
      return { ok: false, reason: 'fenced' };
    }
    if (head.version !== turn.expectedVersion) return { ok: false, reason: 'stale' };
    const at = clock.now();
    const appended: LoggedActivity[] = [];
    for (const [index, out] of outgoing.entries()) {
      const seq = head.last_seq + appended.length + 1;
      const added = sql.append.run(id, seq, out.id, at, bodies[index] ?? '{}');
      if (added === 1) appended.push({ seq, id: out.id, direction: 'out', at, activity: out.activity });
    }
    const wakeAt = turn.wakeAt ?? null;
    const dueAt = head.last_in_seq > turn.processedSeq ? dueSince(at) : wakeAt;
    const moreDue = dueAt !== null && dueAt <= at;
    const released = release && !moreDue;
    const [owner, until] = released ? [null, 0] : [head.lease_owner, head.lease_until];
    const version = turn.expectedVersion + 1;
    const lastSeq = head.last_seq + appended.length;
    sql.commit.run(version, state, turn.processedSeq, wakeAt, dueAt, at, lastSeq, owner, until, id);
    putOut(outbox);
    return { ok: true, version, appended, moreDue, released };
  }

  const due: ConversationStore['due'] = (limit) =>
    file.read(() => sql.due.all(clock.now(), clock.now(), latestEnd(clock.now()), limit).map((row) => row.id));

  const grown: ConversationStore['grown'] = (position) =>
    file.read(() => {
      const last = sql.last.get() ?? { rowid: 0, id: '' };
      const now = `${last.rowid} ${last.id}`;
      if (position === undefined || position === now) return { position: now, conversations: [] };
      const [rowid = '0', id] = position.split(/ (.*)/s);
      // Where the entry of the position was erased, its number may have been given out again: look by time.
      const rows =
        rowid === '0' || sql.at.get(Number(rowid))?.id === id
          ? sql.since.all(Number(rowid), last.rowid)
          : sql.updated.all(clock.now() - lookBackMs);
      return { position: now, conversations: rows.map((row) => row.id) };
    });

  return { create, load, accept, read, acquire, release, commitTurn, due, grown };
}

const statements = (file: SqliteFile) => ({
  create: file.prepare(
    `INSERT INTO conversations VALUES (?, ?, ?, 1, '{}', 0, NULL, ?, ?, 0, 0, NULL, NULL, 0, 0)
     ON CONFLICT (id) DO NOTHING`,
  ),
  // Every column named costs a little at each turn: only what is used is read.
  load: file.prepare<ConversationRow>(
    `SELECT id, channel, user_id, version, state, processed_seq, wake_at, created_at, updated_at
     FROM conversations WHERE id = ?`,
  ),
  head: file.prepare<HeadRow>(
    'SELECT version, last_seq, last_in_seq, lease_owner, lease_fencing, lease_until FROM conversations WHERE id = ?',
  ),
  whole: file.prepare<ConversationRow & HeadRow>(
    `SELECT id, channel, user_id, version, state, processed_seq, wake_at, created_at, updated_at,
            last_seq, last_in_seq, lease_owner, lease_fencing, lease_until
     FROM conversations WHERE id = ?`,
  ),
  external: file.prepare<ActivityRow & { body_hash: string }>(
    `SELECT seq, id, direction, at, activity, body_hash FROM activities
     WHERE conversation_id = ? AND external_id = ?`,
  ),
  append: file.prepare(`INSERT INTO activities VALUES (?, ?, ?, 'out', ?, NULL, NULL, ?) ON CONFLICT (id) DO NOTHING`),
  appendIn: file.prepare(
    `INSERT INTO activities VALUES (?, ?, ?, 'in', ?, ?, ?, ?) ON CONFLICT (conversation_id, external_id) DO NOTHING`,
  ),
  accepted: file.prepare(
    `UPDATE conversations
     SET last_seq = ?, last_in_seq = ?, due_at = MIN(COALESCE(due_at, ?), ?), updated_at = ?,
         lease_owner = ?, lease_fencing = ?, lease_until = ?
     WHERE id = ?`,
  ),
  read: file.prepare<ActivityRow>(
    `SELECT seq, id, direction, at, activity FROM activities
     WHERE conversation_id = ? AND seq > ? ORDER BY seq LIMIT ?`,
  ),
  acquire: file.prepare<{ lease_fencing: number }>(
    `UPDATE conversations
     SET lease_fencing = lease_fencing + (lease_owner IS NOT ?), lease_owner = ?, lease_until = ?
     WHERE id = ? AND (lease_owner IS NULL OR lease_owner = ? OR lease_until <= ? OR lease_until > ?)
     RETURNING lease_fencing`,
  ),
  release: file.prepare(
    `UPDATE conversations SET lease_owner = NULL, lease_until = 0
     WHERE id = ? AND lease_owner = ? AND lease_fencing = ?`,
  ),
  commit: file.prepare(
    `UPDATE conversations
     SET version = ?, state = ?, processed_seq = ?, wake_at = ?, due_at = ?, updated_at = ?, last_seq = ?,
         lease_owner = ?, lease_until = ?
     WHERE id = ?`,
  ),
  // Conversations another holder works on are left out: they are listed again once its lease is gone.
  due: file.prepare<{ id: string }>(
    `SELECT id FROM conversations WHERE due_at <= ? AND (lease_until <= ? OR lease_until > ?)
     ORDER BY due_at LIMIT ?`,
  ),
  // One process writes at a time, so entries become visible in the order of their rows.
  last: file.prepare<{ rowid: number; id: string }>('SELECT rowid, id FROM activities ORDER BY rowid DESC LIMIT 1'),
  at: file.prepare<{ id: string }>('SELECT id FROM activities WHERE rowid = ?'),
  since: file.prepare<{ id: string }>(
    'SELECT DISTINCT conversation_id AS id FROM activities WHERE rowid > ? AND rowid <= ?',
  ),
  updated: file.prepare<{ id: string }>('SELECT id FROM conversations WHERE updated_at >= ?'),
});

const placeOf = ({ id, channel, user_id }: ConversationRow): Place => ({ id, channel, userId: user_id });

const toRecord = (row: ConversationRow): ConversationRecord => ({
  ...placeOf(row),
  version: row.version,
  state: JSON.parse(row.state) as Record<string, unknown>,
  processedSeq: row.processed_seq,
  ...(row.wake_at !== null && { wakeAt: row.wake_at }),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const toEntry = ({ seq, id, direction, at, activity }: ActivityRow): LoggedActivity => ({
  seq,
  id,
  direction,
  at,
  activity: JSON.parse(activity) as LoggedActivity['activity'],
});
