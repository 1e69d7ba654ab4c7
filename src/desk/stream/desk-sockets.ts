import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import type { SocketRoute } from '../../platform/http';
import type { OriginPolicy } from '../../platform/origins';
import { createRateLimiter } from '../../platform/rate-limit';
import { refuse } from '../../platform/socket-upgrades';
import type { DeskContext } from '../desk-context';
import { closeCodes, type DeskEvent } from '../desk-events';
import type { SignIn } from '../sign-in/sign-in';
import type { StaffIdentity } from '../staff-account';
import { ChangeFeed } from './change-feed';
import { ClimbWatch } from './climb-watch';
import { DeskConnection } from './desk-connection';
import { PresenceWatch } from './presence-watch';
import { readCommand } from './read-command';

export interface DeskSocketLimits {
  /** A page answers pings; each answer is the person's sign of life. */
  readonly pingMs: number;
  /** Pings a page may leave unanswered before it is gone. */
  readonly pingsMissed: number;
  /** A session that ended closes its sockets within this time (S11). */
  readonly sessionMs: number;
  /** Between two looks at changes another node made. */
  readonly changesMs: number;
  readonly presenceMs: number;
  /** Bytes a slow page may leave unsent before it is cut; it comes back with its positions and loses nothing. */
  readonly maxBuffered: number;
  readonly maxPerPerson: number;
}

export const deskSocketLimits: DeskSocketLimits = {
  pingMs: 5_000,
  pingsMissed: 3,
  sessionMs: 4_000,
  changesMs: 200,
  presenceMs: 1_000,
  maxBuffered: 4 * 1024 * 1024,
  maxPerPerson: 10,
};

const maxFrame = 16 * 1024;
/** S11: commands of one page in ten seconds. */
const commandLimit = { limit: 60, windowMs: 10_000 };

export interface DeskSockets {
  readonly route: SocketRoute;
  /** Something changed on this node. */
  nudge(): void;
  /** Closes every page's stream with 1001: they come back to another process (R10). */
  stop(): void;
}

interface Page {
  readonly connection: DeskConnection;
  readonly cookie: string | undefined;
  missed: number;
  /** Somebody typed since the session was last looked at. Streams are opened and followed by the page of its own accord. */
  alive: boolean;
}

/** The desk's event stream: who may connect, who is still there, and what their pages are told. */
export function createDeskSockets(
  context: DeskContext,
  signIn: Pick<SignIn, 'session'>,
  origins: OriginPolicy,
  limits: DeskSocketLimits = deskSocketLimits,
): DeskSockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: maxFrame, perMessageDeflate: false });
  const pages = new Map<WebSocket, Page>();
  const feed = new ChangeFeed(context.queue, context.log, limits.changesMs);
  const presence = new PresenceWatch(context, () => [...pages.values()].map(({ connection }) => connection));
  const climbs = new ClimbWatch(context, () => [...pages.values()].map(({ connection }) => connection));
  const commands = createRateLimiter({ ...commandLimit, clock: context.clock });
  let count = 0;
  let stopped = false;
  const timers = [
    setInterval(() => ping(), limits.pingMs),
    setInterval(() => void lookAtSessions(), limits.sessionMs),
    setInterval(() => void presence.look(), limits.presenceMs),
    setInterval(() => void climbs.look(), limits.presenceMs),
  ];
  for (const timer of timers) timer.unref();

  function ping(): void {
    for (const [socket, page] of pages) {
      page.missed += 1;
      if (page.missed > limits.pingsMissed) socket.terminate();
      else socket.ping();
    }
  }

  async function lookAtSessions(): Promise<void> {
    await Promise.all(
      [...pages].map(async ([socket, page]) => {
        try {
          const { alive } = page;
          page.alive = false;
          const identity = await signIn.session(page.cookie, alive);
          if (identity?.name === page.connection.identity.name) page.connection.become(identity);
          else end(socket, closeCodes.sessionEnded, 'signed out');
        } catch (error) {
          context.log.warn({ err: error }, 'desk: sessions not readable just now');
        }
      }),
    );
  }

  /** Nothing more is told from this moment on, whenever the closing is answered. */
  function end(socket: WebSocket, code: number, reason: string): void {
    pages.get(socket)?.connection.close();
    socket.close(code, reason);
  }

  function signOfLife(name: string): void {
    context.presence.seen(name).catch((error: unknown) => {
      context.log.warn({ err: error, staff: name }, 'desk: a sign of life could not be noted');
    });
  }

  function run(socket: WebSocket, identity: StaffIdentity, request: IncomingMessage): void {
    const { cookie } = request.headers;
    // The board follows the stream as well; whoever looks at it alone takes no customers.
    const isDesk = request.url?.endsWith('?page=board') !== true;
    count += 1;
    const key = String(count);
    const send = (event: DeskEvent): void => {
      if (socket.readyState !== WebSocket.OPEN) return;
      if (socket.bufferedAmount > limits.maxBuffered) end(socket, 1013, 'too slow');
      else socket.send(JSON.stringify(event));
    };
    const failed = (): void => end(socket, 1011, 'come back');
    const connection = new DeskConnection(context, feed, identity, send, failed);
    const page: Page = { connection, cookie, missed: 0, alive: false };
    pages.set(socket, page);
    socket.on('pong', () => {
      page.missed = 0;
      if (isDesk) signOfLife(identity.name);
    });
    socket.on('message', (data: RawData, isBinary: boolean) => {
      if (isBinary) return end(socket, 1003, 'text only');
      const command = Buffer.isBuffer(data) ? readCommand(data) : undefined;
      if (!command || !commands.take(key).ok) return end(socket, 1008, 'no command of ours');
      if (command.type === 'typing') page.alive = true;
      connection.command(command);
    });
    // ws reports oversized and malformed frames here and closes by itself.
    socket.on('error', (err) => context.log.debug({ err: err.message, staff: identity.name }, 'desk: stream error'));
    socket.on('close', () => {
      pages.delete(socket);
      connection.close();
    });
    if (isDesk) signOfLife(identity.name);
    connection.start();
  }

  async function admit(request: IncomingMessage): Promise<StaffIdentity | string> {
    const { origin, host, cookie } = request.headers;
    // A browser always names its page: whoever names none is no page of ours.
    if (origin === undefined || !origins.own(origin, host)) return '403 Forbidden';
    const identity = await signIn.session(cookie);
    if (!identity) return '401 Unauthorized';
    const theirs = [...pages.values()].filter(({ connection }) => connection.identity.name === identity.name);
    return theirs.length >= limits.maxPerPerson ? '429 Too Many Requests' : identity;
  }

  const route: SocketRoute = {
    path: /^\/desk\/events$/,
    access: 'staff',
    // A whole office behind one address comes back at once after a restart.
    perMinute: 600,
    accept(request: IncomingMessage, socket: Duplex, head: Buffer) {
      admit(request)
        .then((admitted) => {
          if (stopped) refuse(socket, '503 Service Unavailable');
          else if (typeof admitted === 'string') refuse(socket, admitted);
          else server.handleUpgrade(request, socket, head, (open) => run(open, admitted, request));
        })
        .catch((error: unknown) => {
          context.log.warn({ err: error }, 'desk: a stream could not be opened');
          refuse(socket, '503 Service Unavailable');
        });
    },
  };

  return {
    route,
    nudge() {
      feed.nudge();
      void presence.look();
      void climbs.look();
    },
    stop() {
      stopped = true;
      for (const timer of timers) clearInterval(timer);
      for (const socket of [...pages.keys()]) end(socket, 1001, 'going away');
      feed.stop();
    },
  };
}
