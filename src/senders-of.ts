import type { AppDeps } from './app';
import { continuationSender } from './channels/sms/continuation-sender';
import { conversationOfNumber } from './channels/sms/conversation-id';
import type { Conversations } from './conversation/conversations';
import { conversationSender } from './outbox/conversation-sender';
import type { KindSender } from './outbox/kind-sender';
import { smsSender } from './outbox/sms-sender';
import { webhookSender } from './outbox/webhook-sender';
import type { OutboxKind } from './ports/outbox';

/** Who sends which kind of what is to leave the house; a kind without one waits, and is said to. */
export function sendersOf(
  { config, sms, secrets, clock }: Pick<AppDeps, 'config' | 'sms' | 'secrets' | 'clock'>,
  door: Pick<Conversations, 'open' | 'receive'>,
  hub: { readonly sender: KindSender } | undefined,
): Partial<Record<OutboxKind, KindSender>> {
  const { WEBHOOK_ORIGINS: origins, WEBHOOK_SECRET: secret } = config;
  const key = secrets.signingKey;
  return {
    sms: smsSender(sms, clock),
    conversation: conversationSender(door, (phone) => conversationOfNumber(phone, key)),
    continuation: continuationSender(door, key),
    ...(hub && { connector: hub.sender }),
    ...(secret !== undefined && { webhook: webhookSender({ origins, secret, clock }) }),
  };
}
