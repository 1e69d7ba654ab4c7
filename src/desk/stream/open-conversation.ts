import type { Follower } from '../../conversation/conversations';
import { readableUntil } from '../complaints/complaint-rights';
import { complaintSeenBy } from '../complaints/visible-complaint';
import type { DeskContext } from '../desk-context';
import type { DeskCommand, DeskEvent } from '../desk-events';
import { mayDo, mayReadUntil } from '../rights';
import type { StaffIdentity } from '../staff-account';
import { transcriptEntry } from '../views/transcript-entry';

/** A conversation somebody's page follows. */
export interface OpenConversation {
  /** Rights may have changed. @returns `false` when it may not be followed any longer */
  look(identity: StaffIdentity): Promise<boolean>;
  /** The agent is typing. @returns `false` for whoever does not have the conversation */
  typing(identity: StaffIdentity): boolean;
  close(): void;
}

const handoffsLookedAt = 20;

/** Name of the passing event, and field of the document `seen`, that tell how far the customer has read. */
const seenEventName = 'desk.seen';

/**
 * Follows a conversation for a member of staff: every entry after `after` they may see, each once and in order, then
 * typing and how far the customer has read as it happens.
 * @returns `undefined` when it is not theirs, or not there
 */
export async function openConversation(
  context: Pick<DeskContext, 'queue' | 'conversations' | 'documents' | 'audit' | 'complaints' | 'isHere' | 'routing'>,
  identity: StaffIdentity,
  {
    conversationId,
    after,
    complaint,
  }: Pick<Extract<DeskCommand, { type: 'open' }>, 'conversationId' | 'after' | 'complaint'>,
  send: (event: DeskEvent) => void,
): Promise<OpenConversation | undefined> {
  let rights = await rightsIn(context, identity, conversationId, complaint);
  if (!rights) return undefined;
  await context.audit.saw(identity, { act: 'follow', about: rights.newest, conversationId });
  let seen = 0;
  const tellSeen = (value: unknown): void => {
    const seq: unknown = (value as { seq?: unknown } | undefined)?.seq;
    if (typeof seq !== 'number' || seq <= seen) return;
    seen = seq;
    send({ type: 'seen', conversationId, seq });
  };
  const document = await context.documents.get('seen', conversationId);
  /** The first entry that was none of their business when it came. */
  let withheld: number | undefined;
  const follower: Follower = {
    logged(logged) {
      const entry = transcriptEntry(logged);
      if (!entry) return;
      const ofTheirs = rights?.handoffs.has(String(entry.event?.value['handoffId']));
      if (rights && (entry.at <= rights.until || ofTheirs)) send({ type: 'entry', conversationId, entry });
      else withheld ??= entry.seq;
    },
    passing(activity) {
      if (rights?.until !== Number.POSITIVE_INFINITY) return;
      if (activity.type === 'typing' && activity.from?.role === 'user') send({ type: 'typing', conversationId });
      if (activity.type === 'event' && activity.name === seenEventName) tellSeen(activity.value);
    },
  };
  let unfollow = context.conversations.follow(conversationId, after, follower);
  tellSeen(document?.value);
  return {
    async look(who) {
      const until = rights?.until ?? 0;
      rights = await rightsIn(context, who, conversationId, complaint);
      if (rights && withheld !== undefined && rights.until > until) {
        // The customer is theirs again: what was said between is, too. Pages let go what they have already.
        const from = withheld - 1;
        withheld = undefined;
        unfollow();
        unfollow = context.conversations.follow(conversationId, from, follower);
      }
      return rights !== undefined;
    },
    typing({ name, displayName }) {
      if (rights?.isAgent !== true) return false;
      const from = { id: `agent:${name}`, name: displayName ?? name, role: 'bot' };
      context.conversations.pass(conversationId, { type: 'typing', from });
      return true;
    },
    close: () => unfollow(),
  };
}

interface Rights {
  /** Epoch ms. */
  readonly until: number;
  readonly isAgent: boolean;
  /** What it is followed for: id of a hand-over, number of a complaint. */
  readonly newest: string;
  /** Ids of those this person may see. */
  readonly handoffs: ReadonlySet<string>;
}

async function rightsIn(
  context: Pick<DeskContext, 'queue' | 'complaints' | 'isHere' | 'routing'>,
  identity: StaffIdentity,
  conversationId: string,
  number: string | undefined,
): Promise<Rights | undefined> {
  const [handoffs, complaint] = await Promise.all([
    context.queue.ofConversation(conversationId, handoffsLookedAt),
    number === undefined ? undefined : complaintSeenBy(context, identity, number),
  ]);
  const theirs = handoffs.filter((handoff) => mayReadUntil(identity, handoff) > 0);
  const told = complaint?.conversationId === conversationId ? complaint : undefined;
  const newest = theirs[0]?.id ?? told?.number;
  if (newest === undefined) return undefined;
  return {
    until: Math.max(
      ...theirs.map((handoff) => mayReadUntil(identity, handoff)),
      ...(told ? [readableUntil(told)] : []),
    ),
    isAgent: theirs.some((handoff) => mayDo(identity, handoff, 'message')),
    newest,
    handoffs: new Set(theirs.map(({ id }) => id)),
  };
}
