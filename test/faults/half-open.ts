import { readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { streamLimits } from '../../src/channels/direct-line/stream-socket';
import { eventually } from '../support/eventually';
import { Customer } from './customer';
import { readMongo, readSqlite } from './evidence';
import type { Fault } from './fault';
import { judge, noteTimes } from './judge';
import { deskEnv, secret } from './kill';
import { live } from './life';
import { mongoEnv, mongoFor } from './mongo-server';
import { Nodes } from './nodes';
import { silentProxy } from './silent-proxy';

/** R14: the way to the customer's stream is cut without a word; it comes back to where it was. */
export const halfOpenStreams: Fault = {
  name: 'half-open',
  title: "customers' streams are cut without a word (R14)",
  mongo: false,
  async run(scene) {
    const { findings, afterwards } = scene;
    const long = scene.size === 'long';
    const dir = scene.folder();
    const nodes = await Nodes.start(scene, 1, () => ({ ...deskEnv, DATA_DIR: dir }));
    const { port, pid } = nodes.at(0);
    const proxy = await silentProxy(port);
    afterwards(() => proxy.close());
    const sockets: WebSocket[] = [];
    afterwards(() => {
      for (const socket of sockets) socket.terminate();
    });
    const listeners = Array.from({ length: long ? 20 : 5 }, (_, number) => {
      const options = {
        base: nodes.base,
        secret,
        name: `customer${number}`,
        seed: number,
        thinkMs: [50, 200],
      } as const;
      return { customer: new Customer(options), heard: [] as string[], watermark: '0' };
    });
    type Listener = (typeof listeners)[number];
    const listen = async ({ customer, heard, watermark }: Listener, state: Listener): Promise<void> => {
      const url = new URL(customer.streamUrl);
      url.port = String(proxy.port);
      url.searchParams.set('watermark', watermark);
      const socket = new WebSocket(url);
      sockets.push(socket);
      socket.on('message', (data) => {
        if (String(data) === '') return;
        const set = JSON.parse(String(data)) as { watermark?: string; activities: { id: string; type: string }[] };
        if (set.watermark !== undefined) state.watermark = set.watermark;
        heard.push(...set.activities.filter(({ type }) => type !== 'typing').map(({ id }) => id));
      });
      await new Promise((resolve) => socket.once('open', resolve));
    };
    await Promise.all(listeners.map(({ customer }) => customer.start()));
    const before = socketsOf(pid);
    await Promise.all(listeners.map((one) => listen(one, one)));
    const all = (texts: readonly string[]) =>
      Promise.all(
        listeners.map(async ({ customer }) => {
          for (const text of texts) await customer.ask(text);
        }),
      );
    await all(['什么是彩铃', '发票怎么开']);
    const cut = proxy.silence();
    const cutAt = performance.now();
    // What is said meanwhile goes into sockets nobody reads.
    await all(['携号转网怎么办']);
    await Promise.all(listeners.map((one) => listen(one, one)));
    await all(['没开流量套餐怎么收费']);
    await eventually(
      () => listeners.every(({ customer, heard }) => customer.seen.every(({ id }) => heard.includes(id))),
      10_000,
    ).catch(() => undefined);
    findings.equal('streams cut without a word', cut, listeners.length);
    const misheard = listeners.flatMap(({ customer, heard }) => {
      const log = customer.seen.map(({ id }) => id);
      return JSON.stringify(heard) === JSON.stringify(log)
        ? []
        : [`${customer.name}: ${heard.length} of ${log.length}`];
    });
    findings.none('streams that missed, repeated or misordered something', misheard);
    if (long) {
      // A ping, and another one when the first was not answered.
      const limitMs = 2 * streamLimits.pingMs + 5_000;
      await eventually(() => socketsOf(pid) <= before + listeners.length, limitMs).catch(() => undefined);
      findings.atMost('dead sockets closed by the server after', performance.now() - cutAt, limitMs);
    }
    judge(
      findings,
      listeners.map(({ customer }) => customer),
      readSqlite(dir),
    );
  },
};

/** R7: the connections to the store go silent; new ones work. */
export const halfOpenStore: Fault = {
  name: 'half-open-store',
  title: 'connections to MongoDB are cut without a word, again and again (R7)',
  mongo: true,
  async run(scene) {
    const { findings, afterwards } = scene;
    const long = scene.size === 'long';
    const mongo = await mongoFor(scene);
    const { hostname, port } = new URL(mongo.url);
    const proxy = await silentProxy(Number(port), hostname);
    afterwards(() => proxy.close());
    const own = mongoEnv(scene, { ...mongo, url: `mongodb://127.0.0.1:${proxy.port}/` });
    const nodes = await Nodes.start(scene, 1, (place) => ({ ...deskEnv, ...own(place) }));
    const customers = Array.from({ length: long ? 20 : 5 }, (_, number) => {
      const options = {
        base: nodes.base,
        secret,
        name: `customer${number}`,
        seed: number,
        thinkMs: [250, 700],
      } as const;
      return new Customer(options);
    });
    let over = false;
    const lives = Promise.all(customers.map((customer, number) => live(customer, number, () => over)));
    lives.catch(() => undefined);
    const cuts: number[] = [];
    const backAfter: number[] = [];
    for (let round = 0; round < (long ? 6 : 2); round += 1) {
      await pause(2_000);
      cuts.push(proxy.silence());
      const cutAt = performance.now();
      const taken = () =>
        customers.every(({ attempts }) => attempts.some(({ at, status }) => at > cutAt && status === 200));
      await eventually(taken, 30_000).catch(() => undefined);
      backAfter.push(performance.now() - cutAt);
    }
    over = true;
    await lives;
    findings.atLeast('connections cut, least of a round', Math.min(...cuts), 1);
    findings.atMost('every customer served again after', Math.max(...backAfter), 10_000);
    const attempts = customers.flatMap((customer) => customer.attempts);
    findings.atMost('longest request', Math.max(...attempts.map(({ ms }) => ms)), 3_000);
    findings.none(
      'not answered, or neither taken nor refused for now',
      attempts.filter(({ status }) => status === 0 || (status >= 400 && status !== 503 && status !== 429)),
    );
    judge(findings, customers, await readMongo(mongo.url, mongo.database));
    noteTimes(findings, customers);
  },
};

/** Open sockets of a process (Linux). */
function socketsOf(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).filter((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`).startsWith('socket:');
    } catch {
      return false;
    }
  }).length;
}
