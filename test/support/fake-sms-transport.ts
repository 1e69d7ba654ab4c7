import type {
  DeliveryReceipt,
  OutgoingSms,
  SmsListener,
  SmsSendResult,
  SmsTransport,
} from '../../src/channels/sms/transport';

/** A message centre in memory: customers write through it, and what they get is kept. */
export class FakeSmsTransport implements SmsTransport {
  readonly name = 'smpp';
  readonly sent: OutgoingSms[] = [];
  /** Decides what becomes of a message; unset, it is taken. */
  answer: ((message: OutgoingSms) => Promise<SmsSendResult | undefined>) | undefined;
  private listener: SmsListener | undefined;
  private serial = 0;

  async start(listener: SmsListener): Promise<void> {
    this.listener = listener;
  }

  async stop(): Promise<void> {
    this.listener = undefined;
  }

  connected(): boolean {
    return this.listener !== undefined;
  }

  async send(message: OutgoingSms): Promise<SmsSendResult> {
    const other = await this.answer?.(message);
    if (other && !other.ok) return other;
    this.sent.push(message);
    return other ?? { ok: true, ids: [`m${this.sent.length}`] };
  }

  /** A customer writes. Resolves when it is taken; rejects when the customer's centre has to bring it again. */
  write(from: string, text: string, id = `in${++this.serial}`): Promise<void> {
    if (!this.listener) return Promise.reject(new Error('nobody listens'));
    return this.listener.received({ from, to: '10086', text, id });
  }

  tell(receipt: DeliveryReceipt): Promise<void> {
    if (!this.listener) return Promise.reject(new Error('nobody listens'));
    return this.listener.receipt(receipt);
  }

  /** The texts one customer got, in order. */
  inboxOf(phone: string): string[] {
    return this.sent.filter(({ to }) => to === phone).map(({ text }) => text);
  }
}
