import type { DeskEvent } from '../../../src/desk/desk-events';
import type { DeskState } from './desk-state';

/** A customer I talk with went to somebody else: a supervisor took over, or gave them away. */
export function isMineGone(
  event: DeskEvent,
  { handoffs, me }: Pick<DeskState, 'handoffs' | 'me'>,
): event is Extract<DeskEvent, { type: 'gone' }> {
  if (event.type !== 'gone') return false;
  const known = handoffs.get(event.id);
  return known?.status === 'assigned' && known.agent === me?.name && known.version <= event.version;
}

/** Something I wrote to that customer has not come back as said. */
export function hasUnsent(
  id: string,
  { handoffs, conversations }: Pick<DeskState, 'handoffs' | 'conversations'>,
): boolean {
  const conversation = conversations.get(handoffs.get(id)?.conversationId ?? '');
  return conversation !== undefined && conversation.pending.length > 0;
}
