import type { HandoffSummary, Inbox, Me } from '../../../../src/desk/desk-api';
import type { TranscriptEntry } from '../../../../src/desk/desk-events';
import { type DeskChange, type DeskState, startState } from '../../../../web/desk/state/desk-state';
import { reduce } from '../../../../web/desk/state/reduce';

export const aMe: Me = {
  name: 'agent1',
  displayName: '客服小林',
  role: 'agent',
  teams: [],
  capacity: 3,
  presence: { status: 'available', since: 0 },
};

export const aSummary = (over: Partial<HandoffSummary> = {}): HandoffSummary => ({
  id: 'h1',
  version: 1,
  status: 'waiting',
  reason: 'customer_asked',
  priority: 0,
  skill: 'billing',
  createdAt: 1000,
  channel: 'web',
  language: 'zh-Hans',
  topic: { intent: 'agent.request', complaintTypes: [] },
  summary: '',
  conversationId: 'c1',
  ...over,
});

export const anEntry = (seq: number, over: Partial<TranscriptEntry> = {}): TranscriptEntry => ({
  seq,
  id: `e${seq}`,
  at: 2000 + seq,
  from: 'customer',
  text: `${seq}`,
  choices: [],
  attachments: [],
  ...over,
});

export const anInbox = (over: Partial<Inbox> = {}): Inbox => ({
  now: 5000,
  offered: [],
  mine: [],
  waiting: [],
  waitingInAll: 0,
  ...over,
});

export const after = (...changes: readonly DeskChange[]): DeskState =>
  changes.reduce(reduce, reduce(startState, { type: 'signed_in', me: aMe }));

export const event = (one: Extract<DeskChange, { type: 'event' }>['event'], at = 0): DeskChange => ({
  type: 'event',
  event: one,
  at,
});
