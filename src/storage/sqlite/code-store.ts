import type { CodeStore, PendingCode } from '../../ports/code-store';
import type { SqliteFile } from './sqlite-file';

/** How long an issued code counts against its phone's limits; longer than any limit looks back. */
const countedMs = 8 * 86_400_000;

/** One-time codes and the count of those issued, in SQLite. */
export function sqliteCodeStore(file: SqliteFile): CodeStore {
  const sql = statements(file);
  return {
    put: (code) =>
      file.write(() => {
        sql.put.run(code.conversationId, code.phone, code.hash, code.issuedAt, code.expiresAt, code.tries);
        sql.forget.run(code.issuedAt - countedMs);
        sql.issue.run(code.phone, code.issuedAt);
      }),
    get: (conversationId) =>
      file.read(() => {
        const row = sql.get.get(conversationId);
        return row && toCode(row);
      }),
    fail: (conversationId) => file.write(() => sql.fail.get(conversationId)?.tries ?? 0),
    consume: (conversationId) => file.write(() => sql.consume.run(conversationId) === 1),
    issuedSince: (phone, since) => file.read(() => sql.issued.get(phone, since)?.count ?? 0),
  };
}

interface Row {
  conversation_id: string;
  phone: string;
  hash: string;
  issued_at: number;
  expires_at: number;
  tries: number;
}

const toCode = (row: Row): PendingCode => ({
  conversationId: row.conversation_id,
  phone: row.phone,
  hash: row.hash,
  issuedAt: row.issued_at,
  expiresAt: row.expires_at,
  tries: row.tries,
});

const statements = (file: SqliteFile) => ({
  put: file.prepare('INSERT OR REPLACE INTO codes VALUES (?, ?, ?, ?, ?, ?)'),
  get: file.prepare<Row>('SELECT * FROM codes WHERE conversation_id = ?'),
  fail: file.prepare<{ tries: number }>('UPDATE codes SET tries = tries + 1 WHERE conversation_id = ? RETURNING tries'),
  consume: file.prepare('DELETE FROM codes WHERE conversation_id = ?'),
  issue: file.prepare('INSERT INTO code_issues VALUES (?, ?)'),
  forget: file.prepare('DELETE FROM code_issues WHERE issued_at < ?'),
  issued: file.prepare<{ count: number }>(
    'SELECT COUNT(*) AS count FROM code_issues WHERE phone = ? AND issued_at >= ?',
  ),
});
