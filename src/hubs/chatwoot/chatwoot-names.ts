import { createHmac } from 'node:crypto';
import type { HubNames } from '../../ports/agent-hub';

export const chatwootName = 'chatwoot';

/**
 * Identifiers of contacts, which tell nothing of the customer's number.
 * @param secret CHATWOOT_WEBHOOK_SECRET; another one makes other names
 */
export const chatwootNames = (secret: string): HubNames => ({
  hub: chatwootName,
  contactOf(who) {
    const name = 'phone' in who ? `phone:${who.phone}` : who.conversationId;
    return `desk-${createHmac('sha256', secret).update(`chatwoot:${name}`).digest('hex').slice(0, 32)}`;
  },
});
