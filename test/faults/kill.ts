import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../support/seeded-random';
import { Customer } from './customer';
import { readMongo, readSqlite } from './evidence';
import type { Fault, Scene } from './fault';
import { judge, noteTimes } from './judge';
import { judgeLogs } from './judge-logs';
import { live } from './life';
import { mongoEnv, mongoFor } from './mongo-server';
import { Nodes } from './nodes';

export const secret = 'fault-tests-server-to-server-secret';
export const deskEnv = { DIRECT_LINE_SECRET: secret, LISTEN_WINDOW_MS: '0' };

/** R1, R5: one process on the embedded store dies between and during turns. */
export const kill: Fault = {
  name: 'kill',
  title: 'the only node is killed again and again, embedded store (R1, R5)',
  mongo: false,
  async run(scene) {
    const dir = scene.folder();
    const nodes = await Nodes.start(scene, 1, () => ({ ...deskEnv, DATA_DIR: dir }));
    const long = scene.size === 'long';
    await underKills(scene, nodes, {
      customers: long ? 30 : 8,
      kills: long ? 100 : 5,
      everyMs: [20, 500],
      thinkMs: [50, 400],
      evidence: async () => readSqlite(dir),
    });
  },
};

/**
 * The test server does one command at a time, so three nodes with 50 connections each would queue for seconds at it, and
 * a node that starts would find no place: fewer connections queue in the nodes instead.
 */
const patience = { MONGO_POOL_SIZE: '8', MONGO_TIMEOUT_MS: '5000' };

/** The same on several nodes: customers go on with another node, and so do their turns. */
export const killNodes: Fault = {
  name: 'kill-nodes',
  title: 'one of three nodes at random is killed every few seconds, MongoDB (R1, R3, R5)',
  mongo: true,
  async run(scene) {
    const mongo = await mongoFor(scene);
    const own = mongoEnv(scene, mongo);
    const nodes = await Nodes.start(scene, 3, (place) => ({ ...deskEnv, ...own(place), ...patience }));
    const long = scene.size === 'long';
    await underKills(scene, nodes, {
      customers: long ? 100 : 10,
      kills: long ? 34 : 3,
      everyMs: [2_000, 5_000],
      thinkMs: long ? [4_000, 12_000] : [100, 600],
      evidence: () => readMongo(mongo.url, mongo.database),
    });
  },
};

interface KillPlan {
  readonly customers: number;
  readonly kills: number;
  /** Milliseconds between two kills. */
  readonly everyMs: readonly [number, number];
  readonly thinkMs: readonly [number, number];
  evidence(): Promise<Parameters<typeof judge>[2]>;
}

async function underKills({ findings }: Scene, nodes: Nodes, plan: KillPlan): Promise<void> {
  const random = seededRandom(20261122);
  let done = 0;
  const customers = Array.from(
    { length: plan.customers },
    (_, number) =>
      new Customer({ base: nodes.base, secret, name: `customer${number}`, seed: number, thinkMs: plan.thinkMs }),
  );
  const lives = Promise.all(customers.map((customer, number) => live(customer, number, () => done >= plan.kills)));
  // A customer that fails ends the run at once, not when the kills are over.
  let failed = false;
  lives.catch(() => {
    failed = true;
  });
  let duringTurns = 0;
  const waits: number[] = [];
  for (; done < plan.kills && !failed; done += 1) {
    const place = random(0, nodes.count);
    nodes.prepare(place);
    await pause(random(...plan.everyMs));
    if (customers.some(({ waiting }) => waiting)) duringTurns += 1;
    await nodes.kill(place);
    const killedAt = performance.now();
    await nodes.startPatiently(place);
    waits.push(performance.now() - killedAt);
  }
  const stories = await lives;
  for (const customer of customers) for (const one of customer.acknowledged.slice(-3)) await customer.repeat(one);
  const errors = nodes.errors();
  for (let place = 0; place < nodes.count; place += 1) {
    const { code, ms } = await nodes.stop(place);
    findings.equal(`exit code of node ${place}`, code, 0);
    findings.atMost(`stop of node ${place}`, ms, 10_000);
  }
  const evidence = await plan.evidence();
  findings.figure('nodes', nodes.count);
  findings.figure('conversations', customers.length);
  findings.equal('kills', done, plan.kills);
  findings.atLeast('kills during turns', duringTurns, Math.floor(plan.kills / 3));
  findings.figure('ready again after ms, mean', Math.round(waits.reduce((a, b) => a + b, 0) / waits.length));
  findings.figure(
    'stories brought to their end',
    stories.reduce((total, one) => total + one, 0),
  );
  judge(findings, customers, evidence);
  noteTimes(findings, customers);
  judgeLogs(findings, errors);
}
