import type { z } from 'zod';
import { readLimited } from '../../accounts/read-limited';
import { HubFault } from '../../ports/agent-hub';

export interface ChatwootClientOptions {
  /** `https://chat.example.com`; requests go to this host and no other (S2). */
  readonly url: string;
  readonly accountId: number;
  /** Access token of the user our notes and messages are written by. */
  readonly token: string;
  readonly timeoutMs?: number;
  readonly fetch?: typeof globalThis.fetch;
}

/** One call; `path` comes after `/api/v1/accounts/<id>/`, every part of it encoded by the caller. */
export interface ChatwootCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** Chatwoot said no, with its reason: `attributes` names the fields at fault where it tells them. */
export class ChatwootRefusal extends HubFault {
  constructor(
    readonly status: number,
    readonly attributes: readonly string[],
    message: string,
    permanent: boolean,
    retryAfterMs?: number,
  ) {
    super(message, permanent, retryAfterMs);
  }
}

/** Calls Chatwoot's application API and reads the answer as `schema`. @throws HubFault */
export type ChatwootClient = <S extends z.ZodType>(call: ChatwootCall, schema: S) => Promise<z.output<S>>;

const maxBytes = 2 * 1024 * 1024;
const longestWaitS = 600;
/** Limits of one conversation are told as an invalid message; it is valid a minute later. */
const flooding = /too many messages/i;

export function createChatwootClient(options: ChatwootClientOptions): ChatwootClient {
  const { accountId, token, timeoutMs = 10_000, fetch = globalThis.fetch } = options;
  const base = new URL(`api/v1/accounts/${accountId}/`, options.url.endsWith('/') ? options.url : `${options.url}/`);

  async function ask({ method, path, query = {}, body }: ChatwootCall): Promise<{ response: Response; text: string }> {
    const url = new URL(path, base);
    if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname))
      throw new HubFault(`chatwoot: ${method} leads outside of the account`, true);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    try {
      const response = await fetch(url, {
        method,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          accept: 'application/json',
          // Dashes: proxies drop names with underscores, and Chatwoot reads both alike.
          'api-access-token': token,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { response, text: await readLimited(response, maxBytes) };
    } catch (cause) {
      const why = cause instanceof Error ? cause.name : 'unknown';
      throw new HubFault(`chatwoot: no answer (${why}); see that CHATWOOT_URL can be reached from here`, false);
    }
  }

  return async (call, schema) => {
    const { response, text } = await ask(call);
    // The pattern of the address only: numbers in it are nobody's business in a log.
    const what = `chatwoot: ${call.method} ${call.path.replace(/\d+/g, '_')}`;
    if (response.status !== 200) throw refusal(what, response, text);
    const answer = json(text);
    const read = schema.safeParse(answer);
    // Some calls are answered by nothing at all, but none by a page.
    if (!read.success || (answer === undefined && text !== ''))
      throw new HubFault(`${what} answered something else than Chatwoot does`, false);
    return read.data;
  };
}

function refusal(what: string, { status, headers }: Response, text: string): ChatwootRefusal {
  const { message, attributes } = told(text);
  const wait = /^\d{1,6}$/.exec(headers.get('retry-after') ?? '')?.[0];
  const retryAfterMs = wait === undefined ? undefined : Math.min(longestWaitS, Math.max(1, Number(wait))) * 1000;
  const permanent = (status === 400 || status === 402 || status === 404 || status === 422) && !flooding.test(message);
  return new ChatwootRefusal(
    status,
    attributes,
    `${what}: status ${status}${hints.get(status) ?? ''}`,
    permanent,
    retryAfterMs,
  );
}

const hints: ReadonlyMap<number, string> = new Map([
  [301, '; put the address it redirects to into CHATWOOT_URL'],
  [302, '; put the address it redirects to into CHATWOOT_URL'],
  [308, '; put the address it redirects to into CHATWOOT_URL'],
  [401, '; see that CHATWOOT_API_TOKEN is the token of a user who is in the inbox'],
  [403, '; see that CHATWOOT_API_TOKEN is the token of a user who is in the inbox'],
  [404, '; see CHATWOOT_ACCOUNT_ID and CHATWOOT_INBOX_ID; or it was deleted over there'],
]);

/** The words of a refusal stay inside: they may quote the customer. */
function told(text: string): { message: string; attributes: readonly string[] } {
  const body = json(text);
  if (typeof body !== 'object' || body === null) return { message: '', attributes: [] };
  const { message, error, attributes } = body as Record<string, unknown>;
  const words = typeof message === 'string' ? message : typeof error === 'string' ? error : '';
  const named = Array.isArray(attributes) ? attributes.filter((item) => typeof item === 'string') : [];
  return { message: words, attributes: named };
}

function json(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
