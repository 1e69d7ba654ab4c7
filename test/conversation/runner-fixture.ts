import { ActivityHandler, type TurnContext } from 'botbuilder';
import { turnOf } from '../../src/conversation/turn';
import { createTurnRunner, type TurnRunner, type TurnRunnerDeps } from '../../src/conversation/turn-runner';
import { TurnState } from '../../src/conversation/turn-state';
import type { LoggedActivity } from '../../src/ports/conversation-store';
import { silentLog } from '../../src/ports/log';
import { type CounterName, noMetrics } from '../../src/ports/metrics';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import { ManualClock } from '../support/manual-clock';
import { sequentialIds } from '../support/sequential-ids';
import { tempDirs } from '../support/temp-dir';

export const message = (text: string) => ({ type: 'message', text });
export const textsOf = (log: readonly LoggedActivity[]) =>
  log.filter((entry) => entry.direction === 'out').map((entry) => entry.activity.text);

/** Counts its messages in conversation state and says the count with each; `throw`, `later`, … make it act up. */
export function countingBot(hooks: Partial<Record<string, (context: TurnContext) => Promise<unknown>>> = {}) {
  const count = new TurnState().createProperty<number>('count');
  const bot = new ActivityHandler();
  bot.onMembersAdded(async (context) => {
    await context.sendActivity('您好');
  });
  bot.onMessage(async (context, next) => {
    const n = (await count.get(context, 0)) + 1;
    await count.set(context, n);
    await context.sendActivity(`${n}: ${context.activity.text}`);
    await hooks[context.activity.text]?.(context);
    await next();
  });
  bot.onEvent(async (context, next) => {
    await context.sendActivity(`${context.activity.name} after ${await count.get(context, 0)}`);
    await next();
  });
  return bot;
}

/** Runners on fresh SQLite files under one manual clock, all stopped and closed after each test. */
export function runnerFixture() {
  const freshDir = tempDirs();
  // Shared: two nodes must never bear the same name.
  const allIds = sequentialIds();
  const cleanups: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  /** One node on its own connection; give two the same `dir` to have them share a store. */
  function node({
    dir = freshDir(),
    clock = new ManualClock(),
    ids = allIds,
    ...options
  }: Partial<TurnRunnerDeps> & { dir?: string; clock?: ManualClock } = {}) {
    const store = openSqlite({ dir, clock, ids });
    cleanups.push(() => store.close());
    const counted: { name: CounterName; labels: Record<string, string> | undefined }[] = [];
    const runner: TurnRunner = createTurnRunner({
      store: store.conversations,
      bot: countingBot(),
      clock,
      ids,
      log: silentLog,
      metrics: { ...noMetrics, count: (name, labels) => counted.push({ name, labels }) },
      faultReply: (locale, correlationId) => ({ text: `sorry ${locale} ${correlationId}` }),
      followPollMs: 20,
      pollMs: 20,
      ...options,
    });
    cleanups.push(() => runner.stop(1_000));
    const said = async (id: string) => textsOf(await runner.read(id, 0, 999));
    return { runner, store: store.conversations, outbox: store.outbox, clock, dir, counted, said };
  }
  return { node, freshDir };
}

export { turnOf };
