import { join } from 'node:path';
import { ActivityHandler, type TurnContext } from 'botbuilder';
import { withSmsLimits } from '../../../src/accounts/sms-limits';
import { smsLeaving } from '../../../src/channels/sms/leaving';
import { createReceipts } from '../../../src/channels/sms/receipts';
import { type Bot, smsBot } from '../../../src/channels/sms/sms-bot';
import { createSmsChannel } from '../../../src/channels/sms/sms-channel';
import { createSmsGateway } from '../../../src/channels/sms/sms-gateway';
import { loadSmsWords } from '../../../src/channels/sms/sms-words';
import { createConsents } from '../../../src/consents/create-consents';
import { loadReplies } from '../../../src/conversation/replies';
import { createTurnRunner } from '../../../src/conversation/turn-runner';
import { TurnState } from '../../../src/conversation/turn-state';
import { createOutboxSender } from '../../../src/outbox/outbox-sender';
import { smsSender } from '../../../src/outbox/sms-sender';
import type { Log } from '../../../src/ports/log';
import { openSqlite } from '../../../src/storage/sqlite/open-sqlite';
import { FakeSmsTransport } from '../../support/fake-sms-transport';
import { ManualClock } from '../../support/manual-clock';
import { sequentialIds } from '../../support/sequential-ids';
import { tempDirs } from '../../support/temp-dir';

export const dataDir = join(__dirname, '../../../nlp-models');
export const words = loadSmsWords(join(dataDir, 'lexicon', 'sms.yaml'));
export const replies = loadReplies(join(dataDir, 'replies'));

/** Says back what it heard, numbered; with `choices: …` it offers these, with `fail` it throws. */
export function echoBot(): Bot {
  const count = new TurnState().createProperty<number>('count');
  const bot = new ActivityHandler();
  bot.onMessage(async (context: TurnContext) => {
    const n = (await count.get(context, 0)) + 1;
    await count.set(context, n);
    const { text } = context.activity;
    if (text === 'fail') throw new Error('on purpose');
    const offered = /^choices: (.*)$/s.exec(text)?.[1]?.split(',') ?? [];
    await context.sendActivity({
      type: 'message',
      text: `${n}: ${text}`,
      locale: 'zh-Hans',
      ...(offered.length > 0 && {
        suggestedActions: {
          to: [],
          actions: offered.map((title) => ({ type: 'imBack', title, value: `say ${title}` })),
        },
      }),
    });
  });
  return bot;
}

/** The SMS channel on a real store, with a message centre in memory; stopped after each test. */
export function smsLines() {
  const freshDir = tempDirs();
  const ids = sequentialIds();
  const cleanups: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  return async function line({
    dir = freshDir(),
    clock = new ManualClock(),
    bot = echoBot(),
    transport = new FakeSmsTransport(),
  }: {
    dir?: string;
    clock?: ManualClock;
    bot?: Bot;
    transport?: FakeSmsTransport;
  } = {}) {
    const store = openSqlite({ dir, clock, ids });
    cleanups.push(() => store.close());
    const lines: string[] = [];
    const noting = (fields: object, message: string) => void lines.push(`${JSON.stringify(fields)} ${message}`);
    const log: Log = { debug: noting, info: noting, warn: noting, error: noting };
    const counted: string[] = [];
    const metrics = {
      count: (name: string, labels: object = {}) => void counted.push([name, ...Object.values(labels)].join(' ')),
      observe() {},
    };
    const receipts = createReceipts({ transport: transport.name, records: store.records, clock, log, metrics });
    const sms = withSmsLimits(createSmsGateway(transport, receipts), clock);
    const outbox = createOutboxSender({
      outbox: store.outbox,
      senders: { sms: smsSender(sms, clock) },
      clock,
      log,
      metrics,
      random: () => 0.5,
    });
    const runner = createTurnRunner({
      store: store.conversations,
      bot: smsBot({ bot, words, replies, consents: createConsents(store) }),
      leaving: smsLeaving(replies),
      clock,
      ids,
      log,
      metrics,
      faultReply: (_locale, reference) => ({ type: 'message', text: `sorry ${reference}`, locale: 'zh-Hans' }),
    });
    cleanups.push(() => runner.stop(1_000));
    const channel = createSmsChannel({
      transport,
      conversations: runner,
      receipts,
      secret: 'test key of conversation ids',
      clock,
      log,
      metrics,
    });
    await channel.start();
    const holding = new AbortController().signal;
    const settle = async (): Promise<void> => {
      await runner.tick();
      await runner.idle();
      await outbox.run(holding);
    };
    /** Writes a second later, and answers what came back. */
    const say = async (from: string, text: string, id?: string): Promise<string[]> => {
      const before = transport.inboxOf(from).length;
      clock.advance(1_000);
      await transport.write(from, text, id);
      await settle();
      return transport.inboxOf(from).slice(before);
    };
    return { dir, clock, store, transport, runner, outbox, settle, say, lines, counted, sms };
  };
}
