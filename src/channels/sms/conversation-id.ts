import { createHmac } from 'node:crypto';

/** The one lasting conversation of a number; the number cannot be told from it, so it may stand in logs. */
export const conversationOfNumber = (phone: string, secret: string): string =>
  `sms_${createHmac('sha256', secret).update(`sms ${phone}`).digest('hex').slice(0, 32)}`;
