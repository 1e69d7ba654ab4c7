import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../../src/ports/clock';
import type { LoggedActivity } from '../../src/ports/conversation-store';
import { randomIds } from '../../src/ports/id-generator';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import { eventually } from '../support/eventually';
import { seededRandom } from '../support/seeded-random';
import { tempDirs } from '../support/temp-dir';

/** `KILLS=50` looks longer; each is a process that has to load its code. */
const kills = Number(process.env['KILLS'] ?? 20);
/** Enough for turns to be under way at every kill, few enough for the nodes to start quickly beside them. */
const mostUnderWay = 12;
const conversations = ['c0', 'c1', 'c2', 'c3'];
const random = seededRandom(20261121);
const dir = tempDirs()();
const living = new Set<ChildProcess>();
afterAll(() => {
  for (const child of living) child.kill('SIGKILL');
});

interface Ack {
  key: string;
  number?: string;
}

/** What the customers sent, what was acknowledged; whatever was not is sent again, as a client would. */
const unacknowledged = new Map<string, object>();
const acknowledged = new Map<string, Ack>();
let sent = 0;
let sending = true;

function nextMessage(): object {
  sent += 1;
  const key = `k${sent}`;
  const message = { key, conversation: conversations[sent % conversations.length], complaint: sent % 5 === 0 };
  unacknowledged.set(key, message);
  return message;
}

/** A node that has loaded its code and waits for `begin`. */
function spare() {
  const child = spawn(
    process.execPath,
    ['-r', join(__dirname, '../support/register-typescript.cjs'), join(__dirname, 'kill-child.ts'), dir],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  living.add(child);
  const write = (line: string) => child.stdin.writable && child.stdin.write(`${line}\n`);
  child.stdin.on('error', () => undefined);
  const gone = new Promise<void>((resolve) => {
    child.on('exit', () => {
      living.delete(child);
      resolve();
    });
  });
  const ready = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line) as Ack | { ready: true };
      if ('ready' in said) return resolve();
      acknowledged.set(said.key, said);
      unacknowledged.delete(said.key);
      if (sending && unacknowledged.size < mostUnderWay) {
        setTimeout(() => write(JSON.stringify(nextMessage())), random(5, 40)).unref();
      }
    });
  });
  return {
    async begin(): Promise<void> {
      write('go');
      await ready;
      this.sendAgain();
      for (let n = 0; n < 3; n += 1) write(JSON.stringify(nextMessage()));
    },
    sendAgain(): void {
      for (const message of unacknowledged.values()) write(JSON.stringify(message));
    },
    async kill(): Promise<void> {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

test(`${kills} kills between and during turns of two nodes lose, double and halve nothing (R3, R5, R6)`, async () => {
  const store = openSqlite({ dir, clock: systemClock, ids: randomIds });
  for (const id of conversations) await store.conversations.create({ id, channel: 'web', userId: 'u' });

  const nodes = [spare(), spare()];
  const spares = [spare(), spare()];
  await Promise.all(nodes.map((node) => node.begin()));
  for (let kill = 0; kill < kills; kill += 1) {
    await pause(random(2, 80));
    const victim = random(0, nodes.length);
    await nodes[victim]?.kill();
    const next = spares.shift() ?? spare();
    nodes[victim] = next;
    if (kill < kills - 3) spares.push(spare());
    await next.begin();
  }
  // The last two take no new messages, are sent again what was never acknowledged, and answer what is left.
  sending = false;
  const again = setInterval(() => {
    for (const node of nodes) node.sendAgain();
  }, 300);
  const logs = new Map<string, LoggedActivity[]>();
  const allAnswered = async () => {
    const records = await Promise.all(conversations.map((id) => store.conversations.load(id)));
    const rests = await Promise.all(
      records.map((r) => store.conversations.read(r?.id ?? '', r?.processedSeq ?? 0, 999)),
    );
    const { waiting } = await store.outbox.counts();
    return unacknowledged.size === 0 && waiting === 0 && rests.flat().every((entry) => entry.direction === 'out');
  };
  await eventually(allAnswered, 60_000).finally(() => clearInterval(again));
  await Promise.all(nodes.map((node) => node.kill()));
  for (const id of conversations) logs.set(id, [...(await store.conversations.read(id, 0, 1e6))]);
  const all = [...logs.values()].flat();
  const complaintNumbers: string[] = [];

  for (const { key, number } of acknowledged.values()) {
    if (number === undefined) {
      const [asked, ...doubled] = all.filter((entry) => entry.direction === 'in' && entry.activity.text === key);
      const answers = all.filter((entry) => entry.id.startsWith(`${asked?.id}.`));
      expect(doubled).toEqual([]);
      expect(answers.map((entry) => entry.activity.text)).toEqual([key]);
      const said = `${answers[0]?.activity.value}`;
      expect(await store.complaints.byNumber(said)).toMatchObject({ createdBy: asked?.id, story: key });
      complaintNumbers.push(said);
    } else {
      expect(await store.complaints.byNumber(number)).toMatchObject({ createdBy: key });
      complaintNumbers.push(number);
    }
  }
  expect(acknowledged.size).toBeGreaterThan(6 * kills);

  // Whatever was stored was sent, by the turn and by its complaint; once, but for the one a killed node had just sent.
  const asked = all.filter((entry) => entry.direction === 'in').map(({ id }) => id);
  const filed = [...acknowledged.values()].flatMap(({ key, number }) => (number === undefined ? [] : [key]));
  const wanted = [...asked.flatMap((id) => [`${id}:sms`, `${id}:complaint:sms`]), ...filed.map((key) => `${key}:sms`)];
  const gateway = readFileSync(join(dir, 'gateway'), 'utf8').trim().split('\n');
  expect([...new Set(gateway)].sort()).toEqual(wanted.sort());
  expect(gateway.length - wanted.length).toBeLessThanOrEqual(kills);
  expect(new Set(complaintNumbers).size).toBe(acknowledged.size);

  for (const [id, log] of logs) {
    expect(log.map((entry) => entry.seq)).toEqual(log.map((_, index) => index + 1));
    const asked = log.filter((entry) => entry.direction === 'in').map((entry) => entry.activity.text);
    const answered = log.filter((entry) => entry.direction === 'out').map((entry) => entry.activity.text);
    expect(answered).toEqual(asked);
    const state = Object.values((await store.conversations.load(id))?.state ?? {});
    expect(state).toMatchObject([{ heard: asked }]);
  }
  store.close();
}, 300_000);
