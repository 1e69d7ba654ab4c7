import type { IncomingMessage } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';
import type { SocketRoute } from '../../platform/http';
import { parsePairs } from '../../platform/query-string';
import { queryOf } from '../../platform/request-guard';
import { refuse } from '../../platform/socket-upgrades';
import { basePath, baseUrl, type DirectLineContext, viewOf } from './context';
import { type ActivitySet, toActivitySet, toTyping } from './outgoing-activity';
import type { TokenClaims } from './tokens';
import { readWatermark } from './watermark';

export interface StreamSockets {
  readonly route: SocketRoute;
  /** Closes every stream with 1001, so that clients come back to another process (R10). */
  close(): void;
}

export interface StreamLimits {
  /** A socket that has not answered the last ping when the next is due is gone. */
  readonly pingMs: number;
  /** Bytes a slow reader may leave unsent before it is cut; it comes back with its watermark and loses nothing. */
  readonly maxBuffered: number;
  readonly maxPerConversation: number;
}

export const streamLimits: StreamLimits = { pingMs: 30_000, maxBuffered: 1024 * 1024, maxPerConversation: 10 };

const maxFrame = 16 * 1024;
/** Frames a client may send in one ping interval; it has nothing to say but empty keep-alives. */
const maxFrames = 60;

/** The WebSocket stream: log entries after the watermark, each once and in order, and typing as it happens. */
export function createStreamSockets(context: DirectLineContext, limits: StreamLimits = streamLimits): StreamSockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: maxFrame, perMessageDeflate: false });
  const streams = new Map<WebSocket, { conv: string; alive: boolean; frames: number }>();
  let closed = false;

  const heartbeat = setInterval(() => {
    for (const [socket, state] of streams) {
      if (!state.alive) socket.terminate();
      else {
        state.alive = false;
        state.frames = 0;
        socket.ping();
      }
    }
  }, limits.pingMs).unref();

  function run(socket: WebSocket, claims: TokenClaims, after: number, request: IncomingMessage): void {
    const state = { conv: claims.conv, alive: true, frames: 0 };
    streams.set(socket, state);
    const base = baseUrl(request.headers as Record<string, string | undefined>, context.publicUrl);
    const view = viewOf(context, claims, base);
    let position = after;

    const send = (set: ActivitySet): void => {
      if (socket.readyState !== WebSocket.OPEN) return;
      if (socket.bufferedAmount > limits.maxBuffered) socket.close(1013, 'too slow');
      else socket.send(JSON.stringify(set));
    };
    const unfollow = context.conversations.follow(claims.conv, after, {
      logged(entry) {
        position = entry.seq;
        const set = toActivitySet([entry], position, view);
        if (set.activities.length > 0) send(set);
      },
      passing(activity) {
        const set = toTyping(activity, position, view);
        if (set !== undefined) send(set);
      },
    });

    socket.on('pong', () => {
      state.alive = true;
    });
    socket.on('message', (data, isBinary) => {
      state.alive = true;
      state.frames += 1;
      if (isBinary) socket.close(1003, 'text only');
      else if (state.frames > maxFrames || !isHarmless(data.toString())) socket.close(1008, 'nothing to say here');
    });
    // ws reports oversized and malformed frames here and closes by itself.
    socket.on('error', (err) => context.log.debug({ err: err.message, conversationId: claims.conv }, 'Stream error'));
    socket.on('close', () => {
      streams.delete(socket);
      unfollow();
    });
  }

  /** @returns the token's claims and the watermark, or the status to refuse with */
  function admit(request: IncomingMessage, conversationId: string | undefined): [TokenClaims, number] | string {
    try {
      const query = parsePairs(queryOf(request.url ?? ''));
      const verified = context.tokens.verify('stream', query['t'] ?? '');
      if (!verified.ok) return verified.reason === 'expired' ? '403 Forbidden' : '401 Unauthorized';
      if (verified.claims.conv !== conversationId) return '404 Not Found';
      const { origin } = request.headers;
      const { origins } = verified.claims;
      if (origins !== undefined && origin !== undefined && !origins.includes(origin)) return '403 Forbidden';
      const open = [...streams.values()].filter(({ conv }) => conv === conversationId).length;
      if (open >= limits.maxPerConversation) return '429 Too Many Requests';
      return [verified.claims, readWatermark(query['watermark'])];
    } catch {
      return '400 Bad Request';
    }
  }

  const route: SocketRoute = {
    path: new RegExp(`^${basePath}/conversations/(?<conversationId>[\\w-]{1,100})/stream$`),
    access: 'direct-line',
    accept(request, socket, head, params) {
      const admitted = closed ? '503 Service Unavailable' : admit(request, params['conversationId']);
      if (typeof admitted === 'string') refuse(socket, admitted);
      else server.handleUpgrade(request, socket, head, (open) => run(open, ...admitted, request));
    },
  };

  return {
    route,
    close() {
      closed = true;
      clearInterval(heartbeat);
      for (const socket of streams.keys()) socket.close(1001, 'going away');
    },
  };
}

/** Empty keep-alives are welcome; JSON is ignored, as clients speak over REST; anything else is no client of ours. */
function isHarmless(text: string): boolean {
  if (text === '') return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
