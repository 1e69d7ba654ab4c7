import type { Clock } from '../ports/clock';
import type { Log } from '../ports/log';
import { maskPhone } from '../ports/mask';
import type { SmsGateway, SmsReceipt } from '../ports/sms-gateway';

/** A message as the demo inbox shows it. */
export interface InboxMessage {
  readonly to: string;
  readonly text: string;
  /** Epoch ms. */
  readonly at: number;
  readonly key: string;
}

export interface DemoSms extends SmsGateway {
  /** Newest first, at most `capacity`. */
  inbox(): readonly InboxMessage[];
}

/**
 * Text messages that go nowhere but into an inbox page. The text never reaches the log: it may hold a code (S15).
 */
export function createDemoSms(options: { clock: Clock; log: Log; capacity?: number }): DemoSms {
  const { clock, log, capacity = 200 } = options;
  let messages: readonly InboxMessage[] = [];
  return {
    available: () => true,
    async send({ to, text, key, kind }): Promise<SmsReceipt> {
      if (messages.some((message) => message.key === key)) return { ok: true };
      messages = [{ to, text, at: clock.now(), key }, ...messages].slice(0, capacity);
      log.info({ to: maskPhone(to), kind }, 'demo text message, see /demo/inbox');
      return { ok: true };
    },
    inbox: () => messages,
  };
}
