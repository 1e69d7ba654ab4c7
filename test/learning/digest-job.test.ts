import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { createDigestJob, type DigestJobDeps, dueWeek } from '../../src/learning/digest-job';
import { loadMailWording } from '../../src/learning/mail-wording';
import { mailSender } from '../../src/outbox/mail-sender';
import { createOutboxSender } from '../../src/outbox/outbox-sender';
import { webhookSender } from '../../src/outbox/webhook-sender';
import { silentLog } from '../../src/ports/log';
import { noMetrics } from '../../src/ports/metrics';
import type { NewOutboxEntry, OutboxEntry } from '../../src/ports/outbox';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import type { ManualClock } from '../support/manual-clock';
import { sequentialIds } from '../support/sequential-ids';
import { tempDirs } from '../support/temp-dir';
import { names } from './board-words';
import { spread } from './fake-figures';
import { dataDir, learningOf } from './learning-of';

const newDir = tempDirs();
const never = new AbortController().signal;
const wording = loadMailWording(`${dataDir}/learning`);
const at = (time: string) => Date.parse(`${time}:00+08:00`);
const monday = at('2026-11-23T08:30');
const closing: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0)) await one.close();
});

const counted = [
  ...spread(12, '2026-11-16', 7, 'charged_twice'),
  ...spread(2, '2026-11-16', 7, 'coverage_gap', 'network'),
];
const settings = {
  language: 'zh-Hans' as const,
  recipients: new Map([
    ['billing', ['billing@example.com']],
    ['network', ['network@example.com']],
    ['*', ['quality@example.com', 'billing@example.com']],
  ]),
};

/** The job over an outbox that only keeps what it gets; every node of one store shares both. */
function office(overrides: Partial<DigestJobDeps> = {}) {
  const { clock, documents, learning } = learningOf(counted);
  const outbox = new Map<string, NewOutboxEntry>();
  const deps: DigestJobDeps = {
    learning,
    documents,
    outbox: {
      add: async (entries) => {
        for (const one of entries) if (!outbox.has(one.key)) outbox.set(one.key, one);
      },
    },
    clock,
    log: silentLog,
    settings,
    wording,
    names: () => names,
    ...overrides,
  };
  clock.set(monday);
  const node = (more: Partial<DigestJobDeps> = {}) => createDigestJob({ ...deps, ...more });
  return { clock, documents, outbox, learning, node, deps };
}
const to = (outbox: ReadonlyMap<string, NewOutboxEntry>): string[] =>
  [...outbox.values()].map(({ kind, payload }) => `${kind} ${payload['to'] ?? payload['url']}`).sort();

test.each([
  ['2026-11-22T23:59', '2026-W46'],
  ['2026-11-23T08:29', '2026-W46'],
  ['2026-11-23T08:30', '2026-W47'],
  ['2026-11-29T23:59', '2026-W47'],
  ['2027-01-04T08:30', '2026-W53'],
])('at %s the letters of %s are due', (time, week) => {
  expect(dueWeek(at(time), { weekday: 1, at: '08:30' })).toBe(week);
});

test('other days and times: Wednesday evening', () => {
  const rule = { weekday: 3, at: '18:00' };
  expect(dueWeek(at('2026-11-25T17:59'), rule)).toBe('2026-W46');
  expect(dueWeek(at('2026-11-25T18:00'), rule)).toBe('2026-W47');
});

test('each department once: a letter to each address, none to those with nothing to tell', async () => {
  const { clock, outbox, node, documents } = office();
  const job = node();
  await job.run(never);
  expect(to(outbox)).toEqual([
    'mail billing@example.com',
    'mail billing@example.com',
    'mail network@example.com',
    'mail quality@example.com',
    'mail quality@example.com',
  ]);
  const first = [...outbox.keys()];
  // The same week again, here and on another node, early and late.
  for (const ms of [30_000, 3_600_000, 6 * 86_400_000]) {
    clock.advance(ms);
    await job.run(never);
    await node().run(never);
  }
  expect([...outbox.keys()]).toEqual(first);
  const kept = await documents.list<{ letters: number }>('digest', 99);
  expect(kept.map(({ key, value }) => `${key} ${value.letters}`)).toContain('2026-W47:billing 2');
  expect(kept.map(({ key, value }) => `${key} ${value.letters}`)).toContain('2026-W47:plans 0');
});

