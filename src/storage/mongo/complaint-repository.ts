import type { Complaint } from '../../complaints/complaint';
import { formatComplaintNumber } from '../../complaints/number';
import { shanghaiDay } from '../../ports/calendar';
import type { ComplaintRepository, NewComplaint } from '../../ports/complaint-repository';
import type { NewOutboxEntry } from '../../ports/outbox';
import { StorageError } from '../storage-error';
import { finite, original, stored } from '../stored-text';
import type { ComplaintDoc } from './collections';
import { complaintFields } from './complaint-fields';
import { complaintFilter } from './complaint-filter';
import { followIn } from './follow';
import type { MongoDatabase } from './mongo-database';
import { isDuplicate } from './mongo-fault';
import { OneAtATime } from './one-at-a-time';
import type { OutboxRelay } from './outbox-relay';

const most = 50;
/** Tells by the server's clock what was written when. */
const stamp = { $currentDate: { changedAt: true } } as const;
/** How many others may take the number in our hand before we give up for now. */
const mostAttempts = 200;

/**
 * The complaints in MongoDB. A number is taken by the very write that stores the complaint: the next one is tried, and
 * the unique index lets one process have it, so numbers have no gaps. `complaint_serials` remembers the highest one of a
 * day, so that the number of a complaint that was removed is not given out again.
 */
