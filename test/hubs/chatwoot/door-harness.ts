import { join } from 'node:path';
import { ActivityHandler, type TurnContext } from 'botbuilder';
import { createTurnRunner } from '../../../src/conversation/turn-runner';
import type { Handoff } from '../../../src/handoff/handoff';
import type { AgentMessageValue, HandoffStatusValue } from '../../../src/handoff/protocol';
import { type ChatwootSettings, openChatwoot } from '../../../src/hubs/chatwoot/open-chatwoot';
import { conversationSender } from '../../../src/outbox/conversation-sender';
import { createOutboxSender } from '../../../src/outbox/outbox-sender';
import { createHttpServer } from '../../../src/platform/http-server';
import type { HubMessage } from '../../../src/ports/agent-hub';
import { silentLog } from '../../../src/ports/log';
import { noMetrics } from '../../../src/ports/metrics';
import { deskOfActs } from '../../handoff/desk-of-acts';
import { newHandoff } from '../../support/new-handoff';
import { tempDirs } from '../../support/temp-dir';
import { inboxId, signingSecret, startChatwoot, token } from './contract-server';

export const webhookSecret = 'last-part-of-the-address';
const never = new AbortController().signal;

/** A bot that says what it learns of the hand-over, as the real one does in more words. */
function tellingBot(): ActivityHandler {
  const bot = new ActivityHandler();
  bot.onEvent(async (context: TurnContext, next) => {
    const { name, value } = context.activity;
    if (name === 'desk.agentMessage') {
      const { text, agent } = value as AgentMessageValue;
      await context.sendActivity(`${agent.name}: ${text}`);
    } else if (name === 'handoff.status') {
      const status = value as HandoffStatusValue;
      const more =
        status.state === 'accepted' ? status.agent.name : status.state === 'failed' ? status.reason : status.result;
      await context.sendActivity(`(${status.state} ${more})`);
    }
    await next();
  });
  return bot;
}

/** Until the assertion holds. */
export async function until(assertion: () => unknown, withinMs = 5000): Promise<void> {
  const end = Date.now() + withinMs;
  for (;;) {
    try {
      await assertion();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

/** Our side with a real store, outbox, acts, conversations and HTTP server, beside a Chatwoot. */
export function doorHarness() {
  const freshDir = tempDirs();
  const cleanups: (() => unknown)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  return async function setUp(changes: Partial<ChatwootSettings> = {}, without: 'signingSecret'[] = []) {
    const desk = deskOfActs(freshDir());
    const { store, clock, ids, queue, acts } = desk;
    cleanups.push(() => store.close());
    const chatwoot = await startChatwoot(clock);
    cleanups.push(chatwoot.close);
    const runner = createTurnRunner({
      store: store.conversations,
      bot: tellingBot(),
      clock,
      ids,
      log: silentLog,
      metrics: noMetrics,
      faultReply: () => ({ text: 'sorry' }),
      followPollMs: 20,
      pollMs: 20,
    });
    cleanups.push(() => runner.stop(1000));

    const settings: ChatwootSettings = {
      url: chatwoot.url,
      accountId: 1,
      inboxId,
      token,
      webhookSecret,
      signingSecret,
      publicUrl: 'https://desk.example.com',
      ...changes,
    };
    for (const name of without) Reflect.deleteProperty(settings, name);
    /** As after a start: nothing in memory. */
    const openDoor = (fetch?: typeof globalThis.fetch) =>
      openChatwoot(settings, {
        queue,
        clock,
        acts,
        log: silentLog,
        conversations: runner,
        records: store.records,
        dataDir: join(__dirname, '../../../nlp-models'),
        introductionMs: 1000,
        ...(fetch && { fetch }),
      });
    const door = openDoor();
    const server = createHttpServer({
      routes: [...door.routes],
      sockets: [],
      authenticators: {},
      log: silentLog,
      ids,
      clock,
    });
    cleanups.push(() => server.close(50));
    const { port } = await server.listen(0, '127.0.0.1');
    const webhook = (secret = webhookSecret) => `http://127.0.0.1:${port}/hooks/chatwoot/${secret}`;
    chatwoot.connect(webhook());

    const outbox = createOutboxSender({
      outbox: store.outbox,
      senders: { connector: door.sender, conversation: conversationSender(runner) },
      clock,
      log: silentLog,
      metrics: noMetrics,
      random: () => 0,
    });

    return {
      ...desk,
      chatwoot,
      runner,
      door,
      openDoor,
      webhook,
      settle: () => outbox.run(never),
      /** The outbox runs by itself, as it does in the product. */
      keepSending() {
        const timer = setInterval(() => void outbox.run(never).catch(() => undefined), 20);
        cleanups.push(() => clearInterval(timer));
      },
      /** A customer asks for a person: into the line, and on the way to Chatwoot. */
      async ask(fields: Partial<Handoff> = {}): Promise<Handoff> {
        const conversationId = await runner.open('web', 'u1');
        const { handoff, outbox: entries } = door.outbox.give(newHandoff({ conversationId, ...fields }));
        return queue.enqueue(handoff, entries);
      },
      /** The customer writes while a person has them: what the bot's turn puts into the outbox. */
      async write(handoff: Handoff, message: Partial<HubMessage> & Pick<HubMessage, 'id'>): Promise<void> {
        const entries = door.outbox.customerSaid(await desk.now(handoff.id), {
          at: clock.now(),
          text: '',
          attachments: [],
          ...message,
        });
        const lease = await store.conversations.acquire(handoff.conversationId, 'test', 60_000);
        const record = await store.conversations.load(handoff.conversationId);
        if (!lease || !record) throw new Error('not now');
        const { version, state, processedSeq } = record;
        const turn = { lease, expectedVersion: version, state, processedSeq, wakeAt: undefined, outgoing: [] };
        const committed = await store.conversations.commitTurn({ ...turn, outbox: entries, release: true });
        if (!committed.ok) throw new Error(committed.reason);
      },
      /** What the customer has read. */
      async heard(handoff: Handoff): Promise<string[]> {
        const log = await runner.read(handoff.conversationId, 0, 999);
        return log.flatMap(({ direction, activity }) => (direction === 'out' && activity.text ? [activity.text] : []));
      },
      theirs() {
        const [conversation] = chatwoot.conversations;
        if (!conversation) throw new Error('Nothing was opened.');
        return conversation;
      },
    };
  };
}
