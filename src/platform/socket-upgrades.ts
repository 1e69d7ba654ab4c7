import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../ports/clock';
import type { Log } from '../ports/log';
import type { ClientAddress } from './client-address';
import type { SocketRoute } from './http';
import type { OriginPolicy } from './origins';
import { createRateLimiter, type RateLimiter } from './rate-limit';
import { pathOf, refusalOf } from './request-guard';

export interface UpgradeOptions {
  readonly sockets: readonly SocketRoute[];
  readonly address: ClientAddress;
  readonly origins: OriginPolicy;
  readonly clock: Clock;
  readonly log: Log;
}

type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

const usualPerMinute = 120;

/**
 * Hands a WebSocket request to its route after address, rate and origin; the route finds out who calls (S11). A client
 * that is no browser sends no origin and passes here: the token still decides.
 */
export function createUpgradeHandler(options: UpgradeOptions): UpgradeHandler {
  const { clock, sockets } = options;
  const shared = createRateLimiter({ limit: usualPerMinute, windowMs: 60_000, clock });
  const own = new Map(
    sockets.flatMap((route): [SocketRoute, RateLimiter][] => {
      const { perMinute: limit } = route;
      return limit === undefined
        ? []
        : [[route, createRateLimiter({ limit, windowMs: 60_000, clock, maxKeys: 1_000 })]];
    }),
  );

  function refusal(request: IncomingMessage, route: SocketRoute | undefined): string | undefined {
    if (refusalOf(request) !== undefined) return '400 Bad Request';
    if (route === undefined) return '404 Not Found';
    const forwarded = request.headers['x-forwarded-for'];
    const ip = options.address(request.socket.remoteAddress, Array.isArray(forwarded) ? forwarded.join() : forwarded);
    if (!(own.get(route) ?? shared).take(ip).ok) return '429 Too Many Requests';
    return mayConnect(request, route, options.origins) ? undefined : '403 Forbidden';
  }

  return (request, socket, head) => {
    // Before anything else: an error on a socket without a listener ends the process.
    socket.on('error', () => socket.destroy());
    const [route, params] = find(sockets, pathOf(request.url ?? ''));
    const refused = refusal(request, route);
    if (refused !== undefined || route === undefined) {
      refuse(socket, refused ?? '404 Not Found');
      return;
    }
    try {
      route.accept(request, socket, head, params);
    } catch (err) {
      options.log.error({ err, path: route.path.source }, 'A socket could not be opened');
      refuse(socket, '500 Internal Server Error');
    }
  };
}

function mayConnect(request: IncomingMessage, route: SocketRoute, origins: OriginPolicy): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  return route.access === 'direct-line' ? origins.allowed(origin, host) : origins.own(origin, host);
}

function find(sockets: readonly SocketRoute[], path: string): [SocketRoute | undefined, Record<string, string>] {
  for (const route of sockets) {
    const match = route.path.exec(path);
    if (match !== null) return [route, Object.assign(Object.create(null), match.groups)];
  }
  return [undefined, {}];
}

/** Answers an upgrade request with a plain status and ends the connection. */
export function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
