import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../../ports/clock';

/** A request is believed for so long before and after the time it was signed at; the platform's own library says the same. */
const toleranceSeconds = 300;
const mostParts = 8;

/**
 * Checks `Jambonz-Signature: t=<seconds>,v1=<hex HMAC-SHA256 of "t.body">` in constant time (S4). The library's own check
 * reads the machine's clock and signs the body anew as it would write it; this one takes the bytes that came.
 * @param secret the account's webhook secret
 */
export function createSignatureCheck(
  secret: string,
  clock: Clock,
): (header: string | undefined, body: Buffer) => boolean {
  return (header = '', body) => {
    const parts = header
      .slice(0, 1000)
      .split(',', mostParts)
      .map((part) => part.trim());
    const time = parts.find((part) => part.startsWith('t='))?.slice(2) ?? '';
    if (!/^\d{1,12}$/.test(time)) return false;
    if (Math.abs(clock.now() / 1000 - Number(time)) > toleranceSeconds) return false;
    const expected = createHmac('sha256', secret).update(`${time}.`).update(body).digest();
    return parts.some((part) => {
      const given = /^v1=([0-9a-f]{64})$/.exec(part)?.[1];
      return given !== undefined && timingSafeEqual(Buffer.from(given, 'hex'), expected);
    });
  };
}
