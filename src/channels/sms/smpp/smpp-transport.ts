import { join } from 'node:path';
import type { Clock } from '../../../ports/clock';
import type { IdGenerator } from '../../../ports/id-generator';
import type { Log } from '../../../ports/log';
import { type Journal, noJournal, openJournal } from '../journal';
import { LongMessages } from '../long-messages';
import type { SmsListener, SmsTransport } from '../transport';
import { LinkKeeper } from './link-keeper';
import { MessageIds } from './message-ids';
import { Receiver } from './receiver';
import type { BindCommand } from './smpp-link';
import type { SmppSettings } from './smpp-settings';
import { Submitter } from './submitter';
import { Unconfirmed } from './unconfirmed';

export interface SmppTransportOptions {
  readonly settings: SmppSettings;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly log: Log;
  /** 0 to below 1; for jitter and references. */
  readonly random: () => number;
  /** Where notes are kept that must outlive a crash for minutes, `DATA_DIR`; without it nothing outlives one. */
  readonly folder?: string;
  /** Between two `enquire_link`; two without an answer end the link. Default 30 s. */
  readonly enquireMs?: number;
  /** How long the message centre may take to answer. Default 10 s. */
  readonly answerMs?: number;
  /** How long a message is tried before `send` says `busy`. Default 8 s, well below the outbox's claim of 20 s. */
  readonly patienceMs?: number;
  /** Between two looks at what waits too long. Default 30 s. */
  readonly tidyMs?: number;
}

/** A message centre by SMPP 3.4, over one link for both directions or one for each. */
export function createSmppTransport(options: SmppTransportOptions): SmsTransport {
  return new SmppTransport(options);
}

interface Running {
  readonly keepers: readonly LinkKeeper[];
  readonly receiver: Receiver;
  readonly journals: readonly Journal[];
  readonly tidying: NodeJS.Timeout;
}

class SmppTransport implements SmsTransport {
  readonly name = 'smpp';
  private readonly messageIds: MessageIds;
  private readonly submitter: Submitter;
  private sending: LinkKeeper | undefined;
  private run: Running | undefined;

  constructor(private readonly options: SmppTransportOptions) {
    this.messageIds = new MessageIds(options.settings.options.receipt_id);
    this.submitter = new Submitter({
      ...options,
      answerMs: options.answerMs ?? 10_000,
      patienceMs: options.patienceMs ?? 8_000,
      ids: this.messageIds,
      link: () => this.sending?.link,
    });
  }

  send: SmsTransport['send'] = (message) => this.submitter.send(message);

  connected(): boolean {
    return this.sending?.link !== undefined;
  }

  async start(listener: SmsListener): Promise<void> {
    const { settings, clock, ids, log, tidyMs = 30_000 } = this.options;
    const [partsJournal, unconfirmedJournal] = await Promise.all([this.journal('parts'), this.journal('unconfirmed')]);
    const deliver = listener.received.bind(listener);
    const longMessages = new LongMessages({ clock, log, deliver, journal: partsJournal });
    const unconfirmed = new Unconfirmed({ clock, ids, log, journal: unconfirmedJournal });
    const defaultAlphabet = settings.options.encoding === 'latin1' ? 'latin1' : 'gsm7';
    const receiver = new Receiver({ listener, longMessages, unconfirmed, ids: this.messageIds, defaultAlphabet, log });
    const binds: BindCommand[] =
      settings.options.bind === 'split' ? ['bind_transmitter', 'bind_receiver'] : ['bind_transceiver'];
    const keepers = binds.map((bind) => this.keeper(bind, receiver, unconfirmed));
    const tidy = (): Promise<unknown> => Promise.all([longMessages.tidy(), unconfirmed.tidy()]);
    const tidying = setInterval(() => {
      tidy().catch((fault: unknown) =>
        log.error({ fault }, 'What waits for the rest of text messages was not tidied.'),
      );
    }, tidyMs);
    tidying.unref();
    this.sending = keepers[0];
    this.run = { keepers, receiver, journals: [partsJournal, unconfirmedJournal], tidying };
    for (const keeper of keepers) keeper.start();
  }

  async stop(graceMs: number): Promise<void> {
    const { run } = this;
    if (run === undefined) return;
    this.run = undefined;
    clearInterval(run.tidying);
    const { clock } = this.options;
    const until = clock.now() + graceMs;
    await Promise.race([Promise.all([run.receiver.stop(), this.submitter.idle()]), after(graceMs)]);
    const left = Math.max(0, Math.min(2_000, until - clock.now()));
    await Promise.all(run.keepers.map((keeper) => keeper.stop(left)));
    this.sending = undefined;
    await Promise.all(run.journals.map((journal) => journal.close()));
  }

  private keeper(bind: BindCommand, receiver: Receiver, unconfirmed: Unconfirmed): LinkKeeper {
    const { settings, clock, log, random, enquireMs = 30_000, answerMs = 10_000 } = this.options;
    return new LinkKeeper({
      settings,
      bind,
      clock,
      log,
      random,
      enquireMs,
      answerMs,
      onMessage: (pdu, link) => receiver.take(pdu, link),
      onConfirmed: (link, mark) => unconfirmed.confirmed(link, mark),
      onClosed: (link) => unconfirmed.lost(link),
    });
  }

  private async journal(name: string): Promise<Journal> {
    return this.options.folder === undefined ? noJournal : openJournal(join(this.options.folder, `smpp-${name}.jsonl`));
  }
}

const after = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
