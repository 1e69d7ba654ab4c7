import { setImmediate as nextRound } from 'node:timers/promises';
import { type Collection, type Document, MongoBulkWriteError } from 'mongodb';
import { endedStatuses } from '../../complaints/complaint';
import type { Added, AgeingKind, Archive, ArchiveKind, ArchivePart, ArchiveRow } from '../../ports/archive';
import { Value } from '../archive-values';
import { canonicalJson } from '../canonical-json';
import { finite, original, stored } from '../stored-text';
import { archivedLogs } from './archive-logs';
import { shapes } from './archive-tables';
import { documentId } from './document-store';
import type { MongoDatabase } from './mongo-database';
import { asStorageError, isDuplicate } from './mongo-fault';
import type { OutboxRelay } from './outbox-relay';

/** Documents fetched in one go; attachments may have 10 MB each. */
const batchSize = 200;
const inLine = 16;

/** The search for old rows: by field, or by what the document's text says. */
const ages: Readonly<Record<AgeingKind, (before: number) => Document>> = {
  conversation: (before) => ({ updatedAt: { $lt: before } }),
  complaint: (before) => ({ createdAt: { $lt: before } }),
  handoff: (before) => ({ createdAt: { $lt: before } }),
  attachment: () => ({}),
  record: (before) => ({ at: { $lt: before } }),
  outbox: (before) => ({ settledAt: { $lt: before } }),
};

