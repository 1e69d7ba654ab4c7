import { join } from 'node:path';
import Database from 'libsql';
import { MongoClient } from 'mongodb';

/** What a store holds after a fault, read past the product's own code. */
export interface Evidence {
  /** In the order of the log, conversation by conversation. */
  readonly activities: readonly LogRow[];
  readonly complaints: readonly { readonly number: string; readonly conversationId: string; readonly by: string }[];
  readonly handoffs: readonly { readonly conversationId: string }[];
  /** Conversations whose newest message has had no turn. */
  readonly unprocessed: readonly string[];
}

export interface LogRow {
  readonly conversationId: string;
  readonly seq: number;
  readonly id: string;
  readonly direction: 'in' | 'out';
  /** What the channel called it: `in:client:<key>`, `open` for the greeting; absent for replies. */
  readonly externalId: string | undefined;
}

interface StoredComplaint {
  readonly number: string;
  readonly conversationId: string;
  readonly createdBy: string;
}

export function readSqlite(dir: string): Evidence {
  const db = new Database(join(dir, 'desk.sqlite'));
  try {
    const rows = <T>(sql: string): T[] => db.prepare(sql).all() as T[];
    const sound = rows<{ integrity_check: string }>('PRAGMA integrity_check')[0]?.integrity_check;
    if (sound !== 'ok') throw new Error(`The file is damaged: ${sound}`);
    return {
      activities: rows<{ conversation_id: string; external_id: string | null } & Omit<LogRow, 'externalId'>>(
        'SELECT conversation_id, seq, id, direction, external_id FROM activities ORDER BY conversation_id, seq',
      ).map(({ conversation_id, external_id, seq, id, direction }) => ({
        conversationId: conversation_id,
        seq,
        id,
        direction,
        externalId: external_id ?? undefined,
      })),
      complaints: rows<{ doc: string }>('SELECT doc FROM complaints').map(({ doc }) => complaintOf(doc)),
      handoffs: rows<{ doc: string }>('SELECT doc FROM handoffs').map(({ doc }) => JSON.parse(doc)),
      unprocessed: rows<{ id: string }>('SELECT id FROM conversations WHERE processed_seq < last_in_seq').map(
        ({ id }) => id,
      ),
    };
  } finally {
    db.close();
  }
}

interface Entry {
  readonly seq: number;
  readonly id: string;
  readonly key: string;
  readonly direction: 'in' | 'out';
}
interface ConversationRow {
  readonly _id: string;
  readonly processedSeq: number;
  readonly lastInSeq: number;
  readonly pending: readonly Entry[];
}

export async function readMongo(url: string, database: string): Promise<Evidence> {
  const client = await new MongoClient(url).connect();
  try {
    const db = client.db(database);
    const conversations = await db.collection<ConversationRow>('conversations').find().toArray();
    const older = await db.collection<Entry & { conversationId: string }>('activities').find().toArray();
    const activities = conversations.flatMap(({ _id, pending }) => {
      // A crash between copying and dropping leaves an entry in both places, which reads as one.
      const copied = older.filter(({ conversationId }) => conversationId === _id);
      const own = pending.filter(({ seq, id }) => !copied.some((other) => other.seq === seq && other.id === id));
      return [...copied, ...own].sort((a, b) => a.seq - b.seq).map((entry) => logRow(_id, entry));
    });
    const docs = async (name: string) =>
      (await db.collection<{ doc: string }>(name).find().toArray()).map((r) => r.doc);
    return {
      activities,
      complaints: (await docs('complaints')).map(complaintOf),
      handoffs: (await docs('handoffs')).map((doc) => JSON.parse(doc)),
      unprocessed: conversations
        .filter(({ processedSeq, lastInSeq }) => processedSeq < lastInSeq)
        .map(({ _id }) => _id),
    };
  } finally {
    await client.close();
  }
}

const logRow = (conversationId: string, { seq, id, key, direction }: Entry): LogRow => ({
  conversationId,
  seq,
  id,
  direction,
  externalId: direction === 'in' ? key.slice('in:'.length) : undefined,
});

function complaintOf(doc: string) {
  const { number, conversationId, createdBy } = JSON.parse(doc) as StoredComplaint;
  return { number, conversationId, by: createdBy };
}
