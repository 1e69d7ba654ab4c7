import type * as desk from '../../src/desk/desk-api';

/** Why a request did not do what was asked. `status` 0: nothing came back. `code`: the refusal's own. */
export interface ApiFault {
  readonly status: number;
  readonly code: string;
  /** Who has it, when somebody else was faster. */
  readonly agent: string | undefined;
  /** What has to come first, as the refusal says it. */
  readonly lacks?: unknown;
  readonly retryAfterSeconds: number;
}
export type ApiResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly fault: ApiFault };

const timeoutMs = 10_000;
/** A server that is just starting again gets a moment. */
const againMs = 400;

/** Who sits here, in any page of staff. */
export const session = {
  signInWays: () => get<desk.SignInWays>('sign-in-ways'),
  signIn: (credentials: desk.Credentials) => post<desk.Me>('sign-in', credentials),
  signOut: () => post<undefined>('sign-out'),
  me: () => get<desk.Me>('me'),
};

/** Asked by the page of its own accord: no sign of life of whoever sits before it. */
export const quietly: Readonly<Record<string, string>> = { 'x-desk-quiet': '1' };
export const get = <Value>(path: string, headers: Readonly<Record<string, string>> = {}) =>
  call<Value>('GET', path, undefined, headers);
export const post = <Value>(path: string, body?: object) => call<Value>('POST', path, body);

/**
 * Something that happens once, however often it is said under its key (`Idempotency-Key`): said once more by itself when no
 * answer comes, for the act may have happened all the same.
 * @param key one for each press of a button; whoever presses again in the same dialog means the same
 */
export async function act<Value>(path: string, body: object | undefined, key: string): Promise<ApiResult<Value>> {
  const say = () => call<Value>('POST', path, body, { 'idempotency-key': `"${key}"` });
  const answer = await say();
  if (answer.ok || answer.fault.status !== 0) return answer;
  await new Promise((over) => setTimeout(over, againMs));
  return say();
}

export async function call<Value>(
  method: 'GET' | 'POST',
  path: string,
  body?: object,
  more: Readonly<Record<string, string>> = {},
  read: (response: Response) => Promise<Value> = async (response) => (await response.json()) as Value,
): Promise<ApiResult<Value>> {
  try {
    const response = await fetch(`/desk/api/${path}`, {
      method,
      headers: {
        ...(method === 'POST' ? { 'x-desk': '1', ...(body ? { 'content-type': 'application/json' } : {}) } : {}),
        ...more,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) return { ok: false, fault: await faultOf(response) };
    return { ok: true, value: (response.status === 204 ? undefined : await read(response)) as Value };
  } catch {
    return { ok: false, fault: { status: 0, code: 'unreachable', agent: undefined, retryAfterSeconds: 0 } };
  }
}

async function faultOf(response: Response): Promise<ApiFault> {
  const body: unknown = await response.json().catch(() => undefined);
  const error = inside(body, 'error');
  const [code, agent] = [inside(error, 'code'), inside(error, 'agent') ?? inside(body, 'agent')];
  return {
    status: response.status,
    code: typeof code === 'string' ? code : '',
    agent: typeof agent === 'string' ? agent : undefined,
    lacks: inside(error, 'lacks'),
    retryAfterSeconds: Number(response.headers.get('retry-after')) || 60,
  };
}

const inside = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
