import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../ports/clock';
import type { IdGenerator } from '../ports/id-generator';
import type { Log } from '../ports/log';
import type { ClientAddress } from './client-address';
import { parseCookies } from './cookies';
import { corsHeaders } from './cors';
import { type Access, type Authenticator, HttpError, type HttpRequest, type HttpResponse, type Route } from './http';
import type { OriginPolicy } from './origins';
import { parsePairs } from './query-string';
import { createRateLimiter, type RateLimiter } from './rate-limit';
import { hasBody, readBody } from './request-body';
import { queryOf } from './request-guard';
import { errorBody, respond } from './respond';
import { securityHeaders } from './security-headers';

/** What the server counts about itself. */
export interface HttpMetrics {
  /** @param route the route's pattern, never the address itself; @param seconds until the answer was handed over */
  request(route: string, status: number, seconds: number): void;
}

export interface PipelineOptions {
  readonly authenticators: Partial<Record<Access, Authenticator>>;
  readonly address: ClientAddress;
  readonly origins: OriginPolicy;
  readonly log: Log;
  readonly ids: IdGenerator;
  readonly clock: Clock;
  readonly metrics?: HttpMetrics | undefined;
}

/** Answers one request of one route; never rejects. */
export type RouteRunner = (request: IncomingMessage & { params?: unknown }, target: ServerResponse) => Promise<void>;

/** Below the ten seconds callers are promised (R2), so that the answer is there by then. */
const defaultDeadlineMs = 9_000;

/** Codes of errors that pass by themselves: the store is away, this process is stopping, a customer writes too fast. */
const passing: ReadonlySet<unknown> = new Set(['storage_busy', 'storage_unavailable', 'stopped', 'SMS_NOT_TAKEN']);

/**
 * The way of a request: rate, caller, body, handler, answer, in this order, so that a stranger's body is not even read.
 * @throws Error when nothing decides who may call the route (S1)
 */
export function createRouteRunner(route: Route, options: PipelineOptions): RouteRunner {
  const name = `${route.method} ${route.path}`;
  const { access, verify } = route;
  const needsAuthenticator = access !== 'public' && access !== 'webhook';
  const authenticate = needsAuthenticator ? options.authenticators[access] : undefined;
  if ((access === 'webhook') !== (verify !== undefined)) {
    throw new Error(`${name}: access "webhook" and \`verify\` go together, one without the other checks nothing.`);
  }
  if (needsAuthenticator && authenticate === undefined) {
    throw new Error(`${name} wants "${access}", but nothing checks that: pass its authenticator.`);
  }
  const limiter =
    route.perMinute === undefined
      ? undefined
      : createRateLimiter({ limit: route.perMinute, windowMs: 60_000, clock: options.clock });

  async function answer(raw: IncomingMessage & { params?: unknown }): Promise<HttpResponse> {
    const ip = options.address(raw.socket.remoteAddress, header(raw, 'x-forwarded-for'));
    takeOrRefuse(limiter, ip);
    const partial = {
      params: Object.assign(Object.create(null), raw.params),
      query: route.rawQuery === true ? {} : parsePairs(queryOf(raw.url ?? '')),
      headers: raw.headers as Record<string, string | undefined>,
      cookies: parseCookies(raw.headers.cookie),
      body: undefined,
      ip,
      raw,
    };
    const identity = await authenticate?.(partial);
    if (needsAuthenticator && identity === undefined) {
      throw new HttpError(401, 'Unauthorized', 'Sign in or send a token.', { 'www-authenticate': 'Bearer' });
    }
    const request: HttpRequest = {
      ...partial,
      identity,
      body: await readBody(raw, route.body ?? 'none', route.maxBytes),
    };
    // A signature covers the body, so a webhook's has to be read first.
    verify?.(request);
    return route.handle(request);
  }

  const standing = standingHeaders(route, options.origins);
  return async (raw, target) => {
    const startedAt = options.clock.now();
    const correlationId = options.ids.next('req');
    let result: HttpResponse;
    try {
      result = await withDeadline(answer(raw), route.deadlineMs ?? defaultDeadlineMs);
    } catch (cause) {
      result = refuse(cause, name, correlationId, options.log);
    }
    const headers: Record<string, string> = { ...standing(raw), 'x-correlation-id': correlationId };
    // A body nobody read would be taken for the next request on this connection.
    if (hasBody(raw) && !raw.complete) headers['connection'] = 'close';
    respond(target, result, raw.method === 'HEAD', headers);
    options.metrics?.request(name, result.status, (options.clock.now() - startedAt) / 1000);
  };
}

/** Headers of every answer of a route; worked out again only when another host or origin asks. */
function standingHeaders(
  route: Route,
  origins: OriginPolicy,
): (request: IncomingMessage) => Readonly<Record<string, string>> {
  const frameAncestors = route.embeddable === true ? origins.embedders : [];
  let last: { host: string | undefined; origin: string | undefined; headers: Record<string, string> } | undefined;
  return ({ headers: { host, origin } }) => {
    if (last === undefined || last.host !== host || last.origin !== origin) {
      const headers = {
        ...securityHeaders({ frameAncestors, host }),
        ...(route.cors === true ? corsHeaders(origins, origin) : {}),
      };
      last = { host, origin, headers };
    }
    return last.headers;
  };
}

/** Expected refusals are told as they are; of everything else the caller learns only a number to quote (S18). */
function refuse(cause: unknown, route: string, correlationId: string, log: Log): HttpResponse {
  if (cause instanceof HttpError) {
    return { status: cause.status, headers: cause.headers, body: errorBody(cause.code, cause.message) };
  }
  if (cause instanceof Error && 'code' in cause && passing.has(cause.code)) {
    log.error({ err: cause, route, correlationId }, 'A request was refused for now');
    const message = `We cannot take this just now. Send it again in a moment, or quote ${correlationId}.`;
    return { status: 503, headers: { 'retry-after': '5' }, body: errorBody('Unavailable', message) };
  }
  log.error({ err: cause, route, correlationId }, 'A request failed');
  const message = `Something went wrong on our side; quote ${correlationId} when you ask about it.`;
  return { status: 500, body: errorBody('InternalError', message) };
}

function takeOrRefuse(limiter: RateLimiter | undefined, ip: string): void {
  const decision = limiter?.take(ip);
  if (decision?.ok === false) throw tooMany(decision.retryAfterSeconds);
}

/** @returns the refusal 429 with Retry-After */
export const tooMany = (retryAfterSeconds: number): HttpError =>
  new HttpError(429, 'TooManyRequests', `Try again in ${retryAfterSeconds} seconds.`, {
    'retry-after': String(retryAfterSeconds),
  });

async function withDeadline<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new HttpError(503, 'TookTooLong', 'The answer took too long. Try again.', { 'retry-after': '5' })),
      ms,
    ).unref();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}
