import type { Clock } from '../../../ports/clock';
import type { Log } from '../../../ports/log';
import type { Journal } from '../journal';
import { LongMessages } from '../long-messages';
import { decodeSmsText } from '../sms-text';
import type { SmsListener } from '../transport';
import type { Alarms } from './alarms';
import { readInbound } from './inbound';
import type { Body } from './layouts';
import { deliverResult } from './results';

export interface IncomingOptions {
  readonly listener: SmsListener;
  readonly clock: Clock;
  readonly alarms: Alarms;
  readonly log: Log;
  readonly journal: Journal;
  /** Resolves when the sender of the message with this id knows the id; see {@link Outgoing.settled}. */
  readonly settled: (id: string) => Promise<void>;
}

const tidyMs = 30_000;

/** What the gateway brings, on its way to the listener: each customer's messages in their order. */
export class Incoming {
  private readonly lanes = new Map<string, Promise<number>>();
  private readonly longMessages: LongMessages;
  private stopped = false;
  private cancelTidy: () => void;

  constructor(private readonly options: IncomingOptions) {
    const { clock, log, journal, listener } = options;
    this.longMessages = new LongMessages({ clock, log, journal, deliver: (message) => listener.received(message) });
    this.cancelTidy = this.tidyLater();
  }

  /** Resolves when nothing is under way any more; what comes from now on is left to whoever runs next. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.cancelTidy();
    await Promise.all(this.lanes.values());
  }

  /** @returns the Result to answer with; `undefined`: no answer, so that the gateway sends it again */
  async take(body: Body<'deliver'>, sequence: number): Promise<number | undefined> {
    if (this.stopped) return undefined;
    const { Src_terminal_Id: from } = body;
    const own = (this.lanes.get(from) ?? Promise.resolve()).then(() => this.takeOver(body, sequence));
    this.lanes.set(from, own);
    const result = await own;
    if (this.lanes.get(from) === own) this.lanes.delete(from);
    return result;
  }

  private async takeOver(body: Body<'deliver'>, sequence: number): Promise<number> {
    const { log, clock, listener } = this.options;
    const inbound = readInbound(body, sequence, clock.now());
    try {
      switch (inbound.kind) {
        case 'receipt':
          await this.options.settled(inbound.receipt.id);
          await listener.receipt(inbound.receipt);
          return deliverResult.taken;
        case 'text': {
          const { from, to, encoding, content, part, id } = inbound;
          if (part !== undefined) await this.longMessages.add({ from, to, part, encoding, content });
          else await listener.received({ from, to, text: decodeSmsText(content, encoding), id });
          return deliverResult.taken;
        }
        case 'malformed':
          log.warn({ why: inbound.why, sequence }, 'A malformed DELIVER was refused.');
          return deliverResult.length;
        case 'unreadable':
          log.warn({ why: inbound.why, sequence }, 'A DELIVER that holds no text was confirmed and dropped.');
          return deliverResult.taken;
      }
    } catch (fault) {
      log.error({ fault, sequence }, 'A DELIVER could not be taken over; the gateway is asked to send it again.');
      return deliverResult.other;
    }
  }

  private tidyLater(): () => void {
    return this.options.alarms.after(tidyMs, () => {
      this.cancelTidy = this.tidyLater();
      this.longMessages.tidy().catch((fault: unknown) => {
        this.options.log.error({ fault }, 'Unfinished long text messages cannot be tidied.');
      });
    });
  }
}
