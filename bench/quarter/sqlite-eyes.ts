import { join } from 'node:path';
import Database from 'libsql';
import type { StoredProblem } from '../../src/known-problems/stored-problem';
import { type StoreEyes, shownBy } from './store-eyes';

interface LogRow {
  readonly position: number;
  readonly conversation: string;
  readonly activity: string;
}

/** @param dir where `desk.sqlite` is; the store has made it */
export function sqliteEyes(dir: string): StoreEyes {
  const db = new Database(join(dir, 'desk.sqlite'), { readonly: true });
  const least = (sql: string) => {
    const statement = db.prepare(sql);
    return (): number | undefined => (statement.get() as { due: number | null }).due ?? undefined;
  };
  const turns = least('SELECT MIN(due_at) AS due FROM conversations WHERE due_at IS NOT NULL');
  const outbox = least("SELECT MIN(due_at) AS due FROM outbox WHERE status = 'waiting'");
  const complaints = least('SELECT MIN(due_at) AS due FROM complaints WHERE due_at IS NOT NULL');
  const open = least(
    "SELECT COUNT(*) AS due FROM handoffs WHERE status IN ('waiting', 'offered', 'assigned', 'call_back_booked')",
  );
  const log = db.prepare(
    `SELECT rowid AS position, conversation_id AS conversation, activity FROM activities
     WHERE rowid > ? AND direction = 'out' ORDER BY rowid`,
  );
  const problems = db.prepare("SELECT key, value FROM documents WHERE kind = 'known_problem' ORDER BY key");
  const keys = db.prepare("SELECT key FROM documents WHERE kind = 'known_problem' ORDER BY key");
  const known = new Set<string>();
  const event = db.prepare(
    "SELECT key FROM documents WHERE kind = 'notice' AND key >= 'due:' AND key < 'due;' ORDER BY key LIMIT 1",
  );
  const end = db.prepare('SELECT COALESCE(MAX(rowid), 0) AS position FROM activities');
  let seen = (end.get() as { position: number }).position;
  return {
    async next() {
      const due = { turns: turns(), outbox: outbox(), complaints: complaints() };
      return Object.fromEntries(Object.entries(due).filter(([, at]) => at !== undefined));
    },
    appeared() {
      const rows = log.all(seen) as LogRow[];
      seen = rows.at(-1)?.position ?? seen;
      return rows.map(({ conversation, activity }) => ({ conversation, ...shownBy(activity) }));
    },
    async suggested() {
      const fresh = (keys.all() as { key: string }[]).map(({ key }) => key).filter((key) => !known.has(key));
      for (const key of fresh) known.add(key);
      return fresh;
    },
    async noticeDue() {
      const first = event.get() as { key: string } | undefined;
      return first && Number(first.key.split(':')[1]);
    },
    problems: async () =>
      (problems.all() as { value: string }[]).map(({ value }) => JSON.parse(value) as StoredProblem),
    openHandoffs: async () => open() ?? 0,
  };
}
