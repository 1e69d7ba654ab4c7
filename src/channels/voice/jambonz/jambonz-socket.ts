import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Verb } from '@jambonz/sdk/types';
import { WebSocket, WebSocketServer } from 'ws';
import type { SocketRoute } from '../../../platform/http';
import { createRateLimiter } from '../../../platform/rate-limit';
import { refuse } from '../../../platform/socket-upgrades';
import type { Clock } from '../../../ports/clock';
import type { Log } from '../../../ports/log';
import { basePath, type HookAddresses } from './hook-address';
import { addressOf, type CallFields } from './hook-events';
import type { JambonzCalls } from './jambonz-calls';
import { readSocketMessage, type SocketMessage } from './socket-message';

export interface JambonzSocketOptions {
  readonly calls: JambonzCalls;
  readonly hooks: HookAddresses;
  /** What the platform sends as its password; a WebSocket carries no signature. */
  readonly secret: string;
  readonly clock: Clock;
  readonly log: Log;
  /** When no answer is there by then, the call is asked to come back. Default 3,500 ms: the platform waits for 5 s. */
  readonly holdMs?: number;
  readonly pingMs?: number;
}

export interface JambonzSocket {
  readonly route: SocketRoute;
  /** Closes every socket with 1001, so that the platform comes back to another process (R10). */
  close(): void;
}

type Answer = Promise<Verb[] | undefined>;
const late = Symbol('late');
const subprotocol = 'ws.jambonz.org';
const maxFrame = 64 * 1024;
/** A call sends one message a step and one a change of status. */
const messagesPer10Seconds = 50;
/** All calls of the platform come from a few addresses. */
const callsPerMinute = 6_000;

/**
 * The WebSocket application, one socket a call. The platform's library brings a server of its own, which answers every plain
 * request of the process with 405, checks no password and leaves text that is no JSON without an answer: the protocol is
 * spoken here, on the server that is there.
 */
export function createJambonzSocket(options: JambonzSocketOptions): JambonzSocket {
  const { calls, hooks, clock, log, holdMs = 3_500, pingMs = 30_000 } = options;
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrame,
    perMessageDeflate: false,
    handleProtocols: () => subprotocol,
  });
  const sockets = new Map<WebSocket, { alive: boolean }>();
  const knows = passwordCheck(options.secret);
  let closed = false;

  const heartbeat = setInterval(() => {
    for (const [socket, state] of sockets) {
      if (!state.alive) socket.terminate();
      else {
        state.alive = false;
        socket.ping();
      }
    }
  }, pingMs).unref();

  function run(socket: WebSocket): void {
    const state = { alive: true };
    sockets.set(socket, state);
    const limiter = createRateLimiter({ limit: messagesPer10Seconds, windowMs: 10_000, clock, maxKeys: 1 });
    let call: CallFields | undefined;
    /** The answer to a step that was not there in time; the call comes back for it. */
    let held: { readonly step: number; readonly work: Answer } | undefined;

    const send = (message: object): void => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    };
    const acknowledge = (msgid: string, verbs: Verb[] | undefined): void =>
      send({ type: 'ack', msgid, ...(verbs && { data: verbs }) });
    const wrong = (code: string, msgid: string | undefined): void => {
      log.warn({ code }, 'jambonz: a message that is not understood');
      send({ type: 'error', ...(msgid !== undefined && { msgid }), error: { code } });
    };

    async function answer(msgid: string, about: CallFields, step: number, work: Answer): Promise<void> {
      const verbs = await soon(work);
      held = verbs === late ? { step, work } : undefined;
      acknowledge(msgid, verbs === late ? calls.hold(about, step) : verbs);
    }

    async function act(message: SocketMessage): Promise<void> {
      switch (message.kind) {
        case 'start':
          call = message.call;
          return answer(message.msgid, call, 0, calls.start(call));
        case 'hook': {
          const { msgid, call: about, hook, data } = message;
          const address = addressOf(hooks, about, hook);
          if (address === undefined) return wrong('UnknownHook', msgid);
          const { step, kind } = address;
          const comesBack = kind === 'ready' && held?.step === step - 1;
          return answer(msgid, about, step, comesBack && held ? held.work : calls.hook(about, address, data));
        }
        case 'status':
          return calls.status(message.call, message.data);
        case 'ignored':
          if (message.type === 'jambonz:error')
            log.warn({ call: call?.call_sid }, 'jambonz: the platform reports a fault');
          return message.msgid === undefined ? undefined : acknowledge(message.msgid, undefined);
        case 'wrong':
          return wrong(message.code, message.msgid);
      }
    }

    socket.on('pong', () => {
      state.alive = true;
    });
    socket.on('message', (data: Buffer, isBinary) => {
      state.alive = true;
      if (isBinary) return socket.close(1003, 'text only');
      if (!limiter.take('messages').ok) return socket.close(1008, 'too many messages');
      let message: SocketMessage;
      try {
        message = readSocketMessage(data);
      } catch {
        return socket.close(1007, 'JSON only');
      }
      act(message).catch((err) => log.error({ err }, 'jambonz: a message without an answer'));
    });
    // ws reports oversized and malformed frames here and closes by itself.
    socket.on('error', (err) => log.debug({ err: err.message }, 'jambonz: socket error'));
    socket.on('close', (code) => {
      sockets.delete(socket);
      // With any other code the platform comes back; this one says that the call is over, also where no status is sent here.
      if (code === 1000 && call !== undefined) {
        calls
          .ended(call, 'session closed')
          .catch((err) => log.error({ err }, 'jambonz: the end of a call was not stored'));
      }
    });
  }

  async function soon(work: Answer): Promise<Verb[] | undefined | typeof late> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<typeof late>((resolve) => {
      timer = setTimeout(() => resolve(late), holdMs);
    });
    return Promise.race([work, tooLate]).finally(() => clearTimeout(timer));
  }

  return {
    route: {
      path: new RegExp(`^${basePath}$`),
      access: 'webhook',
      perMinute: callsPerMinute,
      accept(request, socket, head) {
        if (closed) refuse(socket, '503 Service Unavailable');
        else if (!knows(request)) refuse(socket, '403 Forbidden');
        else if (!offers(request)) refuse(socket, '400 Bad Request');
        else server.handleUpgrade(request, socket, head, run);
      },
    },
    close() {
      closed = true;
      clearInterval(heartbeat);
      for (const socket of sockets.keys()) socket.close(1001, 'going away');
    },
  };
}

const offers = ({ headers }: IncomingMessage): boolean =>
  (headers['sec-websocket-protocol'] ?? '').split(',').some((name) => name.trim() === subprotocol);

/** HTTP Basic with any user name; hashed first, so that lengths tell nothing either. */
function passwordCheck(secret: string): (request: IncomingMessage) => boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  const expected = hash(secret);
  return ({ headers }) => {
    const encoded = /^Basic ([A-Za-z0-9+/=]{1,1000})$/i.exec(headers.authorization ?? '')?.[1];
    if (encoded === undefined) return false;
    const given = Buffer.from(encoded, 'base64').toString('utf8');
    const at = given.indexOf(':');
    return timingSafeEqual(hash(given.slice(at + 1)), expected) && at >= 0;
  };
}
