import { z } from 'zod';
import { shanghaiDay } from '../ports/calendar';
import type { Clock } from '../ports/clock';
import type { SmsGateway, SmsReceipt } from '../ports/sms-gateway';
import type { KindSender, SendResult } from './kind-sender';

const payload = z.object({
  to: z.string(),
  text: z.string(),
  kind: z.enum(['one_time_code', 'complaint', 'service', 'confirmation', 'reply']),
});

const tenMinutesMs = 10 * 60_000;
const dayMs = 24 * 3600_000;

/** Text messages from the outbox. Limits of the number or the day (S12) put a message off, they do not drop it. */
export function smsSender(gateway: SmsGateway, clock: Clock): KindSender {
  return async ({ key, payload: given }) => {
    const message = payload.safeParse(given);
    if (!message.success) return { ok: false, permanent: true, error: 'The payload is no text message.' };
    const receipt = await gateway.send({ ...message.data, key });
    return receipt.ok ? receipt : refused(receipt, clock.now());
  };
}

function refused({ reason, retryAfterMs }: SmsReceipt & { ok: false }, now: number): SendResult {
  const error = `text message: ${reason}`;
  switch (reason) {
    case 'country_not_allowed':
    case 'refused':
      return { ok: false, permanent: true, error };
    case 'rate_limited':
      return { ok: false, error, notBefore: now + tenMinutesMs, othersPass: true };
    case 'daily_cap':
      return { ok: false, error, notBefore: nextMorning(now), othersPass: true };
    case 'unavailable':
      return retryAfterMs === undefined ? { ok: false, error } : { ok: false, error, notBefore: now + retryAfterMs };
  }
}

/** The limit of the day is over at midnight; nobody is woken by what it kept back. */
const nextMorning = (now: number): number => Date.parse(`${shanghaiDay(now + dayMs)}T08:00:00+08:00`);
