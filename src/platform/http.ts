import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * HTTP as the rooms see it: tables of routes. Only `platform/http-server.ts` knows restify, so that another server
 * version is a small swap. A route without `access` does not compile, one with an unknown kind fails the start (S1).
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Restify path, for example `/v3/directline/conversations/:conversationId`. */
  readonly path: string;
  readonly access: Access;
  /** What the body may be, `bytes` being 16 KB of anything; else refused before the handler (S9). Default `none`. */
  readonly body?: 'none' | 'json' | 'form' | 'bytes' | 'raw';
  /** Of a body that is longer than its kind usually is; at most 64 KB (S9). */
  readonly maxBytes?: number;
  /** Left to the handler, for services that send bytes which are no UTF-8; `query` is empty then. */
  readonly rawQuery?: true;
  /**
   * With `access: 'webhook'`, and only there: proves the caller by a signature over address and body, or by a secret;
   * runs before the handler. Throws {@link HttpError} 403.
   */
  readonly verify?: (request: Omit<HttpRequest, 'identity'>) => void;
  /** Requests a minute from one address (S12). */
  readonly perMinute?: number;
  /** The page may be shown in a frame of the configured origins; without it, in no frame at all. */
  readonly embeddable?: boolean;
  /** Scripts of the configured origins may call it across origins; without it, only our own pages. */
  readonly cors?: boolean;
  /** Answer 503 when the handler takes longer than this; 9 s unless told (R2). */
  readonly deadlineMs?: number;
  handle(request: HttpRequest): Promise<HttpResponse>;
}

/**
 * Who may call: anyone; holder of a Direct Line token or secret; a signed-in member of staff; demo data only; a service
 * that the route's own `verify` knows.
 */
export type Access = 'public' | 'direct-line' | 'staff' | 'demo' | 'webhook';

export interface HttpRequest {
  readonly params: Readonly<Record<string, string>>;
  /** Flat strings only; a repeated or nested name is refused with 400 (S6). */
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly cookies: Readonly<Record<string, string>>;
  /** Parsed JSON or form, or the bytes as a Buffer; `undefined` without a body. */
  readonly body: unknown;
  /** Client address; `X-Forwarded-For` counts only from trusted proxies. */
  readonly ip: string;
  /** What the route's authenticator found. */
  readonly identity: unknown;
  readonly raw: IncomingMessage;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: object | string | Buffer;
  /**
   * Instead of `body`: sent as it comes and as fast as the client reads. When it throws, the answer is cut off, so that
   * nobody takes half a file for a whole one.
   */
  readonly stream?: AsyncIterable<string | Buffer>;
}

/** A WebSocket address: `accept` is called after origin and rate checks; it authenticates by itself. */
export interface SocketRoute {
  /** Matches the path; named groups arrive as params. */
  readonly path: RegExp;
  readonly access: Access;
  /** Handshakes a minute from one address (S12); 120 unless told. */
  readonly perMinute?: number;
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, params: Readonly<Record<string, string>>): void;
}

/** Finds who calls; `undefined` is 401 (or the status the error names). Throws {@link HttpError}. */
export type Authenticator = (request: Omit<HttpRequest, 'identity'>) => Promise<unknown>;

/** An expected refusal with a stable code; everything else becomes a plain 500 with a correlation id (S18). */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}
