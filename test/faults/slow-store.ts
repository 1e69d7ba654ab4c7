import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { mongoGate } from '../support/mongo-gate';
import { Customer } from './customer';
import { readMongo } from './evidence';
import type { Fault } from './fault';
import { judge, noteTimes } from './judge';
import { deskEnv, secret } from './kill';
import { live } from './life';
import { mongoEnv, mongoFor } from './mongo-server';
import { Nodes } from './nodes';

const slowMs = 500;

/** R2, R7: everything takes its time; turns stay right, callers get an answer in time, nothing piles up. */
export const slowStore: Fault = {
  name: 'slow-store',
  title: `every command to MongoDB takes ${slowMs} ms (R2, R7)`,
  mongo: true,
  async run(scene) {
    const { findings } = scene;
    const long = scene.size === 'long';
    const mongo = await mongoFor(scene);
    const gate = await mongoGate(mongo.url);
    scene.afterwards(() => gate.close());
    const own = mongoEnv(scene, { ...mongo, url: gate.url });
    const nodes = await Nodes.start(scene, 1, (place) => ({ ...deskEnv, ...own(place) }));
    const customers = Array.from(
      { length: long ? 30 : 6 },
      (_, number) =>
        new Customer({ base: nodes.base, secret, name: `customer${number}`, seed: number, thinkMs: [200, 1_000] }),
    );
    const flood = new Customer({ base: nodes.base, secret, name: 'flood', seed: 99, thinkMs: [0, 1], againMs: 3_000 });
    await flood.start();
    let over = false;
    const lives = Promise.all(customers.map((customer, number) => live(customer, number, () => over)));
    lives.catch(() => undefined);
    await pause(1_500);
    const memoryBefore = memoryOf(nodes.at(0).pid);
    const slowAt = performance.now();
    gate.slow(slowMs);
    // One client sends far more than it may, all at once.
    const floods = Array.from({ length: 26 }, (_, index) => flood.send(`什么是彩铃 ${index}`));
    await pause(long ? 60_000 : 8_000);
    const memoryAfter = memoryOf(nodes.at(0).pid);
    over = true;
    await gate.open();
    const fastAt = performance.now();
    await Promise.all([lives, ...floods]);
    await flood.settle();

    const attempts = [...customers, flood].flatMap((customer) => customer.attempts);
    const slow = attempts.filter(({ at }) => at >= slowAt && at < fastAt);
    const refused = slow.filter(({ status }) => status >= 400);
    findings.figure('requests while it was slow', slow.length);
    findings.figure(
      'refused of these, 429 / 503',
      [429, 503].map((s) => refused.filter((r) => r.status === s).length).join(' / '),
    );
    findings.none(
      'refused without Retry-After',
      refused.filter(({ retryAfter }) => retryAfter === null),
    );
    findings.none(
      'not answered at all',
      slow.filter(({ status }) => status === 0),
    );
    const longest = slow.toSorted((one, other) => other.ms - one.ms)[0];
    findings.atMost('longest request', longest?.ms ?? 0, 10_000);
    findings.figure('which was', `${longest?.method} ${longest?.status}`);
    const grown = (memoryAfter - memoryBefore) / 2 ** 20;
    findings.atMost('memory grown meanwhile', Math.max(0, grown), 150, 'MB');
    const evidence = await readMongo(mongo.url, mongo.database);
    const apologies = evidence.activities.filter(({ id }) => id.endsWith('.fault'));
    findings.none('turns that ended in an apology', apologies);
    judge(findings, [...customers, flood], evidence);
    noteTimes(findings, customers);
  },
};

/** Resident memory of a process in bytes (Linux). */
export function memoryOf(pid: number): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}
