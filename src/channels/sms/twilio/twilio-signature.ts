import { validateRequest } from 'twilio/lib/webhooks/webhooks';
import { HttpError, type HttpRequest } from '../../../platform/http';

export interface TwilioSignatureOptions {
  readonly accountSid: string;
  readonly authToken: string;
  /** The address the service calls, as the customer of the service wrote it there: `https://desk.example.com`. */
  readonly publicUrl: string;
}

/** For {@link Route.verify} of routes with `body: 'form'`. */
export type TwilioVerifier = (request: Pick<HttpRequest, 'headers' | 'body' | 'raw'>) => void;

/**
 * Checks `X-Twilio-Signature` (S4): an HMAC-SHA1 over the public address with its query and the form's fields, compared
 * in constant time. The host the request names plays no part, so a proxy may change it and a stranger gains nothing by it.
 * @returns a function that throws {@link HttpError} 403 for anything not signed for this address and this account
 */
export function createTwilioVerifier({ accountSid, authToken, publicUrl }: TwilioSignatureOptions): TwilioVerifier {
  const base = publicUrl.replace(/\/$/, '');
  return ({ headers, body, raw }) => {
    const form = formOf(body);
    const signature = headers['x-twilio-signature'] ?? '';
    const known = validateRequest(authToken, signature, `${base}${raw.url ?? ''}`, form);
    if (!known || form['AccountSid'] !== accountSid) {
      throw new HttpError(403, 'BadSignature', 'The signature does not fit this address, its fields and the account.');
    }
  };
}

/** The fields of a form; none when there was no body. */
export const formOf = (body: unknown): Readonly<Record<string, string>> =>
  (body ?? {}) as Readonly<Record<string, string>>;
