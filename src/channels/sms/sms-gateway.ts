import type { SmsGateway, SmsReceipt } from '../../ports/sms-gateway';
import type { Receipts } from './receipts';
import type { SmsTransport } from './transport';

/** The one way text messages leave: one-time codes, confirmations and replies, over whichever transport is set up. */
export function createSmsGateway(transport: Pick<SmsTransport, 'send'>, receipts: Pick<Receipts, 'sent'>): SmsGateway {
  return {
    available: () => true,
    async send(message): Promise<SmsReceipt> {
      const { to, text, key } = message;
      const result = await transport.send({ to, text, key });
      if (result.ok) {
        // Not waited for: the sooner a message counts as sent, the less a crash doubles.
        void receipts.sent(message, result.ids);
        return { ok: true };
      }
      if (result.reason === 'refused') return { ok: false, reason: 'refused' };
      const { retryAfterMs } = result;
      return { ok: false, reason: 'unavailable', ...(retryAfterMs !== undefined && { retryAfterMs }) };
    },
  };
}
