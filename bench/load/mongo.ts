import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startDesk } from './desk-under-load';
import { alternate, type GrowthLine, type Sized } from './growth';
import type { LoadOptions } from './load-options';
import type { MongoServer } from './mongo-server';
import { loopOf } from './same-adapter';
import { seedMongo } from './seed-mongo';
import { measureSteps, type StepsResult } from './steps';

export interface MongoResult extends StepsResult {
  readonly nodes: number;
  /** Turns a second of the closed loop that the steps are shares of. */
  readonly capacity: number;
}

/** More at once would only wait for each other in the test server. */
const customers = 16;
const leastPerSecond = 4;

/** Steps to saturation with so many nodes on one MongoDB; any node takes any request. */
export async function measureMongo(options: LoadOptions, server: MongoServer, nodes: number): Promise<MongoResult> {
  const { root, folder, timing, progress } = options;
  const name = `MongoDB, ${nodes} ${nodes === 1 ? 'node' : 'nodes'}`;
  progress(`${name}: starting`);
  const dir = join(folder, `mongo-${nodes}`);
  mkdirSync(dir);
  const mongo = { url: server.url, database: databaseName(`n${nodes}`) };
  const desk = await startDesk({ root, dir, mongo, nodes });
  try {
    progress(`${name}: closed loop`);
    const load = { count: customers, settleMs: timing.warmUpMs, measureMs: timing.measureMs };
    const capacity = Math.max(leastPerSecond, (await loopOf(desk, load)).all.perSecond);
    const steps = await measureSteps(desk, capacity, timing, (line) => progress(`${name}: ${line}`));
    return { ...steps, nodes, capacity };
  } finally {
    await desk.stop();
  }
}

/** The same load with more and more stored complaints, as far as the server at hand can be filled in time. */
export async function measureMongoGrowth(options: LoadOptions, server: MongoServer): Promise<readonly GrowthLine[]> {
  const { root, folder, timing, progress } = options;
  const desks: Sized[] = [];
  try {
    for (const size of timing.mongoComplaints) {
      const dir = join(folder, `mongo-growth-${size}`);
      mkdirSync(dir);
      const mongo = { url: server.url, database: databaseName(`g${size}`) };
      const desk = await startDesk({ root, dir, mongo });
      desks.push({ size, desk });
      await loopOf(desk, { count: customers, settleMs: 0, measureMs: timing.measureMs });
      progress(`MongoDB growth: storing ${size.toLocaleString('en-US')} complaints`);
      await seedMongo(mongo, size);
    }
    return await alternate({ ...options, timing: { ...timing, customers } }, 'complaints on MongoDB', desks);
  } finally {
    await Promise.all(desks.map(({ desk }) => desk.stop()));
  }
}

const databaseName = (what: string): string => `bench_${process.pid}_${what}`;
