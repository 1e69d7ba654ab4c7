import { type Collection, ObjectId } from 'mongodb';
import type { Clock } from '../../ports/clock';
import type { NewOutboxEntry } from '../../ports/outbox';
import { stored } from '../stored-text';
import type { HeldEntry, Holder } from './collections';
import type { MongoDatabase } from './mongo-database';
import { isDuplicate } from './mongo-fault';

/** Whose documents may hold entries. */
const holders = ['conversations', 'complaints', 'handoffs'] as const;
export type HolderName = (typeof holders)[number];

/** So many documents that a crash left are looked at in one go. */
const mostAtOnce = 100;

/**
 * The way of an entry into the outbox: first it is part of the document whose change causes it, by the same write; from
 * there it is copied to `outbox` under its key, and only then taken out of the document. Whoever does this again, after
 * a crash or at the same time, changes nothing.
 */
export class OutboxRelay {
  private readonly outbox;

  constructor(
    private readonly database: MongoDatabase,
    private readonly clock: Clock,
  ) {
    this.outbox = database.collection('outbox');
  }

  /** What an insert at version 1 adds to its document. */
  inserted(entries: readonly NewOutboxEntry[] = []): Holder {
    return entries.length === 0 ? {} : { ...held(1), outbox: this.toHeld(entries) };
  }

  /** What an update to `version` adds to its `$set` and beside it. */
  changed(version: number, entries: readonly NewOutboxEntry[] = []) {
    if (entries.length === 0) return { set: {}, beside: {} };
    return { set: held(version), beside: { $push: { outbox: { $each: this.toHeld(entries) } } } };
  }

  /** Moves what a document holds soon; nobody waits for it, because {@link collect} finds what is left behind. */
  soon(name: HolderName, _id: string, entries: readonly NewOutboxEntry[] | undefined): void {
    if (entries === undefined || entries.length === 0) return;
    this.database.run(() => this.moveFrom(this.holder(name), _id)).catch(() => undefined);
  }

  /** Entries that no document holds. */
  async put(entries: readonly NewOutboxEntry[]): Promise<void> {
    for (const entry of this.toHeld(entries)) await this.add(entry);
  }

  /** Moves what documents still hold: what was just written, and what a crash left. */
  async collect(): Promise<void> {
    await Promise.all(holders.map((name) => this.collectFrom(this.holder(name))));
  }

  private async collectFrom(holder: Collection<HolderDoc>): Promise<void> {
    const { bounded } = this.database;
    for (;;) {
      const filter = { holds: 'outbox' as const };
      const found = await holder
        .find(filter, { projection: { _id: 1 }, ...bounded })
        .limit(mostAtOnce)
        .toArray();
      for (const { _id } of found) await this.moveFrom(holder, _id);
      if (found.length < mostAtOnce) return;
    }
  }

  private async moveFrom(holder: Collection<HolderDoc>, _id: string): Promise<void> {
    const { bounded } = this.database;
    for (;;) {
      const doc = await holder.findOne({ _id }, { projection: { outbox: 1, outboxVersion: 1 }, ...bounded });
      if (doc?.outboxVersion === undefined) return;
      for (const entry of doc.outbox ?? []) await this.add(entry);
      // Only what was copied leaves: a later change that added more has set another version.
      const emptied = await holder.updateOne(
        { _id, outboxVersion: doc.outboxVersion },
        { $set: { outbox: [] }, $unset: { holds: '', outboxVersion: '' } },
        bounded,
      );
      if (emptied.matchedCount === 1) return;
    }
  }

  private async add({ key, conversationId, doc, order, createdAt }: HeldEntry): Promise<void> {
    const fresh = { doc, order, createdAt, status: 'waiting' as const, dueAt: createdAt, attempts: 0 };
    try {
      await this.outbox.insertOne({ _id: key, conversationId, ...fresh }, this.database.bounded);
    } catch (error) {
      // There already, waiting, sent or dead: once is enough.
      if (!isDuplicate(error)) throw error;
    }
  }

  private toHeld(entries: readonly NewOutboxEntry[]): HeldEntry[] {
    return entries.map((entry) => ({
      key: stored(entry.key),
      conversationId: entry.conversationId === undefined ? null : stored(entry.conversationId),
      doc: JSON.stringify(entry),
      order: new ObjectId().toHexString(),
      createdAt: this.clock.now(),
    }));
  }

  private holder(name: HolderName): Collection<HolderDoc> {
    // Seen by the fields all of them share; the driver's types keep them apart.
    return this.database.collection(name) as unknown as Collection<HolderDoc>;
  }
}

type HolderDoc = Holder & { _id: string };

const held = (outboxVersion: number) => ({ holds: 'outbox' as const, outboxVersion });
