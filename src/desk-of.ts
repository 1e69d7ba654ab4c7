import { join } from 'node:path';
import type { Services } from '../dialogs/services';
import type { AppDeps } from './app';
import type { Complaints } from './complaints-of';
import type { Conversations } from './conversation/conversations';
import { loadPacketWords } from './desk/complaints/packet-words';
import { createStaffing, type Staffing } from './desk/complaints/staffing';
import { createDesk, type DeskRoomRoutes } from './desk/desk';
import { readOidc } from './desk/sign-in/oidc-settings';
import { createSignIn } from './desk/sign-in/sign-in';
import type { StaffIdentity } from './desk/staff-account';
import { loadCannedReplies } from './handoff/canned-replies';
import { loadOpenings } from './handoff/openings';
import type { Handoffs } from './handoffs-of';
import type { Authenticator, Route, SocketRoute } from './platform/http';

export interface DeskDeps
  extends Pick<
    AppDeps,
    'config' | 'clock' | 'ids' | 'log' | 'secrets' | 'store' | 'staff' | 'understander' | 'dataDir'
  > {
  readonly services: Services;
  readonly handoffs: Handoffs;
  readonly complaints: Complaints;
  readonly turns: Conversations;
  /** Of rooms beside the desk's own. */
  readonly rooms: readonly DeskRoomRoutes[];
}

/** The agents' side of the product: sign-in and desk. */
export interface DeskRoom {
  readonly routes: readonly Route[];
  readonly sockets: readonly SocketRoute[];
  readonly authenticator: Authenticator;
  /** Everybody who may be given customers: the staff list, and whom the company's own sign-in let in beside it. */
  staff(): readonly StaffIdentity[];
  /** Who gets a repeat of a complaint they had. */
  readonly mayHandle: Staffing['mayHandle'];
  nudge(): void;
  /** Looks through what is due ahead of the first who asks. */
  warm(): Promise<void>;
  stop(): void;
}

export function deskOf({ config, services, handoffs, complaints, turns, rooms, ...deps }: DeskDeps): DeskRoom {
  const { clock, ids, log, store, dataDir } = deps;
  const publicUrl = config.PUBLIC_URL;
  const oidc = readOidc(config);
  const reached = publicUrl === undefined ? {} : { publicUrl };
  const signIn = createSignIn({
    staff: deps.staff,
    documents: store.documents,
    records: store.records,
    clock,
    ids,
    log,
    signingKey: deps.secrets.signingKey,
    secureCookies: publicUrl?.startsWith('https:') ?? false,
    ...reached,
    ...(oidc && { oidc }),
    me: (identity: StaffIdentity) => desk.me(identity),
    signedOut: async ({ name }) => void (await handoffs.presence.setStatus(name, 'away')),
  });
  const staffing = createStaffing({
    staff: () => signIn.profiles(),
    routing: handoffs.routing,
    hasGuests: oidc?.roles !== undefined,
  });
  const desk = createDesk({
    ...services,
    ...handoffs,
    complaintActs: complaints.complaintActs,
    isHere: staffing.isHere,
    packetWords: loadPacketWords(join(dataDir, 'complaints')),
    documents: store.documents,
    conversations: turns,
    attachments: store.attachments,
    outbox: store.outbox,
    topics: loadOpenings(join(dataDir, 'handoff')).intents,
    canned: loadCannedReplies(join(dataDir, 'handoff')),
    clock,
    signIn,
    rooms,
    ...reached,
  });
  return {
    routes: [...signIn.routes, ...desk.routes],
    sockets: desk.sockets,
    authenticator: signIn.authenticator,
    staff: () => signIn.profiles(),
    mayHandle: staffing.mayHandle,
    nudge: () => desk.nudge(),
    warm: () => desk.warm(),
    stop: () => desk.stop(),
  };
}
