import type { ChannelId } from '../../ports/channel';
import type { Clock } from '../../ports/clock';
import type {
  AcceptResult,
  CommitResult,
  ConversationRecord,
  ConversationStore,
  Lease,
  Place,
  TurnCommit,
} from '../../ports/conversation-store';
import { bodyHash } from '../canonical-json';
import { dueSince, latestEnd } from '../clock-set-back';
import { finite, original, stored } from '../stored-text';
import { again } from './again';
import { changesIn } from './changes';
import type { ConversationDoc, EntryDoc } from './collections';
import type { MongoDatabase } from './mongo-database';
import { isDuplicate } from './mongo-fault';
import { OneAtATime } from './one-at-a-time';
import type { OutboxRelay } from './outbox-relay';
import { inKey, outKey, Transcript, toEntry } from './transcript';

/** So many newest entries stay in the conversation's document; then they are copied out in one go. */
const mostPending = 32;

/**
 * Conversations in MongoDB, without transactions: an incoming message, and everything a turn changed, is one write of
 * the conversation's own document. New log entries are part of it (`pending`), numbered by the same write; the write is
 * conditional on the last number given out, so numbers have no gaps. Only entries that were copied to `activities`
 * leave the document, with a later write; readers put the two together. A crash between the two steps leaves an entry
 * in both places, which reads as one.
 */
