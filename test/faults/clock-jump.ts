import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Customer } from './customer';
import { readMongo, readSqlite } from './evidence';
import type { Fault, Scene } from './fault';
import { judge, noteTimes } from './judge';
import { judgeLogs } from './judge-logs';
import { deskEnv, secret } from './kill';
import { live } from './life';
import { mongoEnv, mongoFor } from './mongo-server';
import { Nodes } from './nodes';

const hourMs = 3_600_000;

/** The machine's clock goes an hour forward and back again, and the node dies just before each step back. */
export const clockJump: Fault = {
  name: 'clock-jump',
  title: 'the clock jumps an hour forward and back, embedded store (R1, R3, R5)',
  mongo: false,
  async run(scene) {
    const dir = scene.folder();
    await underJumps(
      scene,
      1,
      () => ({ DATA_DIR: dir }),
      async () => readSqlite(dir),
    );
  },
};

/** The clock of one of two nodes jumps, that of the other does not. */
export const clockJumpNodes: Fault = {
  name: 'clock-nodes',
  title: 'the clock of one of two nodes jumps an hour forward and back, MongoDB (R1, R3, R5)',
  mongo: true,
  async run(scene) {
    const mongo = await mongoFor(scene);
    await underJumps(scene, 2, mongoEnv(scene, mongo), () => readMongo(mongo.url, mongo.database));
  },
};

async function underJumps(
  scene: Scene,
  count: number,
  env: (place: number) => Readonly<Record<string, string>>,
  evidence: () => Promise<Parameters<typeof judge>[2]>,
): Promise<void> {
  const { findings } = scene;
  const long = scene.size === 'long';
  const file = join(scene.folder(), 'shift');
  writeFileSync(file, '0');
  const shifted = { CLOCK_SHIFT_FILE: file, NODE_OPTIONS: `--require=${join(__dirname, 'shifted-clock.cjs')}` };
  const nodes = await Nodes.start(scene, count, (place) => ({
    ...deskEnv,
    ...env(place),
    ...(place === 0 && shifted),
  }));
  const customers = Array.from(
    { length: long ? 20 : 5 },
    (_, number) =>
      new Customer({ base: nodes.base, secret, name: `customer${number}`, seed: number, thinkMs: [50, 400] }),
  );
  let over = false;
  const lives = Promise.all(customers.map((customer, number) => live(customer, number, () => over)));
  lives.catch(() => undefined);
  const shifts = [hourMs, 0, -hourMs, 0];
  for (const shift of long ? [...shifts, ...shifts, ...shifts] : shifts) {
    await pause(long ? 3_000 : 1_200);
    // First under a process that runs; then what a dead process left (leases, due times) lies an hour ahead.
    writeFileSync(file, String(shift + hourMs));
    await pause(long ? 3_000 : 1_200);
    nodes.prepare(0);
    await pause(500);
    await nodes.kill(0);
    writeFileSync(file, String(shift));
    await nodes.startPatiently(0);
  }
  over = true;
  // The last stories must come to their end without anybody waiting for the clock.
  const ended = await Promise.race([lives.then(() => true), pause(60_000, false, { ref: false })]);
  findings.equal('every story came to its end', ended, true);
  judge(findings, customers, await evidence());
  const waited = customers.flatMap(({ acknowledged }) => acknowledged.flatMap(({ answeredMs }) => answeredMs ?? []));
  // What a start takes on a busy machine is in it: a message may have been taken just before the kill.
  findings.atMost('longest until an answer', Math.max(...waited), 30_000);
  // Twenty messages in ten seconds are the limit whatever the clock says; a jump must not make it longer.
  const limited = customers
    .flatMap(({ attempts }) => attempts)
    .filter(({ status, retryAfter }) => status === 429 && Number(retryAfter) > 10);
  findings.none('refused as too many for longer than the limit allows', limited);
  noteTimes(findings, customers);
  judgeLogs(findings, nodes.errors());
}
