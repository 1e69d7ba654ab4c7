import type { KindSender } from '../../src/outbox/kind-sender';
import { createOutboxSender, type OutboxSenderOptions } from '../../src/outbox/outbox-sender';
import type { Log } from '../../src/ports/log';
import type { NewOutboxEntry } from '../../src/ports/outbox';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import { ManualClock } from '../support/manual-clock';
import { sequentialIds } from '../support/sequential-ids';
import { tempDirs } from '../support/temp-dir';

export const never = new AbortController().signal;

/** A webhook to whatever sends them in the test. */
export const webhook = (key: string): NewOutboxEntry => ({ ...textMessage(key), kind: 'webhook' });

export const textMessage = (key: string, to = '13800000001'): NewOutboxEntry => ({
  key,
  kind: 'sms',
  conversationId: 'c1',
  payload: { to, text: `secret words ${key}`, kind: 'service' },
});

/** An outbox in a fresh embedded store, under a clock that stands still. */
export function outboxFixture() {
  const freshDir = tempDirs();
  const stores: { close(): void }[] = [];
  afterEach(() => {
    for (const store of stores.splice(0)) store.close();
  });

  return function setUp() {
    const clock = new ManualClock();
    const store = openSqlite({ dir: freshDir(), clock, ids: sequentialIds() });
    stores.push(store);
    const { conversations, outbox } = store;
    const lines: { level: string; fields: object; message: string }[] = [];
    const noting = (level: string) => (fields: object, message: string) => void lines.push({ level, fields, message });
    const log: Log = { debug: noting('debug'), info: noting('info'), warn: noting('warn'), error: noting('error') };
    const counted: string[] = [];

    /** Stores entries as a turn does. */
    async function put(...entries: NewOutboxEntry[]): Promise<void> {
      await conversations.create({ id: 'c1', channel: 'web', userId: 'u1' });
      const lease = await conversations.acquire('c1', 'test', 60_000);
      const record = await conversations.load('c1');
      if (!lease || !record) throw new Error('The conversation cannot be written to.');
      const { version, state, processedSeq } = record;
      const turn = { lease, expectedVersion: version, state, processedSeq, wakeAt: undefined, outgoing: [] };
      const committed = await conversations.commitTurn({ ...turn, outbox: entries });
      if (!committed.ok) throw new Error(committed.reason);
      await conversations.release(lease);
    }

    const sender = (sms: KindSender, options: Partial<OutboxSenderOptions> = {}) =>
      createOutboxSender({
        outbox,
        senders: { sms, webhook: sms },
        clock,
        log,
        metrics: { count: (name, labels) => counted.push(`${name} ${labels?.['outcome']}`), observe() {} },
        random: () => 0.5,
        ...options,
      });
    const dead = () => outbox.list('dead', 999);
    const waiting = () => outbox.list('waiting', 999);
    return { clock, outbox, store, lines, counted, put, sender, dead, waiting };
  };
}
