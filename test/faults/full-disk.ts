import { spawnSync } from 'node:child_process';
import { appendFileSync, rmSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readSqlite } from './evidence';
import type { Fault, Scene } from './fault';
import { deskEnv } from './kill';
import { Nodes } from './nodes';
import { underOutage } from './outage';

/** R2, R7: nothing can be written any more; customers are told, the process lives, and nothing acknowledged is gone. */
export const fullDisk: Fault = {
  name: 'full-disk',
  title: 'the disk under the embedded store is full (R2, R5, R7)',
  mongo: false,
  async run(scene) {
    const dir = scene.folder();
    const mounted = mount(scene, dir);
    scene.findings.figure('full by', mounted ? 'a small file system (ENOSPC)' : 'a limit on the size of files (EFBIG)');
    const nodes = await Nodes.start(scene, 1, () => ({ ...deskEnv, DATA_DIR: dir }));
    const { pid } = nodes.at(0);
    await underOutage(scene, nodes, {
      customers: scene.size === 'long' ? 20 : 6,
      awayMs: scene.size === 'long' ? 30_000 : 6_000,
      takeAway: () => (mounted ? fill(dir) : limit(pid, String(statSync(join(dir, 'desk.sqlite-wal')).size))),
      bringBack: () => (mounted ? rmSync(filler(dir)) : limit(pid, 'unlimited')),
      evidence: () => readSqlite(dir),
    });
  },
};

const filler = (dir: string): string => join(dir, 'filler');

/** @returns whether it may be done here; it needs the rights of an administrator */
function mount({ afterwards }: Scene, dir: string): boolean {
  const done = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', dir]).status === 0;
  if (done) afterwards(() => spawnSync('umount', ['-l', dir]));
  return done;
}

/** Leaves not a block. */
function fill(dir: string): void {
  for (const size of [2 ** 20, 4096]) {
    while (statfsSync(dir).bavail * 4096 >= size) appendFileSync(filler(dir), Buffer.alloc(size));
  }
}

/** No file of this process may grow beyond these bytes. */
function limit(pid: number, bytes: string): void {
  const done = spawnSync('prlimit', [`--pid=${pid}`, `--fsize=${bytes}:`], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`The size of files cannot be limited: ${done.stderr ?? done.error}`);
}
