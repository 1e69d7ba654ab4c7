import { type AccountAction, type AccountGateway, AccountUnavailable } from '../ports/account-gateway';
import type { Clock } from '../ports/clock';
import { maskPhone } from '../ports/mask';
import type { RecordLog } from '../ports/record-log';

export interface AuditOptions {
  readonly clock: Clock;
  /** Whose conversation an idempotency key belongs to; unless told, what stands before its first colon. */
  readonly conversationOf?: (key: string) => string;
}

/**
 * Records every act that changes an account, before it is done and after: an act whose outcome never became known leaves
 * its first line. The phone is masked; the same key again adds nothing.
 */
export function withAudit(gateway: AccountGateway, records: RecordLog, options: AuditOptions): AccountGateway {
  const { clock, conversationOf = (key) => key.split(':', 1)[0] ?? key } = options;
  const append = (action: AccountAction, key: string, step: string, more: Readonly<Record<string, unknown>>) =>
    records.append({
      kind: 'audit',
      key: `account:${key}:${step}`,
      at: clock.now(),
      conversationId: conversationOf(key),
      data: { ...action, phone: maskPhone(action.phone), step, ...more },
    });

  return {
    subscriber: (phone) => gateway.subscriber(phone),
    bills: (phone, months) => gateway.bills(phone, months),
    dataUsage: (phone) => gateway.dataUsage(phone),
    services: (phone) => gateway.services(phone),
    async perform(action, key) {
      await append(action, key, 'asked', {});
      try {
        const result = await gateway.perform(action, key);
        await append(action, key, 'answered', { result });
        return result;
      } catch (error) {
        if (error instanceof AccountUnavailable) await append(action, key, `unavailable:${clock.now()}`, {});
        throw error;
      }
    },
  };
}
