import { setTimeout as pause } from 'node:timers/promises';
import { Customer } from './customer';
import { readMongo } from './evidence';
import type { Fault } from './fault';
import { judge, noteTimes } from './judge';
import { deskEnv, secret } from './kill';
import { live } from './life';
import { mongoEnv, mongoFor } from './mongo-server';
import { Nodes } from './nodes';

/** R10: one node after the other is stopped by SIGTERM and started again while customers talk. */
export const rollingRestart: Fault = {
  name: 'restart',
  title: 'rolling restart of all nodes under load, MongoDB (R10)',
  mongo: true,
  async run(scene) {
    const { findings } = scene;
    const long = scene.size === 'long';
    const mongo = await mongoFor(scene);
    const own = mongoEnv(scene, mongo);
    const nodes = await Nodes.start(scene, long ? 3 : 2, (place) => ({ ...deskEnv, ...own(place) }));
    const customers = Array.from(
      { length: long ? 40 : 8 },
      (_, number) =>
        new Customer({
          base: nodes.base,
          secret,
          name: `customer${number}`,
          seed: number,
          thinkMs: long ? [500, 2_000] : [100, 500],
        }),
    );
    let over = false;
    const lives = Promise.all(customers.map((customer, number) => live(customer, number, () => over)));
    lives.catch(() => undefined);
    await pause(1_500);
    for (let round = 0; round < (long ? 3 : 1); round += 1) {
      for (let place = 0; place < nodes.count; place += 1) {
        nodes.prepare(place);
        const { code, ms } = await nodes.stop(place);
        findings.equal(`exit code of node ${place}, round ${round + 1}`, code, 0);
        findings.atMost(`stop of node ${place}, round ${round + 1}`, ms, 10_000);
        await nodes.startPatiently(place);
        await pause(500);
      }
    }
    over = true;
    await lives;
    const attempts = customers.flatMap((customer) => customer.attempts);
    // A connection that is refused reached nobody; the load balancer takes the next node.
    // 429: on a fast machine these customers write more than twenty messages in ten seconds.
    const forNow = [429, 503];
    const failed = attempts.filter(
      ({ status, fault }) => (status === 0 && fault !== 'ECONNREFUSED') || (status >= 400 && !forNow.includes(status)),
    );
    findings.figure('requests', attempts.length);
    findings.figure(
      'sent again: no answer / 503',
      [0, 503].map((s) => attempts.filter((a) => a.status === s).length).join(' / '),
    );
    findings.none('failed requests', failed);
    judge(findings, customers, await readMongo(mongo.url, mongo.database));
    noteTimes(findings, customers);
    findings.none(
      'errors in the logs',
      nodes.errors().filter((line) => !line.includes('refused for now')),
    );
  },
};
