import { isEnded } from '../complaints/complaint';
import type { Config } from '../config';
import type { AgeingKind, Archive, ArchiveRow, LooseKind } from '../ports/archive';
import type { Clock } from '../ports/clock';
import type { Log } from '../ports/log';

/** After how many days each kind is removed (L3); counted from the last change, for complaints from their closing. */
export interface Retention {
  readonly conversation: number;
  readonly complaint: number;
  readonly record: number;
  readonly handoff: number;
  readonly outbox: number;
}

export const retentionOf = (settings: Config): Retention => ({
  conversation: settings.RETENTION_CONVERSATION_DAYS,
  complaint: settings.RETENTION_COMPLAINT_DAYS,
  record: settings.RETENTION_RECORD_DAYS,
  handoff: settings.RETENTION_HANDOFF_DAYS,
  outbox: settings.RETENTION_OUTBOX_DAYS,
});

/** How many rows went, by kind; `kept` conversations are old, but a complaint in them is still open. */
export type Purged = Readonly<Record<AgeingKind | 'activity' | 'kept', number>>;

export interface PurgeOptions {
  /** Only counts. */
  readonly dryRun?: boolean;
  /** Also looks for activities that a removal which was cut off left behind; reads the whole log. */
  readonly thorough?: boolean;
}

export interface Purge {
  /** Removes what is older than its retention; ends early, with what was done, when the signal says so. */
  run(signal?: AbortSignal, options?: PurgeOptions): Promise<Purged>;
}

const dayMs = 86_400_000;
const batchSize = 100;

/** Removes what is no longer needed, in steps so small that turns do not feel them. Running twice does no harm. */
export function createPurge(deps: { archive: Archive; clock: Clock; retention: Retention; log: Log }): Purge {
  const { archive, clock, retention, log } = deps;

  async function run(signal?: AbortSignal, { dryRun = false, thorough = false }: PurgeOptions = {}): Promise<Purged> {
    const now = clock.now();
    const before = (kind: keyof Retention): number => now - retention[kind] * dayMs;
    const gone: Record<keyof Purged, number> = {
      conversation: 0,
      activity: 0,
      attachment: 0,
      complaint: 0,
      handoff: 0,
      record: 0,
      outbox: 0,
      kept: 0,
    };
    const stopped = (): boolean => signal?.aborted === true;

    async function removeAll(kind: Exclude<LooseKind, 'document'>, keys: AsyncIterable<string>): Promise<void> {
      let batch: string[] = [];
      const removeBatch = async (): Promise<void> => {
        gone[kind] += dryRun ? batch.length : await archive.remove(kind, batch);
        batch = [];
      };
      for await (const key of keys) {
        if (stopped()) return;
        batch.push(key);
        if (batch.length >= batchSize) await removeBatch();
      }
      if (batch.length > 0) await removeBatch();
    }

    async function conversations(): Promise<void> {
      const open = new Set<unknown>();
      for await (const { value } of archive.openComplaints()) open.add(value['conversationId']);
      for await (const id of archive.olderThan('conversation', before('conversation'))) {
        if (stopped()) return;
        if (open.has(id)) gone.kept += 1;
        else await conversation(id);
      }
    }

    async function conversation(id: string): Promise<void> {
      const files = await archive.attachmentsOf(id);
      if (dryRun) {
        gone.conversation += 1;
        gone.activity += Number((await archive.row('conversation', id))?.value['lastSeq'] ?? 0);
        gone.attachment += files.length;
        return;
      }
      // Somebody may have written in it just now: then it stays.
      const activities = await archive.removeConversation(id, before('conversation'));
      if (activities === undefined) return;
      gone.conversation += 1;
      gone.activity += activities;
      gone.attachment += await archive.remove('attachment', files);
    }

    async function* closedComplaints(): AsyncGenerator<string> {
      for await (const key of archive.olderThan('complaint', before('complaint'))) {
        const row = await archive.row('complaint', key);
        if (row && closedAt(row) < before('complaint')) yield key;
      }
    }

    /** Left behind where a removal was cut off between a conversation and its files. */
    async function* lostFiles(): AsyncGenerator<string> {
      for await (const key of archive.olderThan('attachment', before('conversation'))) {
        const owner = (await archive.row('attachment', key))?.value['conversationId'];
        if (typeof owner === 'string' && !(await archive.row('conversation', owner))) yield key;
      }
    }

    async function* lostActivities(): AsyncGenerator<string> {
      for await (const { key } of archive.orphans()) yield key;
    }

    await conversations();
    if (!dryRun) await removeAll('attachment', lostFiles());
    await removeAll('complaint', closedComplaints());
    for (const kind of ['handoff', 'record', 'outbox'] as const) {
      await removeAll(kind, archive.olderThan(kind, before(kind)));
    }
    if (thorough && !dryRun) await removeAll('activity', lostActivities());
    log.info({ ...gone, dryRun, stopped: stopped() }, 'purge');
    return gone;
  }

  return { run };
}

/** When a complaint ended; never, while it is open. */
function closedAt({ value }: ArchiveRow): number {
  if (!isEnded(value['status'])) return Number.POSITIVE_INFINITY;
  const history = Array.isArray(value['history']) ? (value['history'] as { at?: unknown }[]) : [];
  return Math.max(Number(value['createdAt']), ...history.map(({ at }) => Number(at)));
}
