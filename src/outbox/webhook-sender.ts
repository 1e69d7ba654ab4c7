import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../ports/clock';
import type { KindSender, SendResult } from './kind-sender';

export interface WebhookOptions {
  /** Where webhooks may go, as origins (`https://crm.example.com`): nowhere else (S2). */
  readonly origins: readonly string[];
  /** Signs the body; the receiver has the same. */
  readonly secret: string;
  readonly clock: Clock;
  readonly fetch?: typeof globalThis.fetch;
}

const payload = z.object({ url: z.string(), body: z.unknown() });
const longestWaitS = 3600;

/**
 * POSTs JSON to the origins of the settings, following no redirect. `Idempotency-Key` is the entry's key, and
 * `X-Desk-Signature: t=<epoch seconds>,v1=<hex>` the HMAC-SHA256 of `<t>.<body>`.
 */
export function webhookSender({ origins, secret, clock, fetch = globalThis.fetch }: WebhookOptions): KindSender {
  return async ({ key, payload: given }, signal) => {
    const parsed = payload.safeParse(given);
    if (!parsed.success) return { ok: false, permanent: true, error: 'The payload is no webhook.' };
    const url = allowedUrl(parsed.data.url, origins);
    if (!url) return { ok: false, permanent: true, error: 'webhook: its address is not among WEBHOOK_ORIGINS' };
    const body = JSON.stringify(parsed.data.body ?? null);
    const at = Math.floor(clock.now() / 1000);
    const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': encodeURIComponent(key),
        'x-desk-signature': `t=${at},v1=${signature}`,
      },
      body,
    });
    await response.body?.cancel();
    return judged(response, clock.now());
  };
}

/** @returns the address when it leads to one of the origins and carries no password */
function allowedUrl(text: string, origins: readonly string[]): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  // Not `url.origin`: that of a blob: address is the one of what it was made from.
  const origin = `${url.protocol}//${url.host}`;
  return origins.includes(origin) && url.username === '' && url.password === '' ? url : undefined;
}

function judged({ status, headers }: Response, now: number): SendResult {
  if (status >= 200 && status < 300) return { ok: true };
  const error = `webhook: status ${status}`;
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) return { ok: false, permanent: true, error };
  const wait = /^\d{1,6}$/.exec(headers.get('retry-after') ?? '')?.[0];
  if (wait === undefined) return { ok: false, error };
  return { ok: false, error, notBefore: now + Math.min(longestWaitS, Math.max(1, Number(wait))) * 1000 };
}
