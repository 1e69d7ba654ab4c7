import type { SmsSendResult } from '../transport';

type Refusal = SmsSendResult & { readonly ok: false };

/** The service asks for a slower pace (status 429). */
export class TwilioThrottled extends Error {
  readonly retryAfterMs: number;

  /** @param retryAfter the header, in seconds */
  constructor(retryAfter: unknown) {
    super('throttled');
    const seconds = /^\d{1,5}$/.exec(String(retryAfter))?.[0];
    this.retryAfterMs = Math.max(1, Number(seconds ?? 1)) * 1000;
  }
}

/** The service's error codes that trying again does not help: https://www.twilio.com/docs/api/errors */
const neverTaken: ReadonlySet<number> = new Set([
  21211, // the number is none
  21217,
  21219, // a trial account may write to its own numbers only
  21263,
  21265, // a short code
  21408, // the account may not write to this country
  21602, // no text
  21605,
  21610, // the customer wrote STOP
  21612, // this sender cannot reach the number
  21614, // no mobile number
  21617, // too long
]);
const slower: ReadonlySet<number> = new Set([429, 20429, 14107, 21611, 63018, 63038]);

/**
 * What a failed request means. Faults of the settings (a wrong token, a sender the account does not own) count as `away`:
 * the message is good, and leaves once they are put right.
 */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof TwilioThrottled) {
    return { ok: false, reason: 'busy', detail: '429', retryAfterMs: error.retryAfterMs };
  }
  const { code, status } = Object(error) as { readonly code?: unknown; readonly status?: unknown };
  // The service's messages quote the customer's number: they stay out.
  const detail = [status, code].filter((part) => typeof part === 'number' || typeof part === 'string').join(' ');
  if (typeof code === 'number' && neverTaken.has(code)) return { ok: false, reason: 'refused', detail };
  if (typeof code === 'number' && slower.has(code)) return { ok: false, reason: 'busy', detail, retryAfterMs: 1000 };
  return { ok: false, reason: 'away', detail: detail === '' ? 'no answer' : detail };
}
