import type { Filter } from 'mongodb';
import { type Complaint, isEnded } from '../../complaints/complaint';
import type { Handoff } from '../../handoff/handoff';
import { StorageError } from '../storage-error';
import { type Collections, type ComplaintDoc, type HandoffDoc, indexes } from './collections';
import { complaintFields } from './complaint-fields';
import { handoffFields } from './handoff-fields';
import type { MongoDatabase } from './mongo-database';
import { asStorageError, isDuplicate } from './mongo-fault';

/** One step forward. Several nodes may run it at the same time, and again after a crash: it must allow both. */
type Step = (database: MongoDatabase) => Promise<void>;

/** The position in this list is the schema version. Never change a step that was released: add one. */
const steps: readonly Step[] = [
  // Version 1: the documents as collections.ts describes them; nothing to change in an empty database.
  async () => {},
  // Version 2: documents may hold what is to leave the house. Absent fields read as empty, so there is nothing to change;
  // an older release, which would send none of it and tell nobody that a log grew, must not run beside this one.
  async () => {},
  // Version 3: hand-overs are looked up by more than their state, which also needs other indexes.
  async (database) => {
    await fillHandoffs(database);
    await dropIndex(database, 'handoffs', 'line');
  },
  // Version 4: complaints are looked up by who works on them, which department, how far and when next.
  (database) => fillComplaints(database),
  // Version 5: every write of a complaint notes when it was made. An older release, which would not, and which nobody who
  // follows the changes would hear of, must not run beside this one.
  async () => {},
];

/** Building an index over many documents takes its time; nothing is served before it is there. */
export const indexTimeMs = 10 * 60_000;

/**
 * Makes indexes that are missing and brings the documents to this release.
 * @param to for tests: other steps
 * @throws {StorageError} `storage_newer`, `storage_unavailable`
 */
export async function migrate(database: MongoDatabase, to: readonly Step[] = steps): Promise<void> {
  const meta = database.collection('meta');
  try {
    const current = (await meta.findOne({ _id: 'schema' }, database.bounded))?.version ?? 0;
    if (current > to.length) throw new StorageError('storage_newer');
    for (const [name, wanted] of Object.entries(indexes)) {
      const collection = database.collection(name as keyof Collections);
      for (const index of wanted) await collection.createIndexes([index], { maxTimeMS: indexTimeMs });
    }
    for (const step of to.slice(current)) await step(database);
    await atLeast(database, to.length);
  } catch (error) {
    throw asStorageError(error);
  }
}

/** Sets the fields beside the documents of hand-overs of before, until none is left without. */
async function fillHandoffs(database: MongoDatabase): Promise<void> {
  const handoffs = database.collection('handoffs');
  const { bounded } = database;
  for (let filled = true; filled; ) {
    filled = false;
    // Equal to null is also what is absent.
    const unfilled = { conversationId: null } as unknown as Filter<HandoffDoc>;
    for await (const { _id, version, doc } of handoffs.find(unfilled, { projection: { doc: 1, version: 1 } })) {
      filled = true;
      const fields = handoffFields(JSON.parse(doc) as Handoff);
      // Only what was read: somebody may have written it meanwhile.
      await handoffs.updateOne({ _id, version }, { $set: fields, $unset: { priority: '' } }, bounded);
    }
  }
}

/** The same for complaints. Open ones of before were never timed: they are due at once, so that each is looked at. */
async function fillComplaints(database: MongoDatabase): Promise<void> {
  const complaints = database.collection('complaints');
  const { bounded } = database;
  for (let filled = true; filled; ) {
    filled = false;
    const unfilled = { owner: null } as unknown as Filter<ComplaintDoc>;
    for await (const { _id, version, doc } of complaints.find(unfilled, { projection: { doc: 1, version: 1 } })) {
      filled = true;
      const complaint = JSON.parse(doc) as Complaint;
      const { status, dueAt, createdAt } = complaint;
      const timed = isEnded(status) || dueAt !== undefined ? complaint : { ...complaint, dueAt: createdAt };
      const fields = complaintFields(timed);
      await complaints.updateOne({ _id, version }, { $set: fields }, bounded);
    }
  }
}

async function dropIndex(database: MongoDatabase, name: keyof Collections, index: string): Promise<void> {
  const collection = database.collection(name);
  const isThere = async () => (await collection.indexes()).some((there) => there.name === index);
  if (!(await isThere())) return;
  // Two nodes that start at once both find it.
  await collection.dropIndex(index).catch(async (error: unknown) => {
    if (await isThere()) throw error;
  });
}

/** A node of an older release that starts late never takes the version back. */
async function atLeast(database: MongoDatabase, version: number): Promise<void> {
  const raise = () =>
    database
      .collection('meta')
      .updateOne({ _id: 'schema' }, { $max: { version } }, { upsert: true, ...database.bounded });
  // Two nodes that start at once both insert; the second finds it there.
  await raise().catch((error: unknown) => (isDuplicate(error) ? raise() : Promise.reject(error)));
}
