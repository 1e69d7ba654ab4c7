import { HttpError, type HttpRequest, type HttpResponse, type Route } from '../../platform/http';
import { tooMany } from '../../platform/http-pipeline';
import { type Caller, callerOf, conversationOf } from './caller';
import { basePath, baseUrl, type DirectLineContext } from './context';
import { isRecord } from './incoming-activity';
import type { TokenClaims } from './tokens';
import { readWatermark } from './watermark';
import { wellFormed } from './well-formed';

/** Tokens and conversations: generate, refresh, start, reconnect. */
export function conversationRoutes(context: DirectLineContext): Route[] {
  const { tokens, ids, conversations } = context;
  const shared = { access: 'direct-line', cors: true } as const;

  function tokenBody(claims: TokenClaims): { conversationId: string; token: string; expires_in: number } {
    const token = tokens.issue('conversation', claims);
    return { conversationId: claims.conv, token, expires_in: tokens.lifetimeSeconds };
  }

  function startedBody(claims: TokenClaims, request: HttpRequest, watermark: number): object {
    const stream = `${baseUrl(request.headers, context.publicUrl).replace(/^http/, 'ws')}${basePath}/conversations`;
    const query = `watermark=${watermark}&t=${tokens.issue('stream', claims)}`;
    return { ...tokenBody(claims), streamUrl: `${stream}/${claims.conv}/stream?${query}`, referenceGrammarId: '' };
  }

  async function generate(request: HttpRequest): Promise<HttpResponse> {
    if (callerOf(request).kind !== 'secret') throw new HttpError(403, 'BadArgument', 'Only the secret makes tokens.');
    const body = isRecord(request.body) ? request.body : {};
    const origins = readOrigins(body['trustedOrigins']);
    const claims = { user: readUser(body['user'], true) ?? ids.next('dl'), conv: ids.next('conv') };
    return { status: 200, body: tokenBody({ ...claims, ...(origins ? { origins } : {}) }) };
  }

  async function refresh(request: HttpRequest): Promise<HttpResponse> {
    const caller = callerOf(request);
    if (caller.kind !== 'token') throw new HttpError(400, 'BadArgument', 'A secret does not expire.');
    return { status: 200, body: tokenBody(claimsOf(caller)) };
  }

  async function start(request: HttpRequest): Promise<HttpResponse> {
    const caller = callerOf(request);
    const body = isRecord(request.body) ? request.body : {};
    const claims: TokenClaims =
      caller.kind === 'token'
        ? claimsOf(caller)
        : { user: readUser(body['user'], false) ?? ids.next('dl'), conv: ids.next('conv') };
    if (caller.kind === 'token') limitNew(request.ip, claims.conv);
    const locale = typeof body['locale'] === 'string' && body['locale'].length <= 35 ? body['locale'] : undefined;
    await conversations.open('web', claims.user, { id: claims.conv, ...(locale === undefined ? {} : { locale }) });
    return { status: 201, body: startedBody(claims, request, 0) };
  }

  /** Counted for customers only: a server with the secret starts conversations for many. */
  function limitNew(ip: string, conversationId: string): void {
    const wait = context.openNew(ip, conversationId);
    if (wait > 0) throw tooMany(wait);
  }

  async function reconnect(request: HttpRequest): Promise<HttpResponse> {
    const conv = conversationOf(request);
    const caller = callerOf(request);
    const watermark = readWatermark(request.query['watermark']);
    const claims = caller.kind === 'token' ? claimsOf(caller) : { user: '', conv };
    return { status: 200, body: startedBody(claims, request, watermark) };
  }

  return [
    { method: 'POST', path: `${basePath}/tokens/generate`, ...shared, body: 'json', handle: generate },
    { method: 'POST', path: `${basePath}/tokens/refresh`, ...shared, body: 'json', handle: refresh },
    { method: 'POST', path: `${basePath}/conversations`, ...shared, body: 'json', handle: start },
    { method: 'GET', path: `${basePath}/conversations/:conversationId`, ...shared, handle: reconnect },
  ];
}

const claimsOf = ({ userId, conversationId, origins }: Extract<Caller, { kind: 'token' }>): TokenClaims => ({
  user: userId,
  conv: conversationId,
  ...(origins ? { origins } : {}),
});

/**
 * Ids that begin with `dl_` are vouched for by a token, so only whoever makes tokens may name one; the others name a
 * customer of the calling server's own.
 * @throws HttpError 400
 */
function readUser(user: unknown, forToken: boolean): string | undefined {
  const id = isRecord(user) ? user['id'] : undefined;
  if (id === undefined || id === null || id === '') return undefined;
  if (typeof id !== 'string' || id.length > 100 || wellFormed(id) !== id || id.startsWith('dl_') !== forToken) {
    const rule = forToken ? 'must begin with dl_' : 'must not begin with dl_';
    throw new HttpError(400, 'BadArgument', `user.id ${rule} and have at most 100 characters.`);
  }
  return id;
}

/** @throws HttpError 400 */
function readOrigins(origins: unknown): readonly string[] | undefined {
  if (origins === undefined || origins === null) return undefined;
  const valid = Array.isArray(origins) && origins.length <= 20 && origins.every((one) => isOrigin(one));
  if (!valid) throw new HttpError(400, 'BadArgument', 'trustedOrigins must be a list of at most 20 web origins.');
  return origins;
}

const isOrigin = (text: unknown): boolean =>
  typeof text === 'string' && text.length <= 300 && URL.canParse(text) && new URL(text).origin === text;
