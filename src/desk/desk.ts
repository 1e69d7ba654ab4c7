import { figuresPosition } from '../figures/sheet-store';
import type { WrapUpData } from '../handoff/wrap-up-data';
import type { HttpRequest, Route, SocketRoute } from '../platform/http';
import { createOriginPolicy } from '../platform/origins';
import { createDeskAudit } from './audit';
import { complaintRoutes } from './complaints/complaint-routes';
import { DueWatch } from './complaints/due-watch';
import type { DeskWords, Me } from './desk-api';
import type { DeskContext } from './desk-context';
import { actRoutes } from './routes/act-routes';
import { attachmentRoute } from './routes/attachment-route';
import { handoffRoutes } from './routes/handoff-routes';
import { meRoutes } from './routes/me-routes';
import { messageRoute } from './routes/message-route';
import { referenceRoutes } from './routes/reference-routes';
import { revealRoute } from './routes/reveal-route';
import { supervisorRoutes } from './routes/supervisor-routes';
import { typeRoute } from './routes/type-route';
import type { SignIn } from './sign-in/sign-in';
import type { StaffIdentity } from './staff-account';
import { createDeskSockets, type DeskSocketLimits } from './stream/desk-sockets';
import { AcceptedFacts } from './views/accepted-facts';
import { meOf } from './views/colleagues';
import { deskWords } from './views/desk-words';

/** Addresses under `/desk/api` of a room that is wired elsewhere. */
export type DeskRoomRoutes = (context: DeskContext) => readonly Route[];

export interface DeskOptions
  extends Omit<DeskContext, 'accepted' | 'audit' | 'due' | 'isHere' | 'nudge' | 'people' | 'words'> {
  /** Absent: whoever has a complaint is there. */
  readonly isHere?: DeskContext['isHere'];
  /** nlp-models/handoff/wrap-up.yaml */
  readonly wrapUp: WrapUpData;
  /** nlp-models/handoff/canned-replies.yaml */
  readonly canned: DeskWords['canned'];
  /** Who calls, and everyone there is. */
  readonly signIn: Pick<SignIn, 'session' | 'people'>;
  /** The address staff use, when a proxy in front changes the `Host` header. */
  readonly publicUrl?: string;
  readonly limits?: DeskSocketLimits;
  /** Addresses of rooms that are wired elsewhere (`learningRoutes` …); they get rights, trail and the rest from here. */
  readonly rooms?: readonly DeskRoomRoutes[];
}

export interface Desk {
  readonly routes: readonly Route[];
  readonly sockets: readonly SocketRoute[];
  /** What a page is told of whoever signed in: for `createSignIn({ me })`. */
  me(identity: StaffIdentity): Promise<Me>;
  /** Something changed a hand-over on this node (the routing job, a hub): open pages hear of it at once, not within 200 ms. */
  nudge(): void;
  /** Looks at all that is due before the first page asks: with many open complaints that takes seconds. Never rejects. */
  warm(): Promise<void>;
  /** Closes the pages' streams with 1001 (R10). */
  stop(): void;
}

/** The agents' side: API under `/desk/api`, stream on `/desk/events`. Sign-in has a room of its own (`createSignIn`). */
export function createDesk(options: DeskOptions): Desk {
  const { signIn, publicUrl, limits, rooms = [], wrapUp, canned, ...rest } = options;
  const context: DeskContext = {
    isHere: () => true,
    ...rest,
    words: deskWords({ ...rest, wrapUp, canned }),
    people: () => signIn.people(),
    accepted: new AcceptedFacts(rest.queue, rest.clock),
    due: new DueWatch({
      complaints: rest.complaints,
      position: () => figuresPosition(rest.documents, 'complaints'),
      rules: rest.catalogue,
      clock: rest.clock,
    }),
    audit: createDeskAudit(rest.records, rest.clock, rest.ids, rest.log),
    nudge: () => sockets.nudge(),
  };
  const origins = createOriginPolicy(publicUrl === undefined ? {} : { publicUrl });
  const sockets = createDeskSockets(context, signIn, origins, limits);
  return {
    routes: [
      ...meRoutes(context),
      ...handoffRoutes(context),
      ...actRoutes(context),
      messageRoute(context),
      typeRoute(context),
      revealRoute(context),
      attachmentRoute(context),
      ...referenceRoutes(context),
      ...supervisorRoutes(context),
      ...complaintRoutes(context),
      ...rooms.flatMap((room) => room(context)),
    ].map(unkept),
    sockets: [sockets.route],
    me: async (identity) => meOf(context, identity, await context.presence.of(identity.name)),
    nudge: () => sockets.nudge(),
    warm: () =>
      context.due.view().then(
        () => undefined,
        (err: unknown) => context.log.warn({ err }, 'desk: what is due could not be looked at yet'),
      ),
    stop: () => sockets.stop(),
  };
}

/** No cache keeps what the desk answers. */
const unkept = (route: Route): Route => ({
  ...route,
  async handle(request: HttpRequest) {
    const answer = await route.handle(request);
    return { ...answer, headers: { 'cache-control': 'no-store', ...answer.headers } };
  },
});