test('the time passed while nothing ran: the last week is caught up', async () => {
  const { clock, outbox, node } = office();
  clock.set(at('2026-11-27T15:00'));
  await node().run(never);
  expect([...outbox.keys()].every((key) => key.startsWith('digest:2026-W47:'))).toBe(true);
  expect(outbox.size).toBe(5);
});

test('a crash after the outbox and before the document sends nothing twice', async () => {
  const { outbox, node, documents } = office();
  const dying = {
    ...documents,
    put: async () => Promise.reject(new Error('the process died here')),
  };
  await expect(node({ documents: dying }).run(never)).rejects.toThrow('not sent');
  const before = [...outbox.values()];
  expect(before).toHaveLength(5);
  await node().run(never);
  expect([...outbox.values()]).toEqual(before);
});

test('one department that fails does not keep the others from theirs, and is sent by the next run', async () => {
  const { outbox, node, learning } = office();
  let broken = true;
  const flaky = {
    ...learning,
    digest: async (week: string, owner: string) => {
      if (broken && owner === 'billing') throw new Error('figures are away');
      return learning.digest(week, owner);
    },
  };
  const job = node({ learning: flaky });
  await expect(job.run(never)).rejects.toThrow('1 not sent');
  expect(to(outbox)).toEqual(['mail billing@example.com', 'mail network@example.com', 'mail quality@example.com']);
  broken = false;
  await job.run(never);
  expect(outbox.size).toBe(5);
});

test('after an abort nothing more is begun', async () => {
  const { outbox, node } = office();
  const ended = new AbortController();
  ended.abort();
  await node().run(ended.signal);
  expect(outbox.size).toBe(0);
});

test('the letter holds numbers and counts, in the language of the staff, and nothing anybody wrote', async () => {
  const { outbox, node, learning } = office({
    link: (week, owner) => `https://desk.example.com/board?week=${week}&owner=${owner}`,
  });
  await learning.add('boss', {
    cause: 'charged_twice',
    owner: 'billing',
    text: '已联系张三 13800138000',
    responsible: 'zhao',
    dueOn: '2026-11-23',
  });
  await node({ settings: { ...settings, webhookUrl: 'https://crm.example.com/digest' } }).run(never);
  const { payload } = outbox.get([...outbox.keys()][0] ?? '') as NewOutboxEntry;
  expect(payload['subject']).toBe('【投诉周报】账务核查小组 2026-W47：投诉12件，漏项0个');
  const text = String(payload['text']);
  expect(text).toContain('账务核查小组：2026-11-16至2026-11-22（2026-W47）');
  expect(text).toContain('  重复计费：12件（上周0件），编号2026-11-16-charged_twice-0、');
  expect(text).toContain('改进措施：1项在办，其中0项超期。\n  重复计费：应于2026-11-23完成');
  expect(text).toContain('  指标on_time_rate：50%（1/2）；上周50%（1/2）');
  expect(text).toContain('详情：https://desk.example.com/board?week=2026-W47&owner=billing');
  const everything = JSON.stringify([...outbox.values()]);
  for (const secret of ['张三', '13800138000', 'zhao', 'boss']) expect(everything).not.toContain(secret);
  expect(outbox.get('digest:2026-W47:billing:webhook')).toMatchObject({
    kind: 'webhook',
    payload: {
      url: 'https://crm.example.com/digest',
      body: {
        kind: 'complaint_digest',
        digest: { owner: 'billing', complaints: { n: 12 }, actions: [{ dueOn: '2026-11-23' }] },
      },
    },
  });
});

