import { createHash } from 'node:crypto';
import type { Activity } from 'botframework-schema';
import type { Conversations } from '../../conversation/conversations';
import { createRateLimiter } from '../../platform/rate-limit';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { Metrics } from '../../ports/metrics';
import { conversationOfNumber } from './conversation-id';
import type { Receipts } from './receipts';
import { tooManyEventName } from './sms-bot';
import type { IncomingSms, SmsListener, SmsTransport } from './transport';

export interface SmsChannelDeps {
  readonly transport: SmsTransport;
  readonly conversations: Pick<Conversations, 'open' | 'receive'>;
  readonly receipts: Pick<Receipts, 'received'>;
  /** Makes numbers into conversation ids, see {@link conversationOfNumber}. */
  readonly secret: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

export interface SmsChannel {
  /** Takes messages in from now on. */
  start(): Promise<void>;
  stop(graceMs: number): Promise<void>;
  readonly listener: SmsListener;
}

/** A message could not be taken now; the transport tells the other side, which brings it again. */
export class SmsNotTaken extends Error {
  readonly code = 'SMS_NOT_TAKEN';
}

/** S12; the second keeps two machines from answering each other all day. */
const limits = [
  { limit: 20, windowMs: 10_000 },
  { limit: 120, windowMs: 3600_000 },
] as const;
const tellEveryMs = 60_000;
const longestText = 2_000;
const mobile = /^1[3-9]\d{9}$/;

/**
 * Text messages in: stored in the number's conversation before the transport confirms them, each once. Replies leave by
 * the outbox, written with their turn.
 */
export function createSmsChannel(deps: SmsChannelDeps): SmsChannel {
  const { transport, conversations, receipts, secret, clock, log, metrics } = deps;
  const { name } = transport;
  const rates = limits.map((limit) => createRateLimiter({ ...limit, clock }));
  const told = createRateLimiter({ limit: 1, windowMs: tellEveryMs, clock });
  const inOrder = oneAfterAnother();
  const counted = (outcome: 'taken' | 'again' | 'refused'): void =>
    metrics.count('sms_received_total', { transport: name, outcome });

  /** A number that writes for the first time gets its conversation. */
  async function receive(id: string, phone: string, externalId: string, activity: Partial<Activity>) {
    const first = await conversations.receive(id, externalId, activity);
    if (first.ok || first.reason !== 'no_conversation') return first;
    await conversations.open('sms', phone, { id });
    return conversations.receive(id, externalId, activity);
  }

  /** Said once a minute; the event's own id makes it once, also beside other nodes. */
  async function tellTooMany(id: string, phone: string): Promise<void> {
    counted('refused');
    log.warn({ conversationId: id }, 'sms: too many messages from one number, the last was not read');
    if (!told.take(id).ok) return;
    const minute = Math.floor(clock.now() / tellEveryMs);
    await receive(id, phone, `too-many:${minute}`, { type: 'event', name: tooManyEventName });
  }

  async function take({ from, text: given, id: messageId }: IncomingSms): Promise<void> {
    if (!mobile.test(from)) {
      counted('refused');
      log.warn({ transport: name }, 'sms: a message from no mobile number of the mainland is not answered');
      return;
    }
    const id = conversationOfNumber(from, secret);
    if (!rates.every((rate) => rate.take(id).ok)) return inOrder(id, () => tellTooMany(id, from));
    return inOrder(id, () => store(id, from, messageId, given));
  }

  async function store(id: string, from: string, messageId: string, given: string): Promise<void> {
    const text = readable(given);
    const activity = { type: 'message', text, textFormat: 'plain' };
    const externalId = `${name}:${messageId}`;
    let receipt = await receive(id, from, externalId, activity);
    // An id that comes again with other words is another message: some gateways count from 1 again.
    if (!receipt.ok && receipt.reason === 'key_reused')
      receipt = await receive(id, from, `${externalId}:${hashOf(text)}`, activity);
    if (!receipt.ok) throw new SmsNotTaken(`The text message was not taken (${receipt.reason}); bring it again.`);
    counted(receipt.duplicate ? 'again' : 'taken');
  }

  const listener: SmsListener = {
    received: take,
    receipt: (receipt) => receipts.received(receipt),
  };
  return { listener, start: () => transport.start(listener), stop: (graceMs) => transport.stop(graceMs) };
}

/** What one customer sends at once is stored in the order it came. */
function oneAfterAnother() {
  const last = new Map<string, Promise<void>>();
  return (key: string, work: () => Promise<void>): Promise<void> => {
    const own = (last.get(key) ?? Promise.resolve()).then(work, work);
    last.set(key, own);
    const done = (): void => {
      if (last.get(key) === own) last.delete(key);
    };
    own.then(done, done);
    return own;
  };
}

/** Storable, bounded, without control characters. */
function readable(text: string): string {
  const bounded = Buffer.from(text.slice(0, longestText), 'utf8').toString('utf8');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: handsets and gateways leave them behind
  return bounded.replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ').trim();
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