export function mongoConversationStore(database: MongoDatabase, relay: OutboxRelay, clock: Clock): ConversationStore {
  const conversations = database.collection('conversations');
  const transcript = new Transcript(database);
  const lanes = new OneAtATime();
  const { bounded } = database;

  const create: ConversationStore['create'] = ({ id, channel, userId }) =>
    database.run(async () => {
      const at = clock.now();
      const fresh: ConversationDoc = {
        _id: stored(id),
        channel: stored(channel) as ChannelId,
        userId: stored(userId),
        version: 1,
        state: '{}',
        processedSeq: 0,
        createdAt: at,
        updatedAt: at,
        lastSeq: 0,
        lastInSeq: 0,
        leaseOwner: null,
        leaseFencing: 0,
        leaseUntil: 0,
        pending: [],
      };
      try {
        await conversations.insertOne(fresh, bounded);
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    });

  const load: ConversationStore['load'] = (id) =>
    database.run(async () => {
      const doc = await conversations.findOne({ _id: stored(id) }, { projection: { pending: 0 }, ...bounded });
      return doc ? toRecord(doc) : undefined;
    });

  const head = (_id: string) => conversations.findOne({ _id }, { projection: { state: 0 }, ...bounded });

  const accept: ConversationStore['accept'] = (conversationId, externalId, activity, begin) =>
    inLane(conversationId, async (_id): Promise<AcceptResult | undefined> => {
      const doc = begin ? await conversations.findOne({ _id }, bounded) : await head(_id);
      if (!doc) return { ok: false, reason: 'no_conversation' };
      const said = typeof activity === 'function' ? activity(placeOf(doc)) : activity;
      const [key, hash] = [inKey(externalId), bodyHash(said)];
      const earlier = doc.pending.find((entry) => entry.key === key) ?? (await archived(doc, key));
      if (earlier && earlier.bodyHash !== hash) return { ok: false, reason: 'key_reused' };
      if (earlier) return { ok: true, duplicate: true, entry: toEntry(earlier) };
      const [seq, at] = [doc.lastSeq + 1, clock.now()];
      const id = stored(`${conversationId}|${String(seq).padStart(7, '0')}`);
      const body = JSON.stringify(said);
      const entry: EntryDoc = { seq, id, key, direction: 'in', at, bodyHash: hash, activity: body };
      const full = doc.pending.length >= mostPending;
      if (full) await transcript.archive(_id, doc.pending);
      const lease = begin && leaseFor(doc, conversationId, begin, at);
      // That no number was given out since also says that this key was not taken meanwhile.
      const written = await conversations.updateOne(
        { _id, lastSeq: doc.lastSeq, ...(lease && asRead(doc)) },
        {
          $set: {
            lastSeq: seq,
            lastInSeq: seq,
            updatedAt: at,
            ...(full && { pending: [entry] }),
            ...(lease && { leaseOwner: stored(lease.owner), leaseFencing: lease.fencing, leaseUntil: lease.until }),
          },
          $min: { dueAt: dueSince(at) },
          $currentDate: { grownAt: true },
          ...(!full && { $push: { pending: entry } }),
        },
        bounded,
      );
      if (written.matchedCount !== 1) return undefined;
      const begun = lease && { lease, record: toRecord({ ...doc, updatedAt: at }) };
      return { ok: true, duplicate: false, entry: toEntry(entry), ...(begun && { begun }) };
    });

  /** An entry that has left the document; none has while the document holds as many as were numbered. */
  const archived = async (doc: ConversationDoc, key: string): Promise<EntryDoc | null> =>
    doc.pending.length < doc.lastSeq ? transcript.byKey(doc._id, key) : null;

  const read: ConversationStore['read'] = (conversationId, after, limit) =>
    database.run(async () => {
      const _id = stored(conversationId);
      // The document first: what leaves it afterwards is in the archive already.
      const doc = await conversations.findOne({ _id }, { projection: { pending: 1, lastSeq: 1 }, ...bounded });
      if (!doc || finite(after) >= doc.lastSeq || finite(limit) < 1) return [];
      const first = doc.pending[0]?.seq ?? doc.lastSeq + 1;
      const older = after + 1 < first ? await transcript.range(_id, after, first, limit) : [];
      const newer = doc.pending.filter((entry) => entry.seq > after);
      return [...older, ...newer].slice(0, limit).map(toEntry);
    });

  const acquire: ConversationStore['acquire'] = (conversationId, owner, ttlMs) =>
    database.run(async (): Promise<Lease | undefined> => {
      const [_id, leaseOwner, now] = [stored(conversationId), stored(owner), clock.now()];
      const until = now + finite(ttlMs);
      const take = { $set: { leaseOwner, leaseUntil: until }, $inc: { leaseFencing: 1 } };
      const free = {
        _id,
        leaseOwner: { $ne: leaseOwner },
        $or: [{ leaseOwner: null }, { leaseUntil: { $lte: now } }, { leaseUntil: { $gt: latestEnd(now) } }],
      };
      const renew = { $set: { leaseUntil: until } };
      const taken =
        (await conversations.findOneAndUpdate(free, take, { returnDocument: 'after', ...bounded })) ??
        (await conversations.findOneAndUpdate({ _id, leaseOwner }, renew, { returnDocument: 'after', ...bounded }));
      return taken ? { conversationId, owner, fencing: taken.leaseFencing, until } : undefined;
    });

  const release: ConversationStore['release'] = ({ conversationId, owner, fencing }) =>
    database.run(async () => {
      const ours = { _id: stored(conversationId), leaseOwner: stored(owner), leaseFencing: finite(fencing) };
      await conversations.updateOne(ours, { $set: { leaseOwner: null, leaseUntil: 0 } }, bounded);
    });

  const commitTurn: ConversationStore['commitTurn'] = async (commit) => {
    const result = await inLane(commit.lease.conversationId, (_id) => tryCommit(_id, commit));
    if (result.ok) relay.soon('conversations', stored(commit.lease.conversationId), commit.outbox);
    return result;
  };

  /** @returns `undefined` when a message came in between: look and try again */
  async function tryCommit(
    _id: string,
    { lease, outgoing, outbox, release = false, ...turn }: TurnCommit,
  ): Promise<CommitResult | undefined> {
    const doc = await head(_id);
    const holder = { leaseOwner: stored(lease.owner), leaseFencing: finite(lease.fencing) };
    if (doc?.leaseOwner !== holder.leaseOwner || doc.leaseFencing !== holder.leaseFencing) {
      return { ok: false, reason: 'fenced' };
    }
    if (doc.version !== turn.expectedVersion) return { ok: false, reason: 'stale' };
    const keys = outgoing.map(({ id }) => outKey(id));
    const [known] = await Promise.all([
      doc.pending.length < doc.lastSeq ? transcript.known(_id, keys) : new Set<string>(),
      transcript.archive(_id, doc.pending),
    ]);
    const said = new Set([...known, ...doc.pending.map(({ key }) => key)]);
    const at = clock.now();
    const appended: EntryDoc[] = [];
    for (const { id, activity } of outgoing) {
      const key = outKey(id);
      if (said.has(key)) continue;
      said.add(key);
      const seq = doc.lastSeq + appended.length + 1;
      const body = JSON.stringify(activity);
      appended.push({ seq, id: stored(id), key, direction: 'out', at, bodyHash: null, activity: body });
    }
    const version = doc.version + 1;
    const processedSeq = finite(turn.processedSeq);
    const times = timesOf(turn.wakeAt, doc.lastInSeq > processedSeq ? dueSince(at) : turn.wakeAt);
    const lastSeq = doc.lastSeq + appended.length;
    const state = JSON.stringify(turn.state);
    const leaving = relay.changed(version, outbox);
    const moreDue = times.set.dueAt !== undefined && times.set.dueAt <= at;
    const released = release && !moreDue;
    const free = released && { leaseOwner: null, leaseUntil: 0 };
    const written = await conversations.updateOne(
      { _id, version: doc.version, lastSeq: doc.lastSeq, ...holder },
      {
        ...times.update,
        $set: {
          version,
          state,
          processedSeq,
          updatedAt: at,
          lastSeq,
          pending: appended,
          ...times.set,
          ...leaving.set,
          ...free,
        },
        ...leaving.beside,
        ...(appended.length > 0 && { $currentDate: { grownAt: true } }),
      },
      bounded,
    );
    if (written.matchedCount !== 1) return undefined;
    return { ok: true, version, appended: appended.map(toEntry), moreDue, released };
  }

  const due: ConversationStore['due'] = (limit) =>
    database.run(async () => {
      const now = clock.now();
      if (finite(limit) < 1) return [];
      const found = await conversations
        .find(
          {
            dueAt: { $lte: now },
            $or: [{ leaseUntil: { $lte: now } }, { leaseUntil: { $gt: latestEnd(now) } }],
          },
          { projection: { _id: 1 }, ...bounded },
        )
        .sort({ dueAt: 1 })
        .limit(limit)
        .toArray();
      return found.map(({ _id }) => original(_id));
    });

  /** Tries until nobody else wrote in between; the time limit begins when it is this one's turn. */
  const inLane = async <T>(conversationId: string, attempt: (_id: string) => Promise<T | undefined>): Promise<T> => {
    const _id = stored(conversationId);
    return lanes.run(_id, () => database.run(() => again(() => attempt(_id))));
  };

  const growth = changesIn(database, { collection: 'conversations', time: 'grownAt', mark: 'lastSeq' });
  const grown: ConversationStore['grown'] = (position) =>
    database.run(async () => {
      const { position: next, ids } = await growth(position);
      return { position: next, conversations: ids };
    });

  return { create, load, accept, read, acquire, release, commitTurn, due, grown };
}

/** The lease of a turn that begins with this very message; none while somebody has it or an earlier one waits. */
function leaseFor(
  doc: ConversationDoc,
  conversationId: string,
  { owner, ttlMs }: { owner: string; ttlMs: number },
  now: number,
): Lease | undefined {
  const free = doc.leaseOwner === null || (doc.leaseUntil <= now && doc.leaseOwner !== stored(owner));
  if (!free || doc.lastInSeq > doc.processedSeq) return undefined;
  return { conversationId, owner, fencing: doc.leaseFencing + 1, until: now + finite(ttlMs) };
}

/** Nobody took the lease or wrote a turn since: each of them changes one of these. */
const asRead = ({ version, leaseOwner, leaseFencing }: ConversationDoc) => ({ version, leaseOwner, leaseFencing });

/** Times that are set, and those that are taken out: an absent one is the only kind that compares alike everywhere. */
function timesOf(wakeAt: number | undefined, dueAt: number | undefined) {
  const set = { ...(wakeAt !== undefined && { wakeAt: finite(wakeAt) }), ...(dueAt !== undefined && { dueAt }) };
  const unset = {
    ...(wakeAt === undefined && { wakeAt: '' as const }),
    ...(dueAt === undefined && { dueAt: '' as const }),
  };
  return {
    set: set as { wakeAt?: number; dueAt?: number },
    update: Object.keys(unset).length > 0 ? { $unset: unset } : {},
  };
}

const placeOf = (doc: Pick<ConversationDoc, '_id' | 'channel' | 'userId'>): Place => ({
  id: original(doc._id),
  channel: doc.channel,
  userId: original(doc.userId),
});

const toRecord = (doc: ConversationDoc): ConversationRecord => ({
  ...placeOf(doc),
  version: doc.version,
  state: JSON.parse(doc.state) as Record<string, unknown>,
  processedSeq: doc.processedSeq,
  ...(doc.wakeAt !== undefined && { wakeAt: doc.wakeAt }),
  createdAt: doc.createdAt,
  updatedAt: doc.updatedAt,
});
