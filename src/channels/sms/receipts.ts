import { setTimeout as pause } from 'node:timers/promises';
import { conversationOfTurn } from '../../conversation/turn';
import { daysBefore, shanghaiDay } from '../../ports/calendar';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { Metrics } from '../../ports/metrics';
import type { RecordLog } from '../../ports/record-log';
import type { SmsMessage } from '../../ports/sms-gateway';
import type { DeliveryReceipt, SmsTransportName } from './transport';

export interface ReceiptsDeps {
  readonly transport: SmsTransportName;
  readonly records: Pick<RecordLog, 'append' | 'get'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** What became of text messages, kept as records of kind `sms`. */
export interface Receipts {
  /** The other side has taken the message over under these ids, one a part. Never rejects: it has been sent. */
  sent(message: Pick<SmsMessage, 'key' | 'kind'>, ids: readonly string[]): Promise<void>;
  /** Whether a part arrived. The first final word counts; `buffered` is none. */
  received(receipt: DeliveryReceipt): Promise<void>;
}

interface Sent {
  readonly key: string;
  readonly kind: string;
  readonly conversationId: string;
}

/** Message centres count from 1 again after a restart; within so many days an id means the same message. */
const daysBack = 3;
/** A receipt can overtake the record of its message. */
const overtakenMs = 200;
const mostRemembered = 20_000;

export function createReceipts({ transport, records, clock, log, metrics }: ReceiptsDeps): Receipts {
  const lately = new Map<string, Sent>();
  const keyOf = (what: 'sent' | 'receipt', day: string, id: string): string => `${what}:${transport}:${day}:${id}`;

  async function lookUp(id: string): Promise<{ readonly sent: Sent; readonly day: string } | undefined> {
    const today = shanghaiDay(clock.now());
    for (let back = 0; back <= daysBack; back += 1) {
      const day = daysBefore(today, back);
      const key = keyOf('sent', day, id);
      const sent = lately.get(key) ?? ((await records.get('sms', key))?.data as Sent | undefined);
      if (sent) return { sent, day };
    }
    return undefined;
  }

  return {
    async sent({ key, kind }, ids) {
      const at = clock.now();
      const day = shanghaiDay(at);
      const data: Sent = { key, kind, conversationId: conversationOf(key) };
      for (const id of ids) lately.set(keyOf('sent', day, id), data);
      while (lately.size > mostRemembered) lately.delete(lately.keys().next().value ?? '');
      try {
        for (const [part, id] of ids.entries()) {
          const record = { ...data, id, part: part + 1, of: ids.length };
          const { conversationId } = data;
          await records.append({ kind: 'sms', key: keyOf('sent', day, id), at, conversationId, data: record });
        }
      } catch (error) {
        log.warn({ key, err: error }, 'sms: sent, but the ids of its parts could not be stored');
      }
    },

    async received({ id, state, detail }) {
      if (state === 'buffered') return;
      let found = await lookUp(id);
      if (!found) {
        await pause(overtakenMs);
        found = await lookUp(id);
      }
      if (!found) {
        log.warn({ transport, id, state, detail }, 'sms: a receipt for a message that was not sent from here');
        return;
      }
      const { sent, day } = found;
      const receiptKey = keyOf('receipt', day, id);
      if (await records.get('sms', receiptKey)) return;
      const { key, kind, conversationId } = sent;
      const data = { key, kind, id, state, detail: detail.slice(0, 200) };
      await records.append({ kind: 'sms', key: receiptKey, at: clock.now(), conversationId, data });
      metrics.count('sms_receipts_total', { transport, kind, state });
      if (state === 'failed')
        log.warn({ transport, conversationId, key, kind, detail }, 'sms: a text message did not arrive');
    },
  };
}

/** Keys of the outbox begin with the conversation, those of one-time codes name it second. */
const conversationOf = (key: string): string =>
  key.startsWith('code:') ? (key.split(':')[1] ?? '') : conversationOfTurn(key);
