import type { SmsGateway } from '../ports/sms-gateway';

/** No way to send text messages is set up: every send says so, and the dialogs offer another way. */
export const noSms: SmsGateway = {
  available: () => false,
  send: async () => ({ ok: false, reason: 'unavailable' }),
};
