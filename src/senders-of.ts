import type { AppDeps } from './app';
import { continuationSender } from './channels/sms/continuation-sender';
import { conversationOfNumber } from './channels/sms/conversation-id';
import type { Conversations } from './conversation/conversations';
import { conversationSender } from './outbox/conversation-sender';
import type { KindSender } from './outbox/kind-sender';
import { mailSender } from './outbox/mail-sender';
import { readMail } from './outbox/mail-settings';
import { type RemedySenderDeps, remedySender } from './outbox/remedy-sender';
import { smsSender } from './outbox/sms-sender';
import { webhookSender } from './outbox/webhook-sender';
import type { OutboxKind } from './ports/outbox';

export type SenderDeps = Pick<AppDeps, 'config' | 'sms' | 'secrets' | 'clock' | 'accounts' | 'store'> & {
  readonly acts: RemedySenderDeps['acts'];
};

/** Who sends which kind of what is to leave the house; a kind without one waits, and is said to. */
export function sendersOf(
  { config, sms, secrets, clock, accounts, store, acts }: SenderDeps,
  door: Pick<Conversations, 'open' | 'receive'>,
  hub: { readonly sender: KindSender } | undefined,
): Partial<Record<OutboxKind, KindSender>> {
  const { WEBHOOK_ORIGINS: origins, WEBHOOK_SECRET: secret } = config;
  const key = secrets.signingKey;
  const mail = readMail(config);
  return {
    sms: smsSender(sms, clock),
    conversation: conversationSender(door, (phone) => conversationOfNumber(phone, key)),
    continuation: continuationSender(door, key),
    remedy: remedySender({ accounts, complaints: store.complaints, acts, clock }),
    ...(mail && { mail: mailSender(mail) }),
    ...(hub && { connector: hub.sender }),
    ...(secret !== undefined && { webhook: webhookSender({ origins, secret, clock }) }),
  };
}
