import { join } from 'node:path';
import Database from 'libsql';
import { complaintStatuses } from '../../../src/complaints/complaint';
import type { ComplaintQuery } from '../../../src/ports/complaint-repository';
import { openSqlite } from '../../../src/storage/sqlite/open-sqlite';
import { ManualClock } from '../../support/manual-clock';
import { sequentialIds } from '../../support/sequential-ids';
import { tempDirs } from '../../support/temp-dir';

/** What may read a whole table, and why that does not slow down the desk as its data grows. */
const mayScan: readonly (readonly [sql: RegExp, why: string])[] = [
  [/^SELECT COUNT\(\*\) AS count FROM \w+ WHERE 1$/, 'data commands: counts before and after moving'],
  [/^DELETE FROM codes WHERE phone = \?$/, 'data commands: erasing a customer'],
  [/^SELECT rowid, id FROM activities ORDER BY rowid DESC LIMIT 1$/, 'the last row only'],
  [/^SELECT id FROM conversations WHERE updated_at >= \?$/, 'once, after the newest entry was erased'],
];
/** `SCAN` of a table; lists given as JSON and what a sub-select found are no scans (its own search is shown by itself). */
const scans = (plan: string): boolean => /^SCAN (?!CONSTANT|json_each|\(subquery-\d+\)$)/.test(plan);

/** Every way to ask for complaints: each condition there or not, for few lanes and for many. */
const listQueries = [undefined, ['received'] as const, complaintStatuses].flatMap((statuses) =>
  [undefined, null, 'li'].flatMap((handler) =>
    [undefined, ['billing'], ['billing', 'network', 'service']].flatMap((owners) =>
      [undefined, ['after_sales'] as const].flatMap((types) =>
        [undefined, 1 as const].flatMap((level) =>
          [undefined, true as const].map((owing): ComplaintQuery => {
            const given = Object.entries({ statuses, handler, owners, types, level, owing });
            return Object.fromEntries(given.filter(([, value]) => value !== undefined));
          }),
        ),
      ),
    ),
  ),
);

const tempDir = tempDirs();

test('no statement of a turn reads a whole table, however much is stored', async () => {
  const dir = tempDir();
  const prepare = jest.spyOn(Database.prototype, 'prepare');
  const store = openSqlite({ dir, clock: new ManualClock(), ids: sequentialIds() });
  // Lists of complaints have a statement for every way to ask, prepared when it is asked first.
  for (const query of listQueries) {
    await store.complaints.list(query, 9);
    await store.complaints.count(query, 9);
  }
  const statements = new Set(prepare.mock.calls.map(([sql]) => sql.replace(/\s+/g, ' ').trim()));
  prepare.mockRestore();
  store.close();
  const db = new Database(join(dir, 'desk.sqlite'));
  try {
    const scanning = [...statements]
      .filter((sql) => /^(SELECT|INSERT|UPDATE|DELETE)/.test(sql))
      .filter((sql) => {
        const numbered = [...sql.matchAll(/\?(\d+)/g)].map(([, number]) => Number(number));
        const values = Array.from({ length: Math.max(0, ...numbered) || sql.split('?').length - 1 }, () => 1);
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

test('a list of complaints is merged from an index that alone is read, in its order', async () => {
  const dir = tempDir();
  const store = openSqlite({ dir, clock: new ManualClock(), ids: sequentialIds() });
  const prepare = jest.spyOn(Database.prototype, 'prepare');
  for (const query of listQueries) {
    await store.complaints.list(query, 9);
    await store.complaints.count(query, 9);
  }
  const statements = new Set(prepare.mock.calls.map(([sql]) => sql));
  prepare.mockRestore();
  store.close();
  const db = new Database(join(dir, 'desk.sqlite'));
  try {
    for (const sql of statements) {
      const values = Array<number>(Math.max(...[...sql.matchAll(/\?(\d+)/g)].map(([, n]) => Number(n)))).fill(1);
      const plan = (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[])
        .map(({ detail }) => detail)
        .filter(
          (step) =>
            !/^(COMPOUND QUERY|LEFT-MOST SUBQUERY|UNION ALL|MERGE|LEFT|RIGHT|CO-ROUTINE|LIST SUBQUERY|SCAN (\(subquery|json_each))/.test(
              step,
            ),
        );
      // The documents of the page, at most `limit`, are found by their numbers and sorted.
      if (!sql.startsWith('SELECT COUNT')) {
        expect(plan.shift()).toBe('SEARCH complaints USING INTEGER PRIMARY KEY (rowid=?)');
        expect(plan.pop()).toBe('USE TEMP B-TREE FOR ORDER BY');
      }
      for (const step of plan) {
        expect(step).toMatch(
          /^SEARCH complaints USING COVERING INDEX complaints_\w+ \(.*\(created_at,id\)<\(\?,\?\)\)$/,
        );
      }
    }
    expect(statements.size).toBeGreaterThan(10);
  } finally {
    db.close();
  }
});
