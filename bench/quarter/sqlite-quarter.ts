import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { isKept, type QuarterStore } from './quarter-store';
import { rawStore } from './raw-store';

/** A killed process loses nothing there, and nobody waits for a disk whose power is never cut here. */
const inMemory = '/dev/shm';

/** The embedded store in a folder of its own. */
export function sqliteQuarter(): QuarterStore {
  const dir = mkdtempSync(join(existsSync(inMemory) ? inMemory : tmpdir(), 'quarter-'));
  let lock: Database.Database | undefined;
  const open = async (): Promise<void> => {
    lock?.exec('ROLLBACK');
    lock?.close();
    lock = undefined;
  };
  return {
    place: { dir },
    async complaints() {
      const raw = rawStore(dir);
      const found = raw.complaints();
      raw.close();
      return found;
    },
    raw: async () => rawStore(dir),
    async shut() {
      lock = new Database(join(dir, 'desk.sqlite'));
      lock.exec('BEGIN IMMEDIATE');
    },
    open,
    async close() {
      lock?.close();
      if (!isKept()) rmSync(dir, { recursive: true, force: true });
      else process.stderr.write(`store kept in ${dir}\n`);
    },
  };
}
