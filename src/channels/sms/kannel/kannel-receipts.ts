import { createHmac, timingSafeEqual } from 'node:crypto';
import { HttpError } from '../../../platform/http';
import type { DeliveryReceipt } from '../transport';
import { kannelParameters } from './kannel-parameters';

export const kannelReceiptPath = '/sms/kannel/dlr';
/** All kinds of reports but the intermediate ones of the network: 1, 2, 4, 8 and 16. */
export const kannelReceiptMask = 31;

/** Kannel's numbers for what became of a message. 8 often comes after 1, and never takes it back. */
const states: ReadonlyMap<string, DeliveryReceipt['state']> = new Map([
  ['1', 'delivered'],
  ['2', 'failed'],
  ['4', 'buffered'],
  ['8', 'buffered'],
  ['16', 'failed'],
]);

/** Addresses for delivery reports: each names one part and carries a proof that we made it. */
export interface KannelReceipts {
  /** With `%d` and `%A`, which Kannel fills in. */
  addressOf(id: string): string;
  /** @throws HttpError 403 when the address is none of ours */
  verify(url: string): void;
  /** @throws HttpError 400 */
  read(url: string): DeliveryReceipt;
}

/**
 * @param base where Kannel reaches us
 * @param secret proofs are made with it, and do not tell it
 */
export function createKannelReceipts(base: string, secret: string): KannelReceipts {
  const tokenOf = (id: string): string => createHmac('sha256', secret).update(`kannel-dlr:${id}`).digest('hex');
  return {
    addressOf: (id) =>
      `${base.replace(/\/$/, '')}${kannelReceiptPath}?id=${id}&token=${tokenOf(id)}&status=%d&answer=%A`,
    verify(url) {
      const given = kannelParameters(url);
      const token = given.get('token') ?? Buffer.alloc(0);
      const expected = Buffer.from(tokenOf(given.get('id')?.toString('latin1') ?? ''));
      if (token.length !== expected.length || !timingSafeEqual(token, expected)) {
        throw new HttpError(403, 'BadSignature', 'This is no address of ours for delivery reports.');
      }
    },
    read(url) {
      const given = kannelParameters(url);
      const status = given.get('status')?.toString('latin1') ?? '';
      if (!/^\d{1,3}$/.test(status)) throw new HttpError(400, 'BadParameters', 'Send status=%d.');
      // The message centre's own words hold the beginning of the text: only its state and error are taken.
      const answer = given.get('answer')?.toString('latin1') ?? '';
      const state = /\bstat:(\w{1,10})/.exec(answer)?.[1];
      const error = /\berr:(\w{1,10})/.exec(answer)?.[1];
      const detail = [status, state, error].filter((word) => word !== undefined).join(' ');
      return { id: given.get('id')?.toString('latin1') ?? '', state: states.get(status) ?? 'buffered', detail };
    },
  };
}
