import type { Db, Document } from 'mongodb';
import type { Complaint } from '../../src/complaints/complaint';
import type { Handoff } from '../../src/handoff/handoff';
import type { RawActivity, RawEntry, RawStore } from './raw-store';

interface Line {
  readonly seq: number;
  readonly id: string;
  readonly key: string;
  readonly direction: 'in' | 'out';
  readonly at: number;
  readonly activity: string;
}

/** {@link RawStore} of a MongoDB: everything is read at once. Ids and keys of a simulation are stored as they are. */
export async function mongoRaw(db: Db): Promise<RawStore> {
  const all = (name: string, sort: Record<string, 1>): Promise<Document[]> =>
    db.collection(name).find().sort(sort).toArray();
  const [complaints, handoffs, outbox, records, conversations, documents, activities] = await Promise.all([
    all('complaints', { day: 1, serial: 1 }),
    all('handoffs', { order: 1 }),
    all('outbox', { createdAt: 1, order: 1 }),
    all('records', { _id: 1 }),
    all('conversations', { createdAt: 1, _id: 1 }),
    all('documents', { key: 1 }),
    all('activities', { conversationId: 1, seq: 1 }),
  ]);
  const docs = <Doc>(found: readonly Document[]): Doc[] => found.map((one) => JSON.parse(one['doc']) as Doc);
  return {
    complaints: () => docs<Complaint>(complaints),
    handoffs: () => docs<Handoff>(handoffs),
    log: () => logOf(conversations, activities),
    outbox: () =>
      outbox.map(({ doc, status, attempts, createdAt, settledAt = null }) => ({
        ...(JSON.parse(doc) as Pick<RawEntry, 'key' | 'kind' | 'payload'>),
        status,
        attempts,
        createdAt,
        settledAt,
      })),
    records: (kind) =>
      records
        .filter((record) => record['kind'] === kind)
        .map(({ key, at, data }) => ({ key, at, data: JSON.parse(data) as Record<string, unknown> })),
    conversations: () =>
      conversations.map(({ _id, channel, userId }) => ({ id: String(_id), channel, user: userId as string })),
    documents: (kind) =>
      documents
        .filter((document) => document['kind'] === kind)
        .map(({ key, value }) => ({ key, value: JSON.parse(value) as Record<string, unknown> })),
    close: () => undefined,
  };
}

/** What was copied out of the conversations, and what they still hold; an entry in both places is one. */
function logOf(conversations: readonly Document[], activities: readonly Document[]): readonly RawActivity[] {
  const lines = new Map<string, Map<number, Line>>();
  const linesOf = (conversation: string): Map<number, Line> => {
    const found = lines.get(conversation) ?? new Map<number, Line>();
    lines.set(conversation, found);
    return found;
  };
  for (const entry of activities) linesOf(entry['conversationId']).set(entry['seq'], entry as unknown as Line);
  for (const { _id, pending } of conversations)
    for (const entry of pending as readonly Line[]) linesOf(String(_id)).set(entry.seq, entry);
  return [...lines].flatMap(([conversation, entries]) =>
    [...entries.values()]
      .sort((a, b) => a.seq - b.seq)
      .map(({ seq, id, key, direction, at, activity }) => ({
        conversation,
        seq,
        id,
        direction,
        at,
        // The store tells what came in from what went out by a word before the key.
        external: direction === 'in' ? key.slice('in:'.length) : null,
        activity: JSON.parse(activity) as RawActivity['activity'],
      })),
  );
}
