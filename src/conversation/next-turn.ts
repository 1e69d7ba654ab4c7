import { ActivityTypes } from 'botbuilder';
import type { ConversationRecord, ConversationStore, LoggedActivity } from '../ports/conversation-store';
import { addressing, stamped } from './addressing';
import type { TurnInput } from './run-turn';
import { wakeEventName } from './turn';

/** What a turn is about, before the bot and the lease are known. */
export type PendingTurn = Pick<TurnInput, 'turnKey' | 'activity' | 'processedSeq' | 'wakeAt' | 'at'>;

const pageSize = 20;

/** The oldest incoming activity that has had no turn, or the timer that is due; `undefined` when nothing is. */
export async function nextTurn(
  store: ConversationStore,
  record: ConversationRecord,
  now: number,
): Promise<PendingTurn | undefined> {
  const entry = await firstIncoming(store, record);
  if (entry) return turnFor(entry, record);
  if (record.wakeAt === undefined || record.wakeAt > now) return undefined;
  const turnKey = `${record.id}:wake:${record.wakeAt}`;
  return { ...ownEvent(record, turnKey, wakeEventName, now), wakeAt: undefined };
}

/** The turn of an activity that came in. */
export function turnFor(entry: LoggedActivity, record: ConversationRecord): PendingTurn {
  // The stored body holds the addresses; they are set again so that the log is not trusted for them.
  const activity = { ...stamped(entry).activity, ...addressing(record) };
  return { turnKey: entry.id, activity, processedSeq: entry.seq, wakeAt: record.wakeAt, at: entry.at };
}

/** A turn nobody wrote for: an event of our own making. */
export function ownEvent(record: ConversationRecord, turnKey: string, name: string, now: number): PendingTurn {
  const activity = {
    ...addressing(record),
    type: ActivityTypes.Event,
    name,
    id: turnKey,
    timestamp: new Date(now),
  };
  return { turnKey, activity, processedSeq: record.processedSeq, wakeAt: record.wakeAt };
}

async function firstIncoming(
  store: ConversationStore,
  record: ConversationRecord,
): Promise<LoggedActivity | undefined> {
  let after = record.processedSeq;
  for (;;) {
    const page = await store.read(record.id, after, pageSize);
    const found = page.find((entry) => entry.direction === 'in');
    const last = page.at(-1);
    if (found || !last || page.length < pageSize) return found;
    after = last.seq;
  }
}
