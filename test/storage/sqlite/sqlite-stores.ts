import type { Clock } from '../../../src/ports/clock';
import { openSqlite, type SqliteStore } from '../../../src/storage/sqlite/open-sqlite';
import { sequentialIds } from '../../support/sequential-ids';

/** Opens a fresh file twice, as two processes would, and closes both after each test. */
export function sqliteStores(freshDir: () => string): (clock: Clock) => [SqliteStore, SqliteStore] {
  const open: SqliteStore[] = [];
  afterEach(() => {
    for (const store of open.splice(0)) store.close();
  });
  return (clock) => {
    const [dir, ids] = [freshDir(), sequentialIds()];
    const two: [SqliteStore, SqliteStore] = [openSqlite({ dir, clock, ids }), openSqlite({ dir, clock, ids })];
    open.push(...two);
    return two;
  };
}
