import { type Server as NodeServer, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer, type Request, type Response, type Server } from 'restify';
import { type Clock, systemClock } from '../ports/clock';
import type { IdGenerator } from '../ports/id-generator';
import type { Log } from '../ports/log';
import { createClientAddress } from './client-address';
import { corsHeaders } from './cors';
import { asListenFault } from './errors';
import type { Access, Authenticator, Route, SocketRoute } from './http';
import { createRouteRunner, type HttpMetrics } from './http-pipeline';
import { createOriginPolicy, type OriginOptions, type OriginPolicy } from './origins';
import { refusalOf } from './request-guard';
import { errorBody, respond } from './respond';
import { securityHeaders } from './security-headers';
import { createUpgradeHandler } from './socket-upgrades';
import { type Page, staticRoutes } from './static-files';

// restify replaces `writeHead` of every response in the process by one that answers nothing; node's answers the response.
const replaced: (...args: never[]) => unknown = ServerResponse.prototype.writeHead;
ServerResponse.prototype.writeHead = function writeHead(this: ServerResponse, ...args: never[]) {
  replaced.apply(this, args);
  return this;
};

export interface HttpServerOptions extends OriginOptions {
  readonly routes: readonly Route[];
  readonly sockets: readonly SocketRoute[];
  /** Who checks each kind of access; `public` needs none. A kind in use without one fails the start (S1). */
  readonly authenticators: Partial<Record<Access, Authenticator>>;
  readonly log: Log;
  readonly ids: IdGenerator;
  readonly clock?: Clock;
  readonly metrics?: HttpMetrics;
  /** Addresses or networks whose `X-Forwarded-For` is believed. */
  readonly trustedProxies?: readonly string[];
  /** The built web pages; every file in it gets an address of its own. */
  readonly staticDir?: string;
  /** Which of these files are pages with a short address. */
  readonly pages?: readonly Page[];
}

export interface HttpServer {
  /** @param port 0 for a free one; @returns the port taken */
  listen(port: number, host: string): Promise<{ readonly port: number }>;
  /** Goes on answering, and closes each connection with its answer: whoever asks again opens one to another node. */
  drain(): void;
  /** Takes no new requests, lets running ones finish for `graceMs`, then cuts what is left. */
  close(graceMs: number): Promise<void>;
  /** Open connections. */
  connections(): number;
  /** Every address that is answered, files too, and who may call it: for tests that leave none out (S1). */
  readonly routes: readonly RouteRule[];
  readonly sockets: readonly SocketRule[];
}

export type RouteRule = Pick<Route, 'method' | 'path' | 'access'>;
export type SocketRule = Pick<SocketRoute, 'path' | 'access'>;

/** HTTP and WebSocket in one place: the only file that knows restify (~11.1; 12 needs Node 22). */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { log, ids, clock = systemClock, metrics } = options;
  const origins = createOriginPolicy(options);
  const address = createClientAddress(options.trustedProxies);
  // Typings lag behind: `first` runs before restify looks at the request, and any logger of pino's shape will do.
  const server = createServer({ name: '', log: restifyLog(log) as never }) as Server & {
    first(handler: (request: Request, response: Response) => boolean): void;
  };
  const node = server.server as NodeServer;
  bound(node);
  let draining = false;
  node.prependListener('request', (_request, response) => {
    if (draining) response.shouldKeepAlive = false;
  });

  server.first((request, response) => !refuseEarly(request, response));
  // Answered here for good: `done`, the fourth parameter, would let restify send its own text after ours and throw.
  server.on('restifyError', (request: Request, response: Response, error: { statusCode?: number }) => {
    answerUnrouted(request, response, error.statusCode ?? 500);
  });

  const files = options.staticDir === undefined ? [] : staticRoutes(options.staticDir, options.pages ?? []);
  const routes = [...options.routes, ...files];
  for (const route of routes) {
    const run = createRouteRunner(route, {
      authenticators: options.authenticators,
      address,
      origins,
      log,
      ids,
      clock,
      metrics,
    });
    // Two parameters and async: anything else ends the process when it throws.
    const handler = async (request: Request, response: Response): Promise<void> => run(request, response);
    mount(server, route, handler);
  }
  for (const path of new Set(options.routes.filter((route) => route.cors === true).map((route) => route.path))) {
    server.opts(path, async (request: Request, response: Response) => preflight(request, response, origins));
  }

  // restify repeats the node server's errors as its own; without a listener one would end the process.
  server.on('error', () => {});
  const open = trackSockets(node);
  node.on('upgrade', createUpgradeHandler({ sockets: options.sockets, address, origins, clock, log }));
  // Nobody listens to these by default in a way that frees the connection.
  node.on('connect', (_request, socket: Duplex) => socket.destroy());
  node.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => answerUnreadable(error, socket));

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        const fail = (error: unknown): void => reject(asListenFault(error));
        node.once('error', fail);
        node.listen(port, host, () => {
          node.off('error', fail);
          node.on('error', (err) => log.error({ err }, 'The HTTP server reported an error'));
          resolve({ port: (node.address() as AddressInfo).port });
        });
      }),
    drain: () => {
      draining = true;
    },
    close: (graceMs) => close(node, open, graceMs),
    connections: () => open.size,
    routes: routes.map(({ method, path, access }) => ({ method, path, access })),
    sockets: options.sockets.map(({ path, access }) => ({ path, access })),
  };
}

