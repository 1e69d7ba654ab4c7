import { randomBytes } from 'node:crypto';
import { type Document, MongoClient } from 'mongodb';
import type { Complaint } from '../../src/complaints/complaint';
import { mongoGate } from '../../test/support/mongo-gate';
import { mongoRaw } from './mongo-raw';
import type { Appeared } from './protocol';
import { isKept, type QuarterStore } from './quarter-store';
import { shownBy } from './store-eyes';

interface Entry {
  readonly seq: number;
  readonly direction: 'in' | 'out';
  readonly activity: string;
}

/** A database of its own on a server; nodes reach it through a gate that can be shut. */
export async function mongoQuarter(url: string): Promise<QuarterStore> {
  const database = `quarter_${randomBytes(6).toString('hex')}`;
  const client = await MongoClient.connect(url);
  const db = client.db(database);
  const gate = await mongoGate(url);
  const conversations = db.collection<Document & { _id: string }>('conversations');
  const activities = db.collection('activities');
  /** Up to where each conversation was looked at. */
  const seen = new Map<string, number>();

  async function shown(conversation: string): Promise<readonly Appeared[]> {
    const doc = await conversations.findOne({ _id: conversation }, { projection: { pending: 1, lastSeq: 1 } });
    const after = seen.get(conversation) ?? 0;
    const last = Number(doc?.['lastSeq'] ?? 0);
    if (last <= after) return [];
    seen.set(conversation, last);
    const newest = doc?.['pending'] as readonly Entry[];
    const first = newest[0]?.seq ?? last + 1;
    const copied = { conversationId: conversation, seq: { $gt: after, $lt: first } };
    const older = after + 1 < first ? await activities.find(copied).sort({ seq: 1 }).toArray() : [];
    return [...(older as unknown as Entry[]), ...newest]
      .filter(({ seq, direction }) => seq > after && direction === 'out')
      .map(({ activity }) => ({ conversation, ...shownBy(activity) }));
  }

  return {
    place: { url: gate.url, database },
    shown,
    async complaints() {
      const found = await db.collection('complaints').find().sort({ day: 1, serial: 1 }).toArray();
      return found.map((doc) => JSON.parse(String(doc['doc'])) as Complaint);
    },
    raw: () => mongoRaw(db),
    shut: () => gate.shut(),
    open: () => gate.open(),
    async close() {
      await gate.close();
      if (!isKept()) await db.dropDatabase();
      else process.stderr.write(`store kept in the database ${database}\n`);
      await client.close();
    },
  };
}
