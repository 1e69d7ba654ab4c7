import Database from 'libsql';
import { formatComplaintNumber } from '../../src/complaints/number';
import { random } from './random';

type Value = string | number | null;
type Row = Record<string, Value>;

/** Of so many complaints one has its conversation stored, and one a hand-over that is done. */
export const conversationEvery = 40;
export const handoffEvery = 100;
const transactionSize = 20_000;
const days = 365;
const firstDay = Date.parse('2025-11-19T00:00:00+08:00');
const dayMs = 86_400_000;

/**
 * Fills an embedded store up to `count` complaints: real records of the conversations that are in it already, written
 * again under other ids, numbers, phones and days of the year before. Written without waiting for the disk.
 * @param path `desk.sqlite` of a store that nobody has open and in which complaints were made
 */
export function seedSqlite(path: string, count: number): void {
  const db = new Database(path);
  const chance = random(count);
  try {
    for (const pragma of ['synchronous = OFF', 'cache_size = -400000']) db.pragma(pragma);
    const all = (sql: string, ...values: Value[]): Row[] => db.prepare(sql).all(...values) as Row[];
    const complaints = all('SELECT * FROM complaints').map((row) => {
      const was = conversationIn(row);
      const names = ['id', 'number', 'phone', 'created_at'].map((column) => String(row[column] ?? '-'));
      const copy = copier([was, ...names]);
      return {
        row: copy(row),
        conversations: all('SELECT * FROM conversations WHERE id = ?', was).map(copy),
        activities: all('SELECT * FROM activities WHERE conversation_id = ?', was).map(copy),
      };
    });
    const handoffs = all('SELECT * FROM handoffs').map((row) => copier([String(row['id'])])(row));
    if (complaints.length === 0) throw new Error(`There is no complaint to copy in ${path}.`);
    const add = {
      complaints: adder(db, 'complaints'),
      conversations: adder(db, 'conversations'),
      activities: adder(db, 'activities'),
      handoffs: adder(db, 'handoffs'),
    };
    const serials = new Map<string, number>();
    db.exec('BEGIN');
    for (let made = complaints.length; made < count; made += 1) {
      if (made % transactionSize === 0) db.exec('COMMIT; BEGIN');
      const { row, conversations, activities } = complaints[made % complaints.length] as (typeof complaints)[number];
      const createdAt = firstDay + Math.floor((made / count) * days) * dayMs + Math.floor(chance() * dayMs);
      const day = new Date(createdAt + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
      const serial = (serials.get(day) ?? 0) + 1;
      serials.set(day, serial);
      const unique = `${Math.floor(chance() * 2 ** 32).toString(36)}${made.toString(36)}`;
      const conversation = `conv_${unique}`;
      // Never the phones of the load's own customers: their complaints would become repeats.
      const phone = `137${String(Math.floor(chance() * (count / 3))).padStart(8, '0')}`;
      const number = formatComplaintNumber(day, serial);
      const names = [conversation, `cmp_${unique}`, number, phone, String(createdAt)];
      add.complaints({ ...row(names), created_at: createdAt, due_at: null });
      if (made % conversationEvery === 0) {
        for (const one of conversations) add.conversations({ ...one(names), due_at: null, wake_at: null });
        for (const one of activities) add.activities(one(names));
      }
      const handoff = handoffs[made % Math.max(1, handoffs.length)];
      if (made % handoffEvery === 0 && handoff) {
        const other = handoff([`hnd_${unique}`]);
        const doc = JSON.stringify({ ...JSON.parse(String(other['doc'])), status: 'done' });
        add.handoffs({ ...other, created_by: `${conversation}:handoff`, status: 'done', created_at: createdAt, doc });
      }
    }
    const keep = db.prepare(
      'INSERT INTO complaint_serials VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET serial = excluded.serial',
    );
    for (const [day, serial] of serials) keep.run(day, serial);
    db.exec('COMMIT');
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}

const conversationIn = (complaint: Row): string =>
  String((JSON.parse(String(complaint['doc'])) as { conversationId: string }).conversationId);

/** Writes rows as they come; columns are the table's own, whatever version of it this is. Each gets its own place. */
function adder(db: Database.Database, table: string): (row: Row) => void {
  const columns = (db.prepare(`PRAGMA table_info(${table})`).all() as { name: string }[])
    .map(({ name }) => name)
    .filter((name) => name !== 'arrival');
  const statement = db.prepare(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  return (row) => void statement.run(...columns.map((name) => row[name] ?? null));
}

/** Cuts every text of a row at these names once, to be put together again with others in their order. */
function copier(names: readonly string[]): (row: Row) => (others: readonly string[]) => Row {
  const pattern = new RegExp(`(${names.map((name) => name.replace(/[|\\{}()[\]^$+*?.]/g, '\\$&')).join('|')})`);
  return (row) => {
    const cut = Object.entries(row).map(([column, value]) => {
      const parts = typeof value === 'string' ? value.split(pattern) : [];
      return { column, value, parts: parts.map((part, index) => (index % 2 === 1 ? names.indexOf(part) : part)) };
    });
    return (others) => {
      const copy: Row = {};
      for (const { column, value, parts } of cut) {
        copy[column] =
          parts.length < 2 ? value : parts.map((part) => (typeof part === 'number' ? others[part] : part)).join('');
      }
      return copy;
    };
  };
}
