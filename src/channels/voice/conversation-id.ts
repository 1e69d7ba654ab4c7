import { createHmac } from 'node:crypto';

/** The conversation of a call: the same for every event of it, and not to be guessed from the call's id. */
export const conversationOfCall = (callId: string, secret: string): string =>
  `voice_${createHmac('sha256', secret).update(`call ${callId}`).digest('hex').slice(0, 40)}`;
