import type { Colleague, DeskWords, HandoffDetail, HandoffSummary, Me, Revealed } from '../../../src/desk/desk-api';
import type { ClimbedToMe, DeskEvent } from '../../../src/desk/desk-events';
import { type ComplaintsChange, type ComplaintsState, noComplaints } from './complaints';
import type { Conversation, PendingMessage } from './conversation';
import type { Route } from './route';

/** Everything the page shows; every view is a function of it. */
export interface DeskState {
  readonly phase: 'starting' | 'signed_out' | 'signed_in';
  readonly me: Me | undefined;
  readonly connection: 'connecting' | 'open' | 'lost';
  /** Server's clock less ours. */
  readonly skew: number;
  readonly route: Route;
  readonly handoffs: ReadonlyMap<string, HandoffSummary>;
  /** Versions at which entries went away, so that a late older word of them is let go. */
  readonly gone: ReadonlyMap<string, number>;
  /** How many more wait than the server listed. */
  readonly unlisted: number;
  readonly details: ReadonlyMap<string, HandoffDetail>;
  /** By id of the hand-over: full values opened with a reason, gone when one looks elsewhere. */
  readonly revealed: ReadonlyMap<string, Revealed>;
  readonly conversations: ReadonlyMap<string, Conversation>;
  /** What is written and not sent, by conversation. */
  readonly drafts: ReadonlyMap<string, string>;
  readonly words: DeskWords | undefined;
  readonly colleagues: ReadonlyMap<string, Colleague>;
  readonly complaints: ComplaintsState;
  /** What climbed to me and waits for somebody; absent: not heard yet. */
  readonly climbed: ClimbedToMe | undefined;
}

export type DeskChange =
  /** `at`: our clock when it came. */
  | { readonly type: 'event'; readonly event: DeskEvent; readonly at: number }
  | { readonly type: 'signed_in'; readonly me: Me }
  | { readonly type: 'signed_out' }
  | { readonly type: 'me'; readonly me: Me }
  | { readonly type: 'connection'; readonly connection: DeskState['connection'] }
  | { readonly type: 'route'; readonly route: Route }
  | { readonly type: 'detail'; readonly detail: HandoffDetail }
  | { readonly type: 'detail_gone'; readonly id: string }
  | { readonly type: 'words'; readonly words: DeskWords }
  | { readonly type: 'colleagues'; readonly colleagues: readonly Colleague[] }
  | { readonly type: 'read'; readonly conversationId: string; readonly seq: number }
  | { readonly type: 'pending'; readonly conversationId: string; readonly message: PendingMessage }
  | { readonly type: 'unpend'; readonly conversationId: string; readonly id: string }
  | { readonly type: 'draft'; readonly conversationId: string; readonly text: string }
  | { readonly type: 'revealed'; readonly id: string; readonly revealed: Revealed }
  | { readonly type: 'hidden'; readonly id: string }
  | ComplaintsChange;

export const startState: DeskState = {
  phase: 'starting',
  me: undefined,
  connection: 'connecting',
  skew: 0,
  route: { view: 'inbox' },
  handoffs: new Map(),
  gone: new Map(),
  unlisted: 0,
  details: new Map(),
  revealed: new Map(),
  conversations: new Map(),
  drafts: new Map(),
  words: undefined,
  colleagues: new Map(),
  complaints: noComplaints,
  climbed: undefined,
};
