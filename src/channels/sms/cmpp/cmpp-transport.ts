import type { Clock } from '../../../ports/clock';
import type { Log } from '../../../ports/log';
import { reconnectDelay } from '../backoff';
import { type Journal, noJournal } from '../journal';
import type { OutgoingSms, SmsListener, SmsSendResult, SmsTransport } from '../transport';
import { type Alarms, systemAlarms } from './alarms';
import { CmppLink, type LinkEnd } from './cmpp-link';
import type { CmppSettings } from './cmpp-settings';
import { Incoming } from './incoming';
import type { CmppVersion } from './layouts';
import { Outgoing } from './outgoing';

export interface CmppTransportOptions {
  /** From {@link readCmppUrl}. */
  readonly settings: CmppSettings;
  readonly clock: Clock;
  readonly log: Log;
  /** 0 to below 1. */
  readonly random: () => number;
  /** For parts of long messages that are confirmed before the others came; `stop` closes it. None: a crash loses those. */
  readonly journal?: Journal;
  readonly alarms?: Alarms;
}

const goodbyeMs = 2_000;

/**
 * A service provider's link to China Mobile's gateway (CMPP 2.0 and 3.0). A message is taken when SUBMIT_RESP says so for
 * every part; asked again for the same key, what the gateway has is not sent again. What is unanswered when a link ends,
 * or this process, may come twice: the protocol has nothing to tell it by.
 */
export class CmppTransport implements SmsTransport {
  readonly name = 'cmpp';
  private readonly alarms: Alarms;
  private readonly outgoing: Outgoing;
  private incoming: Incoming | undefined;
  private link: CmppLink | undefined;
  private version: CmppVersion;
  private failures = 0;
  private sequence = 0;
  private stopped = true;
  private nextTryAt = 0;
  private cancelConnect = (): void => {};

  constructor(private readonly options: CmppTransportOptions) {
    const { settings, clock, log, random, alarms = systemAlarms } = options;
    this.alarms = alarms;
    this.version = settings.options.version ?? 3;
    const link = (): CmppLink | undefined => (this.link?.up ? this.link : undefined);
    const retryAfterMs = (): number => this.nextTryAt - clock.now();
    this.outgoing = new Outgoing({ settings, clock, alarms, log, random, link, retryAfterMs });
  }

  async start(listener: SmsListener): Promise<void> {
    const { clock, log, journal = noJournal } = this.options;
    this.stopped = false;
    const settled = (id: string): Promise<void> => this.outgoing.settled(id);
    this.incoming = new Incoming({ listener, clock, alarms: this.alarms, log, journal, settled });
    this.connect();
  }

  async stop(graceMs: number): Promise<void> {
    this.stopped = true;
    this.cancelConnect();
    const done = Promise.all([this.outgoing.done(), this.incoming?.stop()]);
    await Promise.race([done, new Promise<void>((resolve) => this.alarms.after(graceMs, resolve))]);
    await this.link?.terminate(goodbyeMs);
    await this.options.journal?.close();
  }

  connected(): boolean {
    return this.link?.up ?? false;
  }

  async send(message: OutgoingSms): Promise<SmsSendResult> {
    if (this.stopped) return { ok: false, reason: 'away', detail: 'stopped' };
    return this.outgoing.send(message);
  }

  private connect(): void {
    const { settings, clock, log } = this.options;
    this.link = new CmppLink({
      settings,
      version: this.version,
      clock,
      alarms: this.alarms,
      log,
      nextSequence: () => {
        this.sequence = this.sequence >= 0xffff_ffff ? 1 : this.sequence + 1;
        return this.sequence;
      },
      onUp: () => {
        this.failures = 0;
      },
      onDeliver: async (body, sequence) => this.incoming?.take(body, sequence),
      onClosed: (end) => this.closed(end),
    });
  }

  private closed({ why, version }: LinkEnd): void {
    this.link = undefined;
    if (this.stopped) return;
    this.failures++;
    // Where the settings name none, the versions take turns until the gateway understands one.
    if (version && this.options.settings.options.version === undefined) this.version = this.version === 3 ? 2 : 3;
    const delay = reconnectDelay(this.failures, this.options.random());
    this.nextTryAt = this.options.clock.now() + delay;
    this.options.log.warn({ why, retryInMs: delay }, 'The CMPP link is down.');
    this.cancelConnect = this.alarms.after(delay, () => this.connect());
  }
}
