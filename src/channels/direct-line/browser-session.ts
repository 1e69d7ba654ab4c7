import { HttpError, type HttpRequest, type HttpResponse, type Route } from '../../platform/http';
import { tooMany } from '../../platform/http-pipeline';
import type { OriginPolicy } from '../../platform/origins';
import type { DirectLineContext } from './context';
import { isRecord } from './incoming-activity';
import { asLanguage, type ChatSession, type SessionCookies } from './session-cookie';

/** Answer of `POST /api/chat/session`. */
export interface BrowserSession {
  readonly token: string;
  readonly conversationId: string;
  readonly userId: string;
  /** Seconds until the token expires; the same call then brings a new one for the same conversation. */
  readonly expiresIn: number;
  /** The conversation was there before. */
  readonly resumed: boolean;
  /** As chosen when the conversation began. */
  readonly language?: string;
}

/**
 * How our own page gets a token without ever seeing the secret: a signed cookie names the conversation, so that a
 * reload or an expired token comes back to it. `{fresh: true}` begins a new one.
 */
export function browserSessionRoute(context: DirectLineContext, cookies: SessionCookies, origins: OriginPolicy): Route {
  const { conversations, tokens, ids } = context;

  async function handle(request: HttpRequest): Promise<HttpResponse> {
    refuseOtherSites(request, origins);
    const body = isRecord(request.body) ? request.body : {};
    const language = asLanguage(body['locale']);
    const known = body['fresh'] === true ? undefined : cookies.read(request.cookies);
    const session: ChatSession = known ?? {
      user: ids.next('dl'),
      conv: ids.next('conv'),
      ...(language ? { language } : {}),
    };
    if (known === undefined) {
      const wait = context.openNew(request.ip, session.conv);
      if (wait > 0) throw tooMany(wait);
    }
    const locale = session.language ?? language;
    await conversations.open('web', session.user, { id: session.conv, ...(locale ? { locale } : {}) });
    const answer: BrowserSession = {
      token: tokens.issue('conversation', { user: session.user, conv: session.conv }),
      conversationId: session.conv,
      userId: session.user,
      expiresIn: tokens.lifetimeSeconds,
      resumed: known !== undefined,
      ...(session.language ? { language: session.language } : {}),
    };
    return { status: 200, headers: { 'set-cookie': cookies.write(session) }, body: answer };
  }

  return { method: 'POST', path: '/api/chat/session', access: 'public', body: 'json', perMinute: 60, handle };
}

/** Browsers say where a request comes from; a program that says nothing carries no one else's cookie. */
function refuseOtherSites({ headers }: HttpRequest, origins: OriginPolicy): void {
  const site = headers['sec-fetch-site'];
  const origin = headers['origin'];
  const foreign = (site !== undefined && site !== 'same-origin' && site !== 'none') || origin === 'null';
  if (foreign || (origin !== undefined && !origins.own(origin, headers['host']))) {
    throw new HttpError(403, 'ForeignOrigin', 'Only our own pages begin a chat here.');
  }
}
