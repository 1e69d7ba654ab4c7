import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'libsql';
import { parseComplaintNumber } from '../../src/complaints/number';
import { seededRandom } from '../support/seeded-random';
import { type ServerProcess, type SpareServer, spareServer } from '../support/server-process';
import { tempDirs } from '../support/temp-dir';
import { Customer } from './customer';

/** R1, R5 on the whole product: what was acknowledged survives SIGKILL, once and whole. */

const kills = 50;
const customers = 10;
const secret = 'kill-tests-server-to-server-secret';
const random = seededRandom(20261122);
const dir = tempDirs()();
const env = { DATA_DIR: dir, DIRECT_LINE_SECRET: secret, LISTEN_WINDOW_MS: '0' };

const questions = ['什么是彩铃', '没开流量套餐怎么收费', '携号转网怎么办', '发票怎么开', '存300送300我能办吗'];
const grievances = ['宽带每天晚上都断网', '营业厅的人爱理不理还冲我吼', '報修三天了都沒人來', '上个月乱扣我6块钱'];

let server: ServerProcess;
/** Customers whose server is gone come back when there is one. */
let serving: Promise<ServerProcess>;
const spares: SpareServer[] = [];
afterAll(async () => {
  await server?.kill();
  await Promise.all(spares.map((spare) => spare.kill()));
});

/** Asks and complains in turn, to the end of each story, until the kills are over. */
async function live(customer: Customer, number: number, killing: () => boolean): Promise<{ complaints: number }> {
  await customer.start();
  let complaints = 0;
  for (let story = number; killing() || complaints === 0; story += 1) {
    await customer.ask(questions[story % questions.length] ?? '');
    await customer.complain(grievances[story % grievances.length] ?? '');
    complaints += 1;
  }
  if (number % 3 === 0) {
    const { suggestedActions } = await customer.ask('转人工');
    if (suggestedActions?.actions.some(({ value }) => value === '跳过')) await customer.ask('跳过');
  }
  return { complaints };
}

interface Row {
  readonly conversation_id: string;
  readonly seq: number;
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly external_id: string | null;
  readonly activity: string;
}

test(`${kills} kills between and during turns lose, double and halve nothing`, async () => {
  const startedAt = performance.now();
  serving = spareServer(env).begin();
  server = await serving;
  let done = 0;
  const all = Array.from(
    { length: customers },
    (_, number) =>
      new Customer({
        base: () => serving.then(({ base }) => base),
        secret,
        name: `customer${number}`,
        seed: number,
        thinkMs: [50, 400],
      }),
  );
  const lives = Promise.all(all.map((customer, number) => live(customer, number, () => done < kills)));
  // A customer that fails ends the test at once, not when the kills are over.
  let failure: unknown;
  lives.catch((error: unknown) => {
    failure = error;
  });
  let duringTurns = 0;
  spares.push(spareServer(env));
  for (; done < kills && failure === undefined; done += 1) {
    await pause(random(20, 500));
    if (all.some(({ waiting }) => waiting)) duringTurns += 1;
    const next = spares.shift() ?? spareServer(env);
    const killed = server.kill();
    serving = killed.then(() => next.begin());
    await killed;
    spares.push(spareServer(env));
    server = await serving;
  }
  await spares.shift()?.kill();
  const stories = await lives;
  for (const customer of all) for (const one of customer.acknowledged.slice(-3)) await customer.repeat(one);
  const log = server.output();
  expect(await server.stop()).toBe(0);

  const db = new Database(join(dir, 'desk.sqlite'));
  const rows = <T>(sql: string): T[] => db.prepare(sql).all() as T[];
  const activities = rows<Row>('SELECT * FROM activities ORDER BY conversation_id, seq');
  const complaints = rows<{ number: string; doc: string; created_by: string }>('SELECT * FROM complaints');
  const handoffs = rows<{ doc: string }>('SELECT * FROM handoffs').map(({ doc }) => JSON.parse(doc));
  const states = rows<{ processed_seq: number; last_in_seq: number }>('SELECT * FROM conversations');
  expect(rows<{ integrity_check: string }>('PRAGMA integrity_check')[0]?.integrity_check).toBe('ok');
  db.close();

  const acknowledged = all.flatMap((customer) => customer.acknowledged);
  const retries = all.reduce((sum, customer) => sum + customer.retries, 0);
  process.stderr.write(
    `R5: ${done} kills, ${duringTurns} of them during turns, ${acknowledged.length} messages acknowledged, ` +
      `${retries} sent again, ${complaints.length} complaints, ${Math.round((performance.now() - startedAt) / 1000)} s\n`,
  );
  expect(done).toBe(kills);
  expect(duringTurns).toBeGreaterThan(kills / 3);
  expect(acknowledged.length).toBeGreaterThan(150);

  // The same id for the same message, however often it was sent.
  for (const { first, second } of all.flatMap((customer) => customer.again)) expect(second).toBe(first);

  for (const [number, customer] of all.entries()) {
    const of = activities.filter(({ conversation_id }) => conversation_id === customer.conversationId);
    expect(of.map(({ seq }) => seq)).toEqual(of.map((_, index) => index + 1));
    const incoming = of.filter(({ external_id }) => external_id?.startsWith('in:'));
    // Every acknowledged message once, in the order sent, and nothing nobody sent.
    expect(incoming.map(({ id, external_id }) => [id, external_id])).toEqual(
      customer.acknowledged.map(({ id, key }) => [id, `in:client:${key}`]),
    );
    // Answered once each: replies numbered from 1 without a gap, in the order of the messages, none a fault.
    const outgoing = of.filter(({ direction }) => direction === 'out').map(({ id }) => id);
    const expected = of
      .filter(({ direction }) => direction === 'in')
      .flatMap(({ id }) => {
        const replies = outgoing.filter((reply) => reply.startsWith(`${id}.`));
        expect(replies.length).toBeGreaterThan(0);
        return replies.map((_, index) => `${id}.${index + 1}`);
      });
    expect(outgoing).toEqual(expected);
    // The client saw each of them once and in order too.
    expect(customer.seen.map(({ id }) => id)).toEqual(of.slice(1).map(({ id }) => id));
    // Each finished story is one complaint, and each complaint was told.
    const filed = complaints.filter(({ doc }) => JSON.parse(doc).conversationId === customer.conversationId);
    expect(filed.map((complaint) => complaint.number).sort()).toEqual([...customer.told].sort());
    expect(filed.length).toBeGreaterThanOrEqual(stories[number]?.complaints ?? 1);
    for (const { created_by } of filed) expect(incoming.some(({ id }) => created_by.startsWith(id))).toBe(true);
    const asked = customer.acknowledged.some(({ text }) => text === '转人工') ? 1 : 0;
    expect(handoffs.filter(({ conversationId }) => conversationId === customer.conversationId)).toHaveLength(asked);
  }

  // No number twice, none skipped.
  const numbers = complaints.map(({ number }) => number);
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const number of numbers) expect(parseComplaintNumber(number)).toBeDefined();
  for (const { processed_seq, last_in_seq } of states) expect(processed_seq).toBeGreaterThanOrEqual(last_in_seq);
  expect(log.split('\n').filter((line) => line.includes('"level":"error"'))).toEqual([]);
}, 600_000);
