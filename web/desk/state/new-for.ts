import type { DeskState } from './desk-state';
import { groupsOf, unreadOf } from './groups';

/** What has just come that deserves a sound: an offer, or a customer's word the agent is not looking at. */
export function newFor(
  state: DeskState,
  before: DeskState,
  looking: boolean,
): { readonly kind: 'offer' | 'message'; readonly id: string } | undefined {
  if (state.phase !== 'signed_in' || before.phase !== 'signed_in') return undefined;
  if (state.handoffs !== before.handoffs) {
    const known = new Set(groupsOf(before).offered.map(({ id }) => id));
    const offer = groupsOf(state).offered.find(({ id }) => !known.has(id));
    if (offer) return { kind: 'offer', id: offer.id };
  }
  if (state.conversations === before.conversations) return undefined;
  const message = groupsOf(state).mine.find(
    (one) =>
      // The transcript that comes when a conversation is first opened is no news.
      (before.conversations.get(one.conversationId)?.last ?? 0) > 0 &&
      unreadOf(state, one) > unreadOf(before, one) &&
      !(looking && state.route.view === 'inbox' && state.route.id === one.id),
  );
  return message && { kind: 'message', id: message.id };
}
