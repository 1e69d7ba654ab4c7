import { join } from 'node:path';
import Database from 'libsql';
import type { StoredProblem } from '../../src/known-problems/stored-problem';
import type { Appeared } from './protocol';

/** What the simulation reads in the product's file past the product: it changes nothing there. */
export interface StoreEyes {
  /** When the store holds something due, the earliest, epoch ms; `undefined`: nothing at all. */
  next(): { readonly turns?: number; readonly outbox?: number; readonly complaints?: number };
  /** What customers on pages were shown since the last look. */
  appeared(): readonly Appeared[];
  /** Hand-overs somebody waits in or talks in. */
  openHandoffs(): number;
  /** Known problems since the last look, all of them at the first. */
  suggested(): readonly string[];
  /** When the longest waiting account event is due, epoch ms. */
  noticeDue(): number | undefined;
  /** Every known problem that is kept. */
  problems(): readonly StoredProblem[];
  close(): void;
}

interface LogRow {
  readonly position: number;
  readonly conversation: string;
  readonly activity: string;
}

/** @param dir where `desk.sqlite` is; the store has made it */
export function storeEyes(dir: string): StoreEyes {
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
    next() {
      const due = { turns: turns(), outbox: outbox(), complaints: complaints() };
      return Object.fromEntries(Object.entries(due).filter(([, at]) => at !== undefined));
    },
    appeared() {
      const rows = log.all(seen) as LogRow[];
      seen = rows.at(-1)?.position ?? seen;
      return rows.map(({ conversation, activity }) => ({ conversation, ...shownBy(activity) }));
    },
    suggested() {
      const fresh = (keys.all() as { key: string }[]).map(({ key }) => key).filter((key) => !known.has(key));
      for (const key of fresh) known.add(key);
      return fresh;
    },
    noticeDue() {
      const first = event.get() as { key: string } | undefined;
      return first && Number(first.key.split(':')[1]);
    },
    problems: () => (problems.all() as { value: string }[]).map(({ value }) => JSON.parse(value) as StoredProblem),
    openHandoffs: () => open() ?? 0,
    close: () => db.close(),
  };
}

function shownBy(json: string): Omit<Appeared, 'conversation'> {
  const { text = '', suggestedActions } = JSON.parse(json) as {
    text?: string;
    suggestedActions?: { actions: readonly { title: string }[] };
  };
  return { text, choices: (suggestedActions?.actions ?? []).map(({ title }) => title) };
}