test.each(['zh-Hans', 'zh-Hant', 'en'] as const)('in %s no placeholder is left over', async (language) => {
  const { outbox, node } = office();
  await node({ settings: { ...settings, language } }).run(never);
  for (const { payload } of outbox.values()) expect(JSON.stringify(payload)).not.toMatch(/\{\w+\}|undefined|\[|null/);
});

/** The real way: store, outbox sender, SMTP and HTTP on this machine. */
describe('over SMTP and HTTP', () => {
  interface Mail {
    readonly to: readonly string[];
    readonly raw: string;
  }

  async function smtp(refuse: (to: string) => number | undefined = () => undefined, port = 0) {
    const mails: Mail[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo(address, _session, done) {
        const status = refuse(address.address);
        done(status === undefined ? undefined : Object.assign(new Error('no'), { responseCode: status }));
      },
      onData(stream, { envelope }, done) {
        let raw = '';
        stream.on('data', (chunk: Buffer) => {
          raw += chunk.toString('utf8');
        });
        stream.on('end', () => {
          mails.push({ to: envelope.rcptTo.map(({ address }) => address), raw });
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
    closing.push({ close });
    return { mails, close, port: (server.server.address() as AddressInfo).port };
  }

  async function receiver() {
    const bodies: unknown[] = [];
    const server = createServer((request, response) => {
      let raw = '';
      request.on('data', (chunk: Buffer) => {
        raw += chunk.toString('utf8');
      });
      request.on('end', () => {
        bodies.push(JSON.parse(raw));
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push({ close: () => new Promise((resolve) => server.close(resolve)) });
    return { bodies, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  function house(smtpPort: number, clock: ManualClock, origin = 'https://nowhere.example.com') {
    const store = openSqlite({ dir: newDir(), clock, ids: sequentialIds() });
    closing.push(store);
    const sender = createOutboxSender({
      outbox: store.outbox,
      senders: {
        mail: mailSender({ url: `smtp://127.0.0.1:${smtpPort}`, from: 'desk@example.com' }),
        webhook: webhookSender({ origins: [origin], secret: 'a secret of these tests, long enough', clock }),
      },
      clock,
      log: silentLog,
      metrics: noMetrics,
      random: () => 0,
    });
    return { store, send: () => sender.run(never) };
  }

  const list = async (store: ReturnType<typeof house>['store'], status: OutboxEntry['status']) =>
    (await store.outbox.list(status, 99)).map(({ key, lastError, attempts }) => ({ key, lastError, attempts }));

  test('every department gets its letter and the webhook its digest, each once', async () => {
    const { node, clock, deps } = office();
    const { bodies, origin } = await receiver();
    const { mails, port } = await smtp();
    const { store, send } = house(port, clock, origin);
    const job = node({
      outbox: store.outbox,
      documents: store.documents,
      settings: { ...deps.settings, webhookUrl: `${origin}/digest` },
    });
    await job.run(never);
    await send();
    await job.run(never);
    await send();
    expect(mails.map(({ to: [one] }) => one).sort()).toEqual([
      'billing@example.com',
      'billing@example.com',
      'network@example.com',
      'quality@example.com',
      'quality@example.com',
    ]);
    expect(mails.every(({ to: all }) => all.length === 1)).toBe(true);
    expect(new Set(mails.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)?.[1])).size).toBe(5);
    expect(mails[0]?.raw).toContain('Auto-Submitted: auto-generated');
    expect(bodies).toHaveLength(2);
    expect(await list(store, 'dead')).toEqual([]);
  });

  test('a server that is down is tried again, and the letter arrives once when it is back', async () => {
    const { node, clock } = office();
    const down = await smtp();
    await down.close();
    const { store, send } = house(down.port, clock);
    await node({ outbox: store.outbox, documents: store.documents }).run(never);
    await send();
    expect((await list(store, 'waiting')).map(({ lastError }) => lastError)).toEqual(Array(5).fill('mail: ESOCKET'));
    const back = await smtp(undefined, down.port);
    for (let tries = 0; tries < 4; tries += 1) {
      clock.advance(60_000);
      await send();
    }
    expect(back.mails).toHaveLength(5);
    expect(await list(store, 'waiting')).toEqual([]);
  });

  test('what is refused for good is a dead letter everybody can see; 4xx is tried again, for a day', async () => {
    const { node, clock } = office();
    const { mails, port } = await smtp((one) =>
      one.startsWith('network') ? 550 : one.startsWith('quality') ? 451 : undefined,
    );
    const { store, send } = house(port, clock);
    await node({ outbox: store.outbox, documents: store.documents }).run(never);
    await send();
    expect(mails).toHaveLength(2);
    expect(await list(store, 'dead')).toEqual([
      {
        key: expect.stringContaining('digest:2026-W47:network:mail:'),
        lastError: 'mail: EENVELOPE, status 550',
        attempts: 1,
      },
    ]);
    expect(await list(store, 'waiting')).toHaveLength(2);
    for (let tries = 0; tries < 6; tries += 1) {
      clock.advance(5 * 3_600_000);
      await send();
    }
    expect(await list(store, 'waiting')).toEqual([]);
    expect((await list(store, 'dead')).map(({ lastError }) => lastError).sort()).toEqual([
      'mail: EENVELOPE, status 451',
      'mail: EENVELOPE, status 451',
      'mail: EENVELOPE, status 550',
    ]);
  });
});
