import { shanghaiDay } from '../ports/calendar';
import type { Clock } from '../ports/clock';
import type { SmsGateway, SmsReceipt } from '../ports/sms-gateway';

/** Limits of outgoing messages (S12). */
export interface SmsLimits {
  readonly perTenMinutes: number;
  readonly perDay: number;
  /** All numbers together, a day of Asia/Shanghai. */
  readonly dailyCap: number;
  /** Numbers that may be written to. */
  readonly allowed: RegExp;
}

export const defaultSmsLimits: SmsLimits = {
  perTenMinutes: 3,
  perDay: 10,
  dailyCap: 5000,
  allowed: /^1[3-9]\d{9}$/,
};

const tenMinutesMs = 10 * 60_000;
const dayMs = 24 * 3600_000;

/**
 * Keeps a gateway within the limits. A key already sent, or on its way, answers as it did the first time and counts
 * once; what the gateway could not send does not count. Counts live in memory, so they start anew with the process.
 */
export function withSmsLimits(gateway: SmsGateway, clock: Clock, limits: SmsLimits = defaultSmsLimits): SmsGateway {
  const sentTo = new Map<string, readonly number[]>();
  const byKey = new Map<string, { readonly at: number; readonly receipt: Promise<SmsReceipt> }>();
  let today = { day: '', count: 0 };

  const forget = (now: number): void => {
    for (const [to, times] of sentTo) if (times.every((at) => at <= now - dayMs)) sentTo.delete(to);
    for (const [key, { at }] of byKey) if (at <= now - dayMs) byKey.delete(key);
  };
  const refusal = (to: string, now: number): SmsReceipt | undefined => {
    if (!limits.allowed.test(to)) return { ok: false, reason: 'country_not_allowed' };
    const times = (sentTo.get(to) ?? []).filter((at) => at > now - dayMs);
    const lately = times.filter((at) => at > now - tenMinutesMs);
    if (lately.length >= limits.perTenMinutes || times.length >= limits.perDay) {
      return { ok: false, reason: 'rate_limited' };
    }
    return today.count >= limits.dailyCap ? { ok: false, reason: 'daily_cap' } : undefined;
  };

  return {
    available: (to) => limits.allowed.test(to) && gateway.available(to),
    async send(message) {
      // As many as came in, which is limited where they come in; a customer who writes is answered.
      if (message.kind === 'reply')
        return limits.allowed.test(message.to) ? gateway.send(message) : { ok: false, reason: 'country_not_allowed' };
      const now = clock.now();
      const earlier = byKey.get(message.key);
      if (earlier && earlier.at > now - dayMs) return earlier.receipt;
      const day = shanghaiDay(now);
      if (today.day !== day) {
        today = { day, count: 0 };
        forget(now);
      }
      const refused = refusal(message.to, now);
      if (refused) return refused;
      // Counted before it leaves, so that messages at once cannot slip past the limit.
      sentTo.set(message.to, [...(sentTo.get(message.to) ?? []).filter((at) => at > now - dayMs), now]);
      today.count += 1;
      const takeBack = (): void => {
        const times = [...(sentTo.get(message.to) ?? [])];
        const at = times.indexOf(now);
        if (at >= 0) sentTo.set(message.to, times.toSpliced(at, 1));
        today.count = Math.max(0, today.count - 1);
        byKey.delete(message.key);
      };
      const receipt = gateway.send(message).then(
        (result) => {
          if (!result.ok) takeBack();
          return result;
        },
        (error: unknown) => {
          takeBack();
          throw error;
        },
      );
      byKey.set(message.key, { at: now, receipt });
      return receipt;
    },
  };
}
