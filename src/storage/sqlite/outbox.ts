import type { Clock } from '../../ports/clock';
import type { NewOutboxEntry, Outbox, OutboxEntry, OutboxOutcome, OutboxStatus } from '../../ports/outbox';
import type { SqliteFile } from './sqlite-file';

/** What leaves the house, in SQLite: put in by {@link outboxWriter}, taken out here. */
export function sqliteOutbox(file: SqliteFile, clock: Clock): Outbox {
  const sql = statements(file);

  function claimNow(limit: number, leaseMs: number): readonly OutboxEntry[] {
    const now = clock.now();
    const until = now + leaseMs;
    return sql.due.all(now, limit).map((row) => {
      sql.claim.run(until, row.key);
      return toEntry({ ...row, due_at: until, attempts: row.attempts + 1 });
    });
  }

  function settleNow(key: string, attempts: number, outcome: OutboxOutcome): boolean {
    if (outcome.result === 'retry') return sql.retry.run(outcome.at, outcome.error, key, attempts) === 1;
    const error = outcome.result === 'dead' ? outcome.error : null;
    return sql.settle.run(outcome.result, clock.now(), error, key, attempts) === 1;
  }

  const put = outboxWriter(file, clock);
  return {
    add: async (entries) => (entries.length > 0 ? file.write(() => put(entries)) : undefined),
    claim: async (limit, leaseMs) => {
      // Looking costs no write: mostly nothing is due.
      const due = limit > 0 && (await file.read(() => sql.anyDue.get(clock.now())));
      // A claim that a power cut forgets had its holder on the same machine.
      return due ? file.writeLightly(() => claimNow(limit, leaseMs)) : [];
    },
    settle: ({ key, attempts }, outcome) => file.write(() => settleNow(key, attempts, outcome)),
    list: (status, limit) => file.read(() => sql.list.all(status, atLeastNone(limit)).map(toEntry)),
    counts: () =>
      file.read(() => {
        const { waiting, dead, oldest } = sql.counts.get() ?? { waiting: 0, dead: 0, oldest: null };
        return { waiting, dead, ...(oldest !== null && { oldestAt: oldest }) };
      }),
    resend: (key) => file.write(() => sql.resend.run(clock.now(), key) === 1),
  };
}

/** Stores entries within the transaction of the change that causes them; a key that is known changes nothing. */
export function outboxWriter(file: SqliteFile, clock: Clock): (entries: readonly NewOutboxEntry[] | undefined) => void {
  const put = file.prepare(
    `INSERT INTO outbox (key, conversation_id, doc, status, created_at, due_at, attempts)
     VALUES (?, ?, ?, 'waiting', ?, ?, 0) ON CONFLICT (key) DO NOTHING`,
  );
  return (entries = []) => {
    for (const entry of entries) {
      const now = clock.now();
      put.run(entry.key, entry.conversationId ?? null, JSON.stringify(entry), now, now);
    }
  };
}

interface Row {
  key: string;
  doc: string;
  status: OutboxStatus;
  created_at: number;
  due_at: number;
  attempts: number;
  settled_at: number | null;
  last_error: string | null;
}

const toEntry = (row: Row): OutboxEntry => ({
  ...(JSON.parse(row.doc) as NewOutboxEntry),
  status: row.status,
  createdAt: row.created_at,
  dueAt: row.due_at,
  attempts: row.attempts,
  ...(row.settled_at !== null && { settledAt: row.settled_at }),
  ...(row.last_error !== null && { lastError: row.last_error }),
});

/** To SQLite a negative limit is none at all. */
const atLeastNone = (limit: number): number => Math.max(0, limit);

const statements = (file: SqliteFile) => ({
  // A statement of its own: after `all` the driver's `get` on the same one goes on with the values bound before.
  anyDue: file.prepare<{ due: number }>(`SELECT 1 AS due FROM outbox WHERE status = 'waiting' AND due_at <= ? LIMIT 1`),
  due: file.prepare<Row>(
    `SELECT * FROM outbox WHERE status = 'waiting' AND due_at <= ? ORDER BY due_at, created_at, rowid LIMIT ?`,
  ),
  claim: file.prepare('UPDATE outbox SET attempts = attempts + 1, due_at = ? WHERE key = ?'),
  retry: file.prepare(
    `UPDATE outbox SET due_at = ?, last_error = ? WHERE key = ? AND attempts = ? AND status = 'waiting'`,
  ),
  settle: file.prepare(
    `UPDATE outbox SET status = ?, settled_at = ?, last_error = COALESCE(?, last_error)
     WHERE key = ? AND attempts = ? AND status = 'waiting'`,
  ),
  list: file.prepare<Row>('SELECT * FROM outbox WHERE status = ? ORDER BY created_at DESC, rowid DESC LIMIT ?'),
  counts: file.prepare<{ waiting: number; dead: number; oldest: number | null }>(
    `SELECT (SELECT COUNT(*) FROM outbox WHERE status = 'waiting') AS waiting,
            (SELECT COUNT(*) FROM outbox WHERE status = 'dead') AS dead,
            (SELECT MIN(created_at) FROM outbox WHERE status = 'waiting') AS oldest`,
  ),
  resend: file.prepare(
    `UPDATE outbox SET status = 'waiting', due_at = ?, attempts = 0, settled_at = NULL
     WHERE key = ? AND status = 'dead'`,
  ),
});