function mount(server: Server, route: Route, handler: (request: Request, response: Response) => Promise<void>): void {
  if (route.method === 'POST') server.post(route.path, handler);
  else if (route.method === 'DELETE') server.del(route.path, handler);
  else {
    server.get(route.path, handler);
    // A wrapper of its own: restify writes its bookkeeping onto the function.
    server.head(route.path, async (request: Request, response: Response) => handler(request, response));
  }
}

function bound(node: NodeServer): void {
  node.headersTimeout = 15_000;
  node.requestTimeout = 120_000;
  node.keepAliveTimeout = 65_000;
  node.maxHeadersCount = 100;
  // Read when listening starts; the default of 30 s would let a slow header live up to 45 s.
  Object.assign(node, { connectionsCheckingInterval: 2_000 });
}

function refuseEarly(request: Request, response: Response): boolean {
  const refusal = refusalOf(request);
  if (refusal === undefined) return false;
  setHeaders(response, securityHeaders({ frameAncestors: [], host: undefined }));
  response.setHeader('connection', 'close');
  respond(response, { status: refusal.status, body: errorBody(refusal.code, refusal.message) });
  return true;
}

const unrouted: Record<number, object> = {
  404: errorBody('NotFound', 'There is nothing at this address.'),
  405: errorBody('MethodNotAllowed', 'This address does not take that method.'),
};

function answerUnrouted(request: Request, response: Response, status: number): void {
  setHeaders(response, securityHeaders({ frameAncestors: [], host: undefined }));
  if (!request.complete) response.setHeader('connection', 'close');
  const body = unrouted[status] ?? errorBody('InternalError', 'Something went wrong on our side.');
  respond(response, { status: status in unrouted ? status : 500, body }, request.method === 'HEAD');
}

function preflight(request: Request, response: Response, origins: OriginPolicy): void {
  setHeaders(response, securityHeaders({ frameAncestors: [], host: undefined }));
  setHeaders(response, corsHeaders(origins, request.headers.origin));
  respond(response, { status: 204 });
}

function setHeaders(target: ServerResponse, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) target.setHeader(name, value);
}

function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const statuses = new Map([
    ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
    ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout'],
  ]);
  socket.end(`HTTP/1.1 ${statuses.get(error.code ?? '') ?? '400 Bad Request'}\r\nConnection: close\r\n\r\n`);
}

function trackSockets(node: NodeServer): Set<Duplex> {
  const open = new Set<Duplex>();
  node.on('connection', (socket: Duplex) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return open;
}

function close(node: NodeServer, open: Set<Duplex>, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    // Upgraded sockets are not among the connections node cuts by itself.
    const timer = setTimeout(() => {
      for (const socket of open) socket.destroy();
    }, graceMs);
    // A connection that finishes its request while we close would otherwise idle on until its keep-alive runs out.
    const sweep = setInterval(() => node.closeIdleConnections(), 20);
    node.close(() => {
      clearTimeout(timer);
      clearInterval(sweep);
      resolve();
    });
    node.closeIdleConnections();
  });
}

/** restify logs through ours; its chatter stays out. */
function restifyLog(log: Log): object {
  const none = (): void => {};
  const warn = (fields: unknown): void => log.warn({ fields }, 'restify warns');
  const self: object = { trace: none, debug: none, info: none, warn, error: warn, fatal: warn, child: () => self };
  return self;
}
