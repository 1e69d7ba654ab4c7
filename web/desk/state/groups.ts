import type { HandoffDetail, HandoffSummary } from '../../../src/desk/desk-api';
import { unreadIn } from './conversation';
import type { DeskState } from './desk-state';

export interface Groups {
  readonly offered: readonly HandoffSummary[];
  readonly mine: readonly HandoffSummary[];
  readonly waiting: readonly HandoffSummary[];
}

/**
 * The inbox's three groups. Only whom it is offered to is told until when, so an entry with `offer` is offered to me.
 * Mine: who talks to me now first, then calls booked, then what is finished; waiting: the server's order of need.
 */
export function groupsOf(state: DeskState): Groups {
  const all = [...state.handoffs.values()];
  const isOffered = (one: HandoffSummary) => one.status === 'offered' && one.offer !== undefined;
  const isMine = (one: HandoffSummary) =>
    one.agent === state.me?.name && ['assigned', 'call_back_booked', 'done'].includes(one.status);
  return {
    offered: all.filter(isOffered).sort((a, b) => (a.offer?.until ?? 0) - (b.offer?.until ?? 0)),
    mine: all.filter((one) => isMine(one)).sort((a, b) => rank(a) - rank(b) || b.createdAt - a.createdAt),
    waiting: all
      .filter((one) => !isOffered(one) && !isMine(one) && isWaiting(one))
      .sort((a, b) => b.priority - a.priority || a.createdAt - b.createdAt),
  };
}

const isWaiting = ({ status }: HandoffSummary) =>
  status === 'waiting' || status === 'offered' || status === 'call_back_booked';
const rank = ({ status }: HandoffSummary) => ['assigned', 'call_back_booked', 'done'].indexOf(status);

/** The one in the address: what the list knows of it, or what was looked up. */
export const chosenOf = (state: DeskState): HandoffSummary | HandoffDetail | undefined =>
  state.route.view === 'inbox' && state.route.id !== undefined
    ? (state.handoffs.get(state.route.id) ?? state.details.get(state.route.id))
    : undefined;

export const unreadOf = (state: DeskState, summary: HandoffSummary): number =>
  summary.status === 'assigned' && summary.agent === state.me?.name
    ? unreadIn(state.conversations.get(summary.conversationId), summary.acceptedAt ?? summary.createdAt)
    : 0;

/** What the window's title counts: offers and unread messages. */
export function waitingForMe(state: DeskState): number {
  const { offered, mine } = groupsOf(state);
  return mine.reduce((sum, one) => sum + unreadOf(state, one), offered.length);
}

/** Which conversations the stream follows: mine, so that nothing written is missed, the one looked at, a complaint's. */
export function followedBy(state: DeskState): ReadonlySet<string> {
  if (state.phase !== 'signed_in') return new Set();
  const mine = groupsOf(state).mine.filter(({ status }) => status === 'assigned');
  const chosen = chosenOf(state);
  const { transcript } = state.complaints;
  const followed = [...mine, ...(chosen ? [chosen] : [])].map(({ conversationId }) => conversationId);
  return new Set([...followed, ...(transcript === undefined ? [] : [transcript.conversationId])]);
}

/** Whether {@link followedBy} can have changed. */
export const mayFollowOthers = (state: DeskState, before: DeskState): boolean =>
  state.handoffs !== before.handoffs ||
  state.route !== before.route ||
  state.details !== before.details ||
  state.complaints.transcript !== before.complaints.transcript;

/** Number of the complaint for whose sake the conversation is read, where no hand-over of the inbox gives the right. */
export function readFor({ complaints, handoffs }: DeskState, conversationId: string): string | undefined {
  const { transcript } = complaints;
  const inInbox = [...handoffs.values()].some((one) => one.conversationId === conversationId);
  return transcript?.conversationId === conversationId && !inInbox ? transcript.number : undefined;
}
