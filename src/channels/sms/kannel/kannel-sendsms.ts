import { createHash } from 'node:crypto';
import { readLimited } from '../../../accounts/read-limited';
import { segmentsOf } from '../segments';
import type { OutgoingSms, SmsSendResult } from '../transport';
import { userDataHeader } from '../user-data-header';
import { type KannelReceipts, kannelReceiptMask } from './kannel-receipts';

export interface KannelSendOptions {
  /** Address of `sendsms` with `username` and `password`, and whatever else every message is to carry (`smsc` …). */
  readonly sendUrl: string;
  /** The number messages come from. */
  readonly sender: string;
  readonly receipts: Pick<KannelReceipts, 'addressOf'>;
  /** For all parts of a message. */
  readonly timeoutMs: number;
}

const mostAnswer = 4096;
const mostParts = 255;
const mostUnfinished = 1000;

/**
 * Hands a message to Kannel part by part. Split here: Kannel would cut in the middle of a surrogate pair, and unless its
 * `max-messages` is raised drops all but the first part. What fails in the middle goes on with the part that is missing;
 * after a restart the parts before it leave again with the same number, and handsets keep one of each.
 */
export function createKannelSend(options: KannelSendOptions): (message: OutgoingSms) => Promise<SmsSendResult> {
  const { sendUrl, sender, receipts, timeoutMs } = options;
  /** How many parts of a message Kannel has, for messages it has not wholly. */
  const unfinished = new Map<string, number>();

  async function sendPart(url: URL, signal: AbortSignal): Promise<SmsSendResult> {
    try {
      const response = await fetch(url, { redirect: 'manual', signal });
      return judged(response.status, await readLimited(response, mostAnswer));
    } catch (error) {
      const { name } = Object(error) as { readonly name?: unknown };
      return { ok: false, reason: 'away', detail: typeof name === 'string' ? name : 'no answer' };
    }
  }

  return async ({ to, text, key }) => {
    const digest = createHash('sha256').update(key).digest();
    const { encoding, parts } = segmentsOf(text);
    const total = parts.length;
    if (total > mostParts) return { ok: false, reason: 'refused', detail: `${total} parts` };
    const idOf = (number: number): string => `${digest.toString('hex', 0, 16)}.${number}`;
    const signal = AbortSignal.timeout(timeoutMs);
    for (let done = unfinished.get(key) ?? 0; done < total; done += 1) {
      const number = done + 1;
      const url = new URL(sendUrl);
      const fields = {
        from: sender,
        to,
        text: parts[done] ?? '',
        charset: 'UTF-8',
        coding: encoding === 'ucs2' ? '2' : '0',
        'dlr-mask': String(kannelReceiptMask),
        'dlr-url': receipts.addressOf(idOf(number)),
      };
      for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
      // Bytes: as a parameter like the others it would be taken for text.
      if (total > 1)
        url.search += `&udh=${percents(userDataHeader({ reference: digest[0] ?? 0, bits: 8, total, number }))}`;
      const result = await sendPart(url, signal);
      if (!result.ok) {
        note(key, done);
        return result;
      }
    }
    unfinished.delete(key);
    return { ok: true, ids: parts.map((_, index) => idOf(index + 1)) };
  };

  function note(key: string, done: number): void {
    unfinished.delete(key);
    if (done > 0) unfinished.set(key, done);
    const [oldest] = unfinished.keys();
    if (unfinished.size > mostUnfinished && oldest !== undefined) unfinished.delete(oldest);
  }
}

const percents = (bytes: Buffer): string => bytes.toString('hex').replace(/../g, '%$&');

/** Kannel's answers: 202 with `0: Accepted for delivery` or `3: Queued for later delivery`, else why not. */
function judged(status: number, answer: string): SmsSendResult {
  const words = answer
    .slice(0, 60)
    .replace(/\d{5,}/g, '…')
    .trim();
  if ((status === 200 || status === 202) && /^(?:[03]:|Sent)/.test(words)) return { ok: true, ids: [] };
  const detail = `${status} ${words}`;
  // Wrong password, wrong path, no sender: the message is good, and leaves once the settings are.
  const faultOfSettings = /^Authorization|^Sender/i.test(words);
  if ((status === 400 || status === 403 || status === 415) && !faultOfSettings) {
    return { ok: false, reason: 'refused', detail };
  }
  if (status === 503 || status === 429) return { ok: false, reason: 'busy', detail, retryAfterMs: 5_000 };
  return { ok: false, reason: 'away', detail };
}
