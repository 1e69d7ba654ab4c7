import { createHash } from 'node:crypto';
import type { Clock } from '../ports/clock';
import type { DocumentStore } from '../ports/document-store';
import type { AccountEvent } from './notice';

/** What the job does when its time has come. */
export type Task =
  | { readonly kind: 'event'; readonly event: AccountEvent }
  /** The day before a repair. */
  | { readonly kind: 'repair_reminder'; readonly phone: string; readonly from: number };

export interface QueuedTask {
  readonly task: Task;
  /** What tells it from others at the same time. */
  readonly id: string;
  readonly dueAt: number;
  /** When it first could have been done, epoch ms. */
  readonly since: number;
  /** Tries in vain. */
  readonly tries: number;
}

export type Accepted =
  | { readonly ok: true; readonly accepted: number; readonly duplicates: number }
  | { readonly ok: false; readonly reused: readonly string[] };

/** What waits to be looked at, in the document store: nothing that was accepted is lost with a process. */
export interface NoticeQueue {
  /** Each event once, by its id. Nothing is stored when an id was used for something else. */
  accept(events: readonly AccountEvent[]): Promise<Accepted>;
  add(queued: QueuedTask): Promise<void>;
  /** At most `limit`, the longest due first. */
  due(now: number, limit: number): Promise<readonly QueuedTask[]>;
  /** The same, later; done twice it is there once. */
  putOff(queued: QueuedTask, dueAt: number, tries?: number): Promise<void>;
  done(queued: QueuedTask): Promise<void>;
}

/** Beside the number, so that erasing it finds the event. */
interface Seen {
  readonly phone: string;
  readonly hash: string;
}

const duePrefix = 'due:';
/** Documents are listed by key: what is due first comes first, before everything else of its kind. */
const keyOf = ({ dueAt, id }: Pick<QueuedTask, 'dueAt' | 'id'>): string =>
  `${duePrefix}${String(Math.max(0, Math.floor(dueAt))).padStart(15, '0')}:${id}`;
const seenKey = (id: string): string => `event:${id}`;

export function createNoticeQueue(
  documents: Pick<DocumentStore, 'get' | 'list' | 'put' | 'remove'>,
  clock: Clock,
): NoticeQueue {
  async function add(queued: QueuedTask): Promise<void> {
    // There already: the same task, from a run that was cut off.
    await documents.put('notice', keyOf(queued), queued, 0);
  }

  async function standing(event: AccountEvent): Promise<'new' | 'same' | 'reused'> {
    const seen = await documents.get<Seen>('notice', seenKey(event.id));
    if (!seen) return 'new';
    return seen.value.hash === hashOf(event) ? 'same' : 'reused';
  }

  return {
    add,
    async accept(events) {
      const standings = await Promise.all(events.map(standing));
      const reused = events.filter((_, index) => standings[index] === 'reused').map(({ id }) => id);
      if (reused.length > 0) return { ok: false, reused };
      const fresh = events.filter((_, index) => standings[index] === 'new');
      for (const event of fresh) {
        const now = clock.now();
        // In this order: whoever dies in between is told again, and twice is once when it comes to telling.
        await add({ task: { kind: 'event', event }, id: event.id, dueAt: now, since: now, tries: 0 });
        await documents.put('notice', seenKey(event.id), { phone: event.phone, hash: hashOf(event) } satisfies Seen, 0);
      }
      return { ok: true, accepted: fresh.length, duplicates: events.length - fresh.length };
    },
    async due(now, limit) {
      const first = await documents.list<QueuedTask>('notice', limit);
      return first.flatMap(({ key, value }) => (key.startsWith(duePrefix) && value.dueAt <= now ? [value] : []));
    },
    async putOff(queued, dueAt, tries = queued.tries) {
      await add({ ...queued, dueAt, tries });
      if (dueAt !== queued.dueAt) await documents.remove('notice', keyOf(queued));
    },
    done: async (queued) => {
      await documents.remove('notice', keyOf(queued));
    },
  };
}

/** Whatever order its fields come in. */
const hashOf = (event: AccountEvent): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(event).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex');
