import { join } from 'node:path';
import Database from 'libsql';
import { readMongo, readSqlite } from './evidence';
import type { Fault } from './fault';
import { deskEnv } from './kill';
import { type MongoServer, mongoEnv, mongoFor } from './mongo-server';
import { Nodes } from './nodes';
import { underOutage } from './outage';

const awayMs = { short: 6_000, long: 30_000 } as const;
const customers = { short: 6, long: 30 } as const;

/** R2, R7: another process sits on the embedded store's file. */
export const storeLocked: Fault = {
  name: 'store-locked',
  title: 'the embedded store is locked by another process (R2, R7)',
  mongo: false,
  async run(scene) {
    const dir = scene.folder();
    const nodes = await Nodes.start(scene, 1, () => ({ ...deskEnv, DATA_DIR: dir }));
    let other: Database.Database | undefined;
    await underOutage(scene, nodes, {
      customers: customers[scene.size],
      awayMs: awayMs[scene.size],
      takeAway() {
        other = new Database(join(dir, 'desk.sqlite'), { timeout: 2_000 });
        other.exec('BEGIN IMMEDIATE');
      },
      bringBack() {
        other?.exec('ROLLBACK');
        other?.close();
      },
      evidence: () => readSqlite(dir),
    });
  },
};

/** R7: the process of the database hangs; its connections stay. */
export const storeFrozen = mongoAway('store-frozen', 'MongoDB stands still for a while (R7)', {
  takeAway: (server) => server.freeze(),
  bringBack: (server) => server.thaw(),
});

/** R7: the process of the database is gone; connections are cut and refused. */
export const storeKilled = mongoAway('store-killed', 'MongoDB is killed and comes back later (R7)', {
  takeAway: (server) => server.kill(),
  bringBack: (server) => server.start(),
});

interface Way {
  takeAway(server: MongoServer): Promise<void> | void;
  bringBack(server: MongoServer): Promise<void> | void;
}

function mongoAway(name: string, title: string, { takeAway, bringBack }: Way): Fault {
  return {
    name,
    title,
    mongo: true,
    async run(scene) {
      const mongo = await mongoFor(scene, true);
      const { server } = mongo;
      if (server === undefined) throw new Error('A server of our own was asked for.');
      const own = mongoEnv(scene, mongo);
      const nodes = await Nodes.start(scene, 2, (place) => ({ ...deskEnv, ...own(place) }));
      await underOutage(scene, nodes, {
        customers: customers[scene.size],
        awayMs: awayMs[scene.size],
        takeAway: () => takeAway(server),
        bringBack: () => bringBack(server),
        evidence: () => readMongo(mongo.url, mongo.database),
      });
    },
  };
}
