import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { ActivityHandler } from 'botbuilder';
import { turnOf } from '../../src/conversation/turn';
import { createTurnRunner } from '../../src/conversation/turn-runner';
import { TurnState } from '../../src/conversation/turn-state';
import { systemClock } from '../../src/ports/clock';
import { randomIds } from '../../src/ports/id-generator';
import { silentLog } from '../../src/ports/log';
import { noMetrics } from '../../src/ports/metrics';
import type { NewOutboxEntry, Outbox } from '../../src/ports/outbox';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import { newComplaint } from '../support/new-complaint';

/**
 * A node of the desk for kill.test.ts. Warms up, waits for a line on standard input, then serves: each line is
 * `{ id, text }` for one message or `{ complaint }` for one complaint, each acknowledged on standard output. What it sends
 * goes to the file `gateway`, a line each.
 */
const dir = process.argv[2] ?? '';
const lines = createInterface({ input: process.stdin });
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

const sms = (cause: string): NewOutboxEntry => ({ key: `${cause}:sms`, kind: 'sms', payload: { cause } });

/** Sends what is due for ever; a claim is longer than any of these tests takes for one. */
async function sendFrom(outbox: Outbox): Promise<never> {
  for (;;) {
    const entries = await outbox.claim(5, 2_000).catch(() => []);
    for (const entry of entries) {
      appendFileSync(join(dir, 'gateway'), `${entry.key}\n`);
      await outbox.settle(entry, { result: 'sent' }).catch(() => false);
    }
    if (entries.length === 0) await pause(20);
  }
}

function serve(): (line: { conversation: string; key: string; complaint: boolean }) => Promise<void> {
  const store = openSqlite({ dir, clock: systemClock, ids: randomIds });
  const heard = new TurnState().createProperty<string[]>('heard');
  const bot = new ActivityHandler();
  bot.onMessage(async (context) => {
    const turn = turnOf(context);
    await heard.set(context, [...(await heard.get(context, [])), context.activity.text]);
    await pause(1);
    const complaint = await store.complaints.insert(
      newComplaint({
        id: randomIds.next('cmp'),
        createdBy: turn.turnKey,
        conversationId: turn.conversationId,
        createdAt: turn.now,
        story: context.activity.text,
      }),
      [sms(`${turn.turnKey}:complaint`)],
    );
    turn.send(sms(turn.turnKey));
    await pause(1);
    await context.sendActivity({ type: 'message', text: context.activity.text, value: complaint.number });
  });
  const runner = createTurnRunner({
    store: store.conversations,
    bot,
    clock: systemClock,
    ids: randomIds,
    log: silentLog,
    metrics: noMetrics,
    faultReply: () => ({ text: 'fault' }),
    leaseMs: 200,
    pollMs: 20,
  });
  runner.start();
  void sendFrom(store.outbox);
  return async ({ conversation, key, complaint }) => {
    if (complaint) {
      const filed = await store.complaints.insert(
        newComplaint({ id: randomIds.next('cmp'), createdBy: key, conversationId: '', createdAt: systemClock.now() }),
        [sms(key)],
      );
      say({ key, number: filed.number });
    } else {
      const receipt = await runner.receive(conversation, key, { type: 'message', text: key });
      if (receipt.ok) say({ key, entry: receipt.id });
    }
  };
}

let handle: ReturnType<typeof serve> | undefined;
lines.on('line', (line) => {
  if (line === 'go') {
    handle = serve();
    say({ ready: true });
  } else {
    // A refusal or a busy database is not acknowledged: the client sends the message again.
    handle?.(JSON.parse(line)).catch(() => undefined);
  }
});
lines.on('close', () => process.exit(0));
