import type { HandoffSummary } from '../../../src/desk/desk-api';
import type { DeskEvent } from '../../../src/desk/desk-events';
import { forRoute, reduceComplaints } from './complaints';
import { type Conversation, emptyConversation, withEntry, withPending } from './conversation';
import { type DeskChange, type DeskState, startState } from './desk-state';

/** The state after one change; the same object where nothing changed. */
export function reduce(state: DeskState, change: DeskChange): DeskState {
  switch (change.type) {
    case 'event':
      return afterEvent(state, change.event, change.at);
    case 'signed_in':
      return { ...state, phase: 'signed_in', me: change.me };
    case 'signed_out':
      // Nothing of a customer stays on the page of someone who is gone.
      return { ...startState, phase: 'signed_out', route: state.route };
    case 'me':
      return { ...state, me: change.me };
    case 'connection':
      return state.connection === change.connection ? state : { ...state, connection: change.connection };
    case 'route':
      return {
        ...state,
        route: change.route,
        revealed: new Map(),
        complaints: forRoute(state.complaints, change.route.view === 'complaints' ? change.route.number : undefined),
      };
    case 'detail':
      return withDetail(state, change.detail);
    case 'detail_gone':
      // Unchanged where there was none: asking again and again would never end.
      return state.details.has(change.id) ? { ...state, details: without(state.details, change.id) } : state;
    case 'words':
      return { ...state, words: change.words };
    case 'colleagues':
      return { ...state, colleagues: new Map(change.colleagues.map((one) => [one.name, one])) };
    case 'read':
      return inConversation(state, change.conversationId, (one) =>
        change.seq > one.read ? { ...one, read: change.seq } : one,
      );
    case 'pending':
      return inConversation(state, change.conversationId, (one) => withPending(one, change.message));
    case 'unpend':
      return inConversation(state, change.conversationId, (one) => ({
        ...one,
        pending: one.pending.filter(({ id }) => id !== change.id),
      }));
    case 'draft':
      return {
        ...state,
        drafts:
          change.text === ''
            ? without(state.drafts, change.conversationId)
            : withKey(state.drafts, change.conversationId, change.text),
      };
    case 'revealed':
      return {
        ...state,
        revealed: withKey(state.revealed, change.id, { ...state.revealed.get(change.id), ...change.revealed }),
      };
    case 'hidden':
      return { ...state, revealed: without(state.revealed, change.id) };
    default:
      return { ...state, complaints: reduceComplaints(state.complaints, change) };
  }
}

function afterEvent(state: DeskState, event: DeskEvent, at: number): DeskState {
  switch (event.type) {
    case 'inbox': {
      const listed = [...event.inbox.waiting, ...event.inbox.mine, ...event.inbox.offered];
      return {
        ...state,
        me: event.me,
        skew: event.inbox.now - at,
        handoffs: new Map(listed.map((one) => [one.id, newer(state.handoffs.get(one.id), one)])),
        gone: new Map(),
        unlisted: Math.max(0, event.inbox.waitingInAll - event.inbox.waiting.length),
      };
    }
    case 'handoff':
      return withSummary(state, event.summary);
    case 'gone':
      return withGone(state, event.id, event.version);
    case 'me':
      return { ...state, me: event.me };
    case 'colleague':
      return { ...state, colleagues: withKey(state.colleagues, event.colleague.name, event.colleague) };
    case 'climbed':
      return { ...state, climbed: event };
    case 'entry':
      return inConversation(state, event.conversationId, (one) => withEntry(one, event.entry));
    case 'typing':
      return inConversation(state, event.conversationId, (one) => ({ ...one, typedAt: at }));
    case 'seen':
      return inConversation(state, event.conversationId, (one) =>
        event.seq > one.seen ? { ...one, seen: event.seq } : one,
      );
    case 'refused': {
      if (event.command !== 'open' || event.conversationId === undefined) return state;
      return inConversation(state, event.conversationId, (one) => ({ ...one, refused: true }));
    }
  }
}

const newer = (known: HandoffSummary | undefined, said: HandoffSummary): HandoffSummary =>
  known && known.version > said.version ? known : said;

function withSummary(state: DeskState, summary: HandoffSummary): DeskState {
  const known = state.handoffs.get(summary.id);
  if ((known && known.version > summary.version) || (state.gone.get(summary.id) ?? -1) > summary.version) return state;
  return {
    ...state,
    handoffs: withKey(state.handoffs, summary.id, summary),
    gone: without(state.gone, summary.id),
  };
}

function withDetail(state: DeskState, detail: DeskState['details'] extends ReadonlyMap<string, infer D> ? D : never) {
  const known = state.details.get(detail.id);
  if ((known && known.version > detail.version) || (state.gone.get(detail.id) ?? -1) > detail.version) return state;
  // Looked at again and still the same: nothing is drawn anew.
  if (known && JSON.stringify(known) === JSON.stringify(detail)) return state;
  const after = { ...state, details: withKey(state.details, detail.id, detail) };
  // Who looks something up that the inbox does not list (a supervisor, an old one) does not make the inbox list it.
  return state.handoffs.has(detail.id) ? withSummary(after, detail) : after;
}

function withGone(state: DeskState, id: string, version: number): DeskState {
  const known = state.handoffs.get(id);
  if (known && known.version > version) return state;
  const conversationId = known?.conversationId ?? state.details.get(id)?.conversationId;
  return {
    ...state,
    handoffs: without(state.handoffs, id),
    details: without(state.details, id),
    revealed: without(state.revealed, id),
    conversations: conversationId === undefined ? state.conversations : without(state.conversations, conversationId),
    gone: withKey(state.gone, id, version),
  };
}

function inConversation(state: DeskState, id: string, change: (one: Conversation) => Conversation): DeskState {
  const before = state.conversations.get(id) ?? emptyConversation;
  const after = change(before);
  return after === before ? state : { ...state, conversations: withKey(state.conversations, id, after) };
}

const withKey = <Value>(map: ReadonlyMap<string, Value>, key: string, value: Value): ReadonlyMap<string, Value> =>
  new Map(map).set(key, value);

function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  if (!map.has(key)) return map;
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}