/** MongoDB row by row. Collections are read in the order their documents were made, by one cursor each. */
export function mongoArchive(database: MongoDatabase, relay: OutboxRelay): Archive {
  const { bounded } = database;
  const collection = (kind: ArchiveKind): Collection<Document> =>
    database.collection(shapes[kind].collection) as unknown as Collection<Document>;
  const logs = archivedLogs(database);
  const toRow = (kind: ArchiveKind, doc: Document): ArchiveRow => ({ kind, ...shapes[kind].toRow(doc) });

  async function* documents(kind: ArchiveKind, filter: Document = {}, projection?: Document): AsyncGenerator<Document> {
    const size = kind === 'attachment' && projection === undefined ? 1 : batchSize;
    const cursor = collection(kind).find(filter, { batchSize: size, ...(projection && { projection }) });
    try {
      for await (const doc of cursor) {
        yield doc;
        if (cursor.bufferedCount() === 0) await nextRound();
      }
    } catch (error) {
      throw asStorageError(error);
    } finally {
      await cursor.close();
    }
  }

  async function* conversationsWithLogs(): AsyncGenerator<ArchiveRow> {
    for await (const group of inGroups(documents('conversation'), inLine)) {
      // The documents of a group are read before their logs: what they hold still is copied by then, or is in both.
      const read = await Promise.all(group.map((doc) => logs.first(doc)));
      for (const [index, doc] of group.entries()) {
        yield toRow('conversation', doc);
        for await (const entry of logs.whole(doc, read[index] ?? [])) yield toRow('activity', entry);
      }
    }
    yield* orphans();
  }

  async function* orphans(): AsyncGenerator<ArchiveRow> {
    for await (const entry of logs.orphans(documents('activity'))) yield toRow('activity', entry);
  }

  /** Entries that still lie in the documents that caused them join the others first, so each is there once. */
  const outboxWhole = (kind: ArchiveKind): Promise<void> =>
    kind === 'outbox' ? database.run(() => relay.collect()) : Promise.resolve();

  async function* rows(part: ArchivePart): AsyncGenerator<ArchiveRow> {
    await outboxWhole(part);
    if (part === 'conversation') return yield* conversationsWithLogs();
    for await (const doc of documents(part, shapes[part].only)) yield toRow(part, doc);
  }

  const row = (kind: ArchiveKind, key: string): Promise<ArchiveRow | undefined> =>
    database.run(async () => {
      await outboxWhole(kind);
      const doc =
        kind === 'activity' ? await logs.entry(key) : await collection(kind).findOne(shapes[kind].filter(key), bounded);
      return doc ? toRow(kind, doc) : undefined;
    });

  const docOf = (fresh: ArchiveRow): Document => ({
    ...shapes[fresh.kind].toDoc(new Value(fresh), fresh),
    ...shapes[fresh.kind].fresh?.(),
  });

  /** After a refused insert. */
  async function compared(fresh: ArchiveRow): Promise<'same' | 'conflicts'> {
    const there = await row(fresh.kind, fresh.key);
    return there && canonicalJson(there.value) === canonicalJson(fresh.value) ? 'same' : 'conflicts';
  }

  async function addOne(fresh: ArchiveRow): Promise<keyof Added> {
    if (fresh.kind === 'serial') return raise(fresh);
    return database.run(async () => {
      if (fresh.kind === 'activity' && (await logs.someHeld([fresh.key]))) return compared(fresh);
      try {
        await collection(fresh.kind).insertOne(docOf(fresh), bounded);
        return 'written';
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return compared(fresh);
      }
    });
  }

  const raise = (fresh: ArchiveRow): Promise<keyof Added> =>
    database.run(async () => {
      const serial = finite(new Value(fresh).number('serial'));
      const there = await row('serial', fresh.key);
      if (there && Number(there.value['serial']) >= serial) return 'same';
      const raised = { $max: { serial } };
      await collection('serial').updateOne(shapes.serial.filter(fresh.key), raised, { upsert: true, ...bounded });
      return 'written';
    });

  async function oneByOne(batch: readonly ArchiveRow[]): Promise<(keyof Added)[]> {
    const outcomes: (keyof Added)[] = [];
    for (const fresh of batch) outcomes.push(await addOne(fresh));
    return outcomes;
  }

  /** The next complaint of a day must get another number, whether or not serials are moved too. */
  async function keepNumbers(complaints: readonly ArchiveRow[]): Promise<void> {
    const highest = new Map<string, number>();
    for (const fresh of complaints) {
      const { day, serial } = shapes.complaint.toDoc(new Value(fresh), fresh) as { day: string; serial: number };
      highest.set(day, Math.max(serial, highest.get(day) ?? 0));
    }
    for (const [key, serial] of highest) await raise({ kind: 'serial', key, value: { serial } });
  }

  /** The whole batch in one command; only what it refuses is looked at one by one. */
  async function addMany(kind: ArchiveKind, batch: readonly ArchiveRow[]): Promise<(keyof Added)[]> {
    if (kind === 'serial' || kind === 'attachment' || batch.length === 1) return oneByOne(batch);
    if (kind === 'activity' && (await logs.someHeld(batch.map(({ key }) => key)))) return oneByOne(batch);
    try {
      await database.run(() => collection(kind).insertMany(batch.map(docOf), { ordered: false, ...bounded }));
      return batch.map(() => 'written');
    } catch (error) {
      const cause = error instanceof Error ? (error.cause ?? error) : error;
      if (!(cause instanceof MongoBulkWriteError) && !isDuplicate(cause)) throw error;
      const refused = cause instanceof MongoBulkWriteError ? [cause.writeErrors].flat().map(({ index }) => index) : [];
      const outcomes: (keyof Added)[] = [];
      for (const [index, fresh] of batch.entries()) {
        const surelyWritten = refused.length > 0 && !refused.includes(index);
        outcomes.push(surelyWritten && (await compared(fresh)) === 'same' ? 'written' : await addOne(fresh));
      }
      return outcomes;
    }
  }

  async function add(batch: readonly ArchiveRow[]): Promise<Added> {
    const outcomes = new Map<ArchiveRow, keyof Added>();
    for (const kind of new Set(batch.map((fresh) => fresh.kind))) {
      const ofKind = batch.filter((fresh) => fresh.kind === kind);
      for (const [index, outcome] of (await addMany(kind, ofKind)).entries()) {
        const fresh = ofKind[index];
        if (fresh) outcomes.set(fresh, outcome);
      }
    }
    const of = (wanted: keyof Added) => batch.filter((fresh) => outcomes.get(fresh) === wanted);
    await keepNumbers(of('written').filter(({ kind }) => kind === 'complaint'));
    return {
      written: of('written').length,
      same: of('same').length,
      conflicts: of('conflicts').map(({ kind, key }) => `${kind} ${key}`),
    };
  }

  async function replace(before: ArchiveRow, after: ArchiveRow): Promise<boolean> {
    const { kind, key } = before;
    const there = await row(kind, key);
    if (!there || canonicalJson(there.value) !== canonicalJson(before.value)) return false;
    if (kind === 'activity')
      return database.run(() => logs.rewrite(key, shapes.activity.toDoc(new Value(after), after)));
    const { _id, ...changed } = shapes[kind].toDoc(new Value(after), after);
    const unchanged = Object.fromEntries(
      shapes[kind].unchanged.map((field) => [field, before.value[field] as string | number]),
    );
    const filter = { ...shapes[kind].filter(key), ...unchanged };
    const { stamped } = shapes[kind];
    const update = { $set: changed, ...(stamped !== undefined && { $currentDate: { [stamped]: true } }) };
    return database.run(
      async () => (await collection(kind).updateOne(filter, update as Document, bounded)).matchedCount === 1,
    );
  }

  const removeConversation: Archive['removeConversation'] = (id, unchangedSince = Number.MAX_SAFE_INTEGER) =>
    database.run(async () => {
      // What it holds for the outbox is still to be sent.
      await relay.collect();
      // First the document, without which nothing can be added any more; a crash in between leaves activities that are
      // listed among the rows, and the next purge removes them.
      const filter: Document = { _id: stored(id), updatedAt: { $lt: unchangedSince } };
      const gone = await collection('conversation').findOneAndDelete(filter, bounded);
      if (!gone) return undefined;
      await database.collection('documents').deleteOne({ _id: documentId('seen', id) }, bounded);
      await logs.removeAll(id);
      return Number(gone['lastSeq']);
    });

  async function* olderThan(kind: AgeingKind, before: number): AsyncGenerator<string> {
    const fields = { conversation: '_id', complaint: '_id', handoff: '_id', attachment: 'doc', outbox: '_id' } as const;
    const projection = kind === 'record' ? { kind: 1, key: 1 } : { [fields[kind]]: 1 };
    for await (const doc of documents(kind, ages[kind](finite(before)), projection)) {
      if (kind === 'attachment') {
        const { createdAt } = JSON.parse(doc['doc']) as { createdAt: number };
        if (createdAt >= before) continue;
      }
      yield kind === 'record' ? `${doc['kind']}:${original(doc['key'])}` : original(doc['_id']);
    }
  }

  return {
    count: (kind) =>
      database.run(async () => {
        await outboxWhole(kind);
        if (kind === 'activity') return logs.count();
        const { only } = shapes[kind];
        return only ? collection(kind).countDocuments(only, bounded) : collection(kind).estimatedDocumentCount(bounded);
      }),
    rows,
    orphans,
    row,
    add,
    replace,
    remove: async (kind, keys) => {
      await outboxWhole(kind);
      let removed = 0;
      for (const key of keys) {
        const gone = await database.run(() => collection(kind).deleteOne(shapes[kind].filter(key), bounded));
        removed += gone.deletedCount;
      }
      return removed;
    },
    removeConversation,
    olderThan,
    openComplaints: async function* () {
      const open = { status: { $nin: [...endedStatuses] } };
      for await (const doc of documents('complaint', open)) yield toRow('complaint', doc);
    },
    attachmentsOf: (conversationId) =>
      database.run(async () => {
        const filter = { conversationId: stored(conversationId) };
        const found = await collection('attachment')
          .find(filter, { projection: { _id: 1 }, ...bounded })
          .toArray();
        return found.map(({ _id }) => original(String(_id))).sort();
      }),
    forgetCodes: (phone) =>
      database.run(async () => {
        const filter = { phone: stored(phone) };
        const codes = await database.collection('codes').deleteMany(filter, bounded);
        return codes.deletedCount + (await database.collection('code_issues').deleteMany(filter, bounded)).deletedCount;
      }),
    // The server's own files are in its hands: its free space is used again, its journal runs out.
    scrub: async () => {},
  };
}

async function* inGroups<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let group: T[] = [];
  for await (const item of items) {
    group.push(item);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
