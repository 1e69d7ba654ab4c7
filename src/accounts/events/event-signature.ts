import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A request older (or newer) than this is refused, so that none can be kept and sent again later. */
const freshForS = 300;
const form = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;

export type Signed = 'missing' | 'wrong' | 'ok';

/**
 * Checks `X-Desk-Signature: t=<epoch seconds>,v1=<hex HMAC-SHA256 of "t.body">`, as our own webhooks are signed, in constant
 * time whatever the lengths.
 * @param body the bytes as they came
 */
export function checkSignature(header: string | undefined, body: Buffer, secret: string, now: number): Signed {
  if (header === undefined || header === '') return 'missing';
  const [, time = '0', given = ''] = form.exec(header) ?? [];
  const signed = createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex');
  const isRight = timingSafeEqual(digestOf(given), digestOf(signed));
  const isFresh = Math.abs(now / 1000 - Number(time)) <= freshForS;
  return isRight && isFresh ? 'ok' : 'wrong';
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