export function mongoComplaintRepository(database: MongoDatabase, relay: OutboxRelay): ComplaintRepository {
  const complaints = database.collection('complaints');
  const serials = database.collection('complaint_serials');
  const lanes = new OneAtATime();
  const changes = followIn(database, {
    collection: 'complaints',
    time: 'changedAt',
    mark: 'version',
    walk: [
      ['day', -1],
      ['serial', 1],
    ],
  });
  const { bounded } = database;
  const one = (doc: Pick<ComplaintDoc, 'doc'> | null) => (doc ? (JSON.parse(doc.doc) as Complaint) : undefined);
  const find = async (filter: Partial<ComplaintDoc>) => one(await complaints.findOne(filter, bounded));

  async function ofProblemNow(problemId: string, limit: number, after: string | undefined) {
    if (finite(limit) < 1) return [];
    const last = after === undefined ? null : await complaints.findOne({ _id: stored(after) }, bounded);
    // Where the last one seen was removed meanwhile, they are told from the first again.
    const later = last && {
      $or: [{ createdAt: { $gt: last.createdAt } }, { createdAt: last.createdAt, _id: { $gt: last._id } }],
    };
    const found = complaints.find({ problem: stored(problemId), ...later }, { projection: { doc: 1 }, ...bounded });
    return (await found.sort({ createdAt: 1, _id: 1 }).limit(limit).toArray()).map(
      ({ doc }) => JSON.parse(doc) as Complaint,
    );
  }

  /** What the counter says, and what is stored: a crash between the two writes, or an import, leaves it behind. */
  async function highest(day: string): Promise<number> {
    const newest = complaints
      .find({ day }, { projection: { serial: 1 }, ...bounded })
      .sort({ serial: -1 })
      .limit(1);
    return (await newest.next())?.serial ?? 0;
  }

  async function insertNow(fresh: NewComplaint, day: string, outbox?: readonly NewOutboxEntry[]): Promise<Complaint> {
    const createdBy = stored(fresh.createdBy);
    const [earlier, kept] = await Promise.all([find({ createdBy }), serials.findOne({ _id: day }, bounded)]);
    if (earlier) return earlier;
    let serial = (kept?.serial ?? 0) + 1;
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const complaint: Complaint = { ...fresh, number: formatComplaintNumber(day, serial), version: 1 };
      const doc = { ...toDoc(complaint, day, serial), ...relay.inserted(outbox) };
      try {
        const { _id, createdBy: _same, ...rest } = doc;
        // An update, because an insert cannot ask for the server's time.
        const insert = { $setOnInsert: rest, ...stamp };
        const { upsertedCount } = await complaints.updateOne({ _id, createdBy }, insert, { upsert: true, ...bounded });
        if (upsertedCount === 1) {
          relay.soon('complaints', _id, outbox);
          await keep(day, serial);
          return JSON.parse(doc.doc) as Complaint;
        }
        const first = await find({ createdBy });
        if (!first) throw new StorageError('storage_unavailable');
        return first;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        const [same, taken] = await Promise.all([find({ createdBy }), find({ number: doc.number })]);
        if (same) return same;
        // Neither the act nor the number: its id is another complaint's.
        if (!taken) throw new StorageError('storage_unavailable', error);
        serial = Math.max(serial, await highest(day)) + 1;
      }
    }
    throw new StorageError('storage_busy');
  }

  async function keep(day: string, serial: number): Promise<void> {
    const raise = () => serials.updateOne({ _id: day }, { $max: { serial } }, { upsert: true, ...bounded });
    // Two first complaints of a day both make the document; the second finds it there.
    await raise().catch((error: unknown) => (isDuplicate(error) ? raise() : Promise.reject(error)));
  }

  async function replaceNow(changed: Complaint, outbox?: readonly NewOutboxEntry[]): Promise<Complaint | undefined> {
    const next = { ...changed, version: finite(changed.version) + 1 };
    const fields = complaintFields(next);
    const leaving = relay.changed(next.version, outbox);
    const _id = stored(next.id);
    const written = await complaints.updateOne(
      { _id, version: changed.version },
      { $set: { ...fields, ...leaving.set }, ...leaving.beside, ...stamp },
      bounded,
    );
    if (written.matchedCount !== 1) return undefined;
    relay.soon('complaints', _id, outbox);
    return one(fields);
  }

  return {
    insert: async (complaint, outbox) => {
      const day = shanghaiDay(finite(complaint.createdAt)).replaceAll('-', '');
      return lanes.run(day, () => database.run(() => insertNow(complaint, day, outbox)));
    },
    byId: (id) => database.run(() => find({ _id: stored(id) })),
    byNumber: (number) => database.run(() => find({ number: stored(number) })),
    ofPhone: (phone, since, type) =>
      database.run(async () => {
        const filter = {
          phone: stored(phone),
          createdAt: { $gte: finite(since) },
          ...(type !== undefined && { type: stored(type) }),
        };
        const newestFirst = { createdAt: -1, day: -1, serial: -1 } as const;
        const found = await complaints.find(filter, bounded).sort(newestFirst).limit(most).toArray();
        return found.map(({ doc }) => JSON.parse(doc) as Complaint);
      }),
    due: (now, limit) =>
      database.run(async () => {
        if (finite(limit) < 1) return [];
        const late = { dueAt: { $lte: finite(now) } };
        const found = complaints.find(late, { projection: { _id: 1 }, ...bounded });
        return (await found.sort({ dueAt: 1, _id: 1 }).limit(limit).toArray()).map(({ _id }) => original(_id));
      }),
    list: (query, limit) =>
      database.run(async () => {
        if (finite(limit) < 1) return [];
        const found = complaints.find(complaintFilter(query), { projection: { doc: 1 }, ...bounded });
        return (await found.sort({ createdAt: -1, _id: -1 }).limit(limit).toArray()).map(
          ({ doc }) => JSON.parse(doc) as Complaint,
        );
      }),
    count: (query, limit) =>
      database.run(async () =>
        finite(limit) < 1 ? 0 : complaints.countDocuments(complaintFilter(query), { limit, ...bounded }),
      ),
    changed: (limit, position) =>
      database.run(async () => {
        const { position: next, docs } = await changes(finite(limit), position);
        return { position: next, complaints: docs.map(({ doc }) => JSON.parse(doc) as Complaint) };
      }),
    ofProblem: (problemId, limit, after) => database.run(() => ofProblemNow(problemId, limit, after)),
    replace: (complaint, outbox) => database.run(() => replaceNow(complaint, outbox)),
  };
}

const toDoc = (complaint: Complaint, day: string, serial: number): ComplaintDoc => ({
  _id: stored(complaint.id),
  number: complaint.number,
  day,
  serial,
  createdBy: stored(complaint.createdBy),
  createdAt: finite(complaint.createdAt),
  ...complaintFields(complaint),
});
