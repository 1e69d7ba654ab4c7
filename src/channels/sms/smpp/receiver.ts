import { createHash } from 'node:crypto';
import type { Log } from '../../../ports/log';
import type { LongMessages } from '../long-messages';
import { decodeSmsText } from '../sms-text';
import type { SmsListener } from '../transport';
import { type Inbound, readInbound } from './inbound';
import type { MessageIds } from './message-ids';
import type { Pdu } from './pdu';
import type { MessageAnswer } from './smpp-link';
import { smppStatus } from './status';
import type { Unconfirmed } from './unconfirmed';

export interface ReceiverOptions {
  readonly listener: SmsListener;
  readonly longMessages: LongMessages;
  readonly unconfirmed: Unconfirmed;
  readonly ids: MessageIds;
  readonly defaultAlphabet: 'gsm7' | 'latin1';
  readonly log: Log;
}

type InboundText = Inbound & { readonly kind: 'text' };

const ok: MessageAnswer = { status: smppStatus.ok };
const notNow: MessageAnswer = { status: smppStatus.temporaryAppError };
const never: MessageAnswer = { status: smppStatus.permanentAppError };

/** Takes over what the message centre brings; answers only when somebody has it for good. */
export class Receiver {
  /** Texts of one customer keep their order. */
  private readonly lanes = new Map<string, Promise<unknown>>();
  private stopped = false;

  constructor(private readonly options: ReceiverOptions) {}

  /** Resolves when everything under way is done; what comes from now on is to be sent again later. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.allSettled(this.lanes.values());
  }

  async take(pdu: Pdu, link: object): Promise<MessageAnswer> {
    if (this.stopped) return notNow;
    const inbound = readInbound(pdu, this.options.defaultAlphabet);
    switch (inbound.kind) {
      case 'receipt':
        return this.inLane('receipts', () => this.receipt(inbound.receipt));
      case 'text':
        return this.inLane(`text ${inbound.from}`, () => this.text(inbound, link));
      case 'ignored':
        this.options.log.info({ why: inbound.why }, 'A message of the SMPP link is nothing for the desk.');
        return ok;
      case 'unreadable':
        this.options.log.warn({ why: inbound.why }, 'A text message that cannot be read was refused.');
        return never;
    }
  }

  private async receipt(receipt: (Inbound & { kind: 'receipt' })['receipt']): Promise<MessageAnswer> {
    await this.options.listener.receipt({ ...receipt, id: this.options.ids.ofReceipt(receipt.id) });
    return ok;
  }

  private async text(inbound: InboundText, link: object): Promise<MessageAnswer> {
    const { listener, longMessages, unconfirmed } = this.options;
    const { from, to, encoding, content, part, id } = inbound;
    if (part !== undefined) {
      await longMessages.add({ from, to, part, encoding, content });
      return ok;
    }
    const text = decodeSmsText(content, encoding);
    const print = printOf(inbound);
    if (id !== undefined) {
      await listener.received({ from, to, text, id: `smpp_${print}` });
      return ok;
    }
    const entry = await unconfirmed.take(print, link);
    try {
      await listener.received({ from, to, text, id: entry.id });
    } catch (fault) {
      unconfirmed.failed(entry);
      throw fault;
    }
    return {
      status: smppStatus.ok,
      written: (mark) => {
        entry.mark = mark;
      },
    };
  }

  private async inLane(lane: string, work: () => Promise<MessageAnswer>): Promise<MessageAnswer> {
    const guarded = (): Promise<MessageAnswer> =>
      work().catch((fault: unknown) => {
        this.options.log.error(
          { fault },
          'What the message centre brought cannot be taken over; it is asked for again.',
        );
        return notNow;
      });
    const done = (this.lanes.get(lane) ?? Promise.resolve()).then(guarded);
    this.lanes.set(lane, done);
    const answer = await done;
    if (this.lanes.get(lane) === done) this.lanes.delete(lane);
    return answer;
  }
}

function printOf({ from, to, encoding, content, id }: InboundText): string {
  const look = JSON.stringify([from, to, encoding, content.toString('base64'), id ?? '']);
  return createHash('sha256').update(look).digest('hex').slice(0, 32);
}
