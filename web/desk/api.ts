import type { HandoffDetail, HandoffSummary } from '../../src/desk/handoff-view';
import type { StaffIdentity } from '../../src/desk/staff-account';

export type ApiResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly status: number; readonly retryAfterSeconds: number };

export type { HandoffDetail, HandoffSummary, StaffIdentity };

export const me = () => call<StaffIdentity>('GET', 'me');
export const signIn = (name: string, password: string) => call<StaffIdentity>('POST', 'sign-in', { name, password });
export const signOut = () => call<undefined>('POST', 'sign-out');
export const handoffs = () => call<{ now: number; handoffs: readonly HandoffSummary[] }>('GET', 'handoffs');
export const handoff = (id: string) => call<HandoffDetail>('GET', `handoffs/${encodeURIComponent(id)}`);

/** Status 0: nothing came back. */
async function call<Value>(method: 'GET' | 'POST', path: string, body?: object): Promise<ApiResult<Value>> {
  try {
    const response = await fetch(`/desk/api/${path}`, {
      method,
      headers: method === 'POST' ? { 'x-desk': '1', ...(body ? { 'content-type': 'application/json' } : {}) } : {},
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) {
      const retryAfterSeconds = Number(response.headers.get('retry-after')) || 60;
      return { ok: false, status: response.status, retryAfterSeconds };
    }
    return { ok: true, value: (response.status === 204 ? undefined : await response.json()) as Value };
  } catch {
    return { ok: false, status: 0, retryAfterSeconds: 0 };
  }
}
