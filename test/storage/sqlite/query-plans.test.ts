import { join } from 'node:path';
import Database from 'libsql';
import { openSqlite } from '../../../src/storage/sqlite/open-sqlite';
import { ManualClock } from '../../support/manual-clock';
import { sequentialIds } from '../../support/sequential-ids';
import { tempDirs } from '../../support/temp-dir';

/** What may read a whole table, and why that does not slow down the desk as its data grows. */
const mayScan: readonly (readonly [sql: RegExp, why: string])[] = [
  [/^SELECT COUNT\(\*\) AS count FROM \w+$/, 'data commands: counts before and after moving'],
  [/^DELETE FROM codes WHERE phone = \?$/, 'data commands: erasing a customer'],
  [/^SELECT rowid, id FROM activities ORDER BY rowid DESC LIMIT 1$/, 'the last row only'],
  [/^SELECT id FROM conversations WHERE updated_at >= \?$/, 'once, after the newest entry was erased'],
];
/** `SCAN` of a table; lists given as JSON and what a sub-select found are no scans (its own search is shown by itself). */
const scans = (plan: string): boolean => /^SCAN (?!CONSTANT|json_each|\(subquery-\d+\)$)/.test(plan);

const tempDir = tempDirs();

test('no statement of a turn reads a whole table, however much is stored', () => {
  const dir = tempDir();
  const prepare = jest.spyOn(Database.prototype, 'prepare');
  const store = openSqlite({ dir, clock: new ManualClock(), ids: sequentialIds() });
  const statements = new Set(prepare.mock.calls.map(([sql]) => sql.replace(/\s+/g, ' ').trim()));
  prepare.mockRestore();
  store.close();
  const db = new Database(join(dir, 'desk.sqlite'));
  try {
    const scanning = [...statements]
      .filter((sql) => /^(SELECT|INSERT|UPDATE|DELETE)/.test(sql))
      .filter((sql) => {
        const values = Array.from({ length: sql.split('?').length - 1 }, () => 1);
        const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[];
        return plan.some(({ detail }) => scans(detail));
      });
    expect(statements.size).toBeGreaterThan(40);
    expect(scanning.filter((sql) => !mayScan.some(([allowed]) => allowed.test(sql)))).toEqual([]);
    for (const [allowed] of mayScan) expect(scanning).toContainEqual(expect.stringMatching(allowed));
  } finally {
    db.close();
  }
});
