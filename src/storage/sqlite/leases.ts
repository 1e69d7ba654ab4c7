import type { Clock } from '../../ports/clock';
import type { JobLease, Leases } from '../../ports/leases';
import { latestEnd } from '../clock-set-back';
import type { SqliteFile } from './sqlite-file';

/** Leases of background jobs in SQLite, for several processes on one machine. */
export function sqliteLeases(file: SqliteFile, clock: Clock): Leases {
  // A lease that was given back keeps its row: its number goes on.
  const acquire = file.prepare<{ fencing: number }>(
    `INSERT INTO leases VALUES (?, ?, 1, ?)
     ON CONFLICT (name) DO UPDATE
       SET fencing = fencing + (owner IS NOT excluded.owner), owner = excluded.owner, until = excluded.until
       WHERE owner IS NULL OR owner = excluded.owner OR until <= ? OR until > ?
     RETURNING fencing`,
  );
  const release = file.prepare(
    'UPDATE leases SET owner = NULL, until = 0 WHERE name = ? AND owner = ? AND fencing = ?',
  );
  return {
    acquire: (name, owner, ttlMs) =>
      file.writeLightly((): JobLease | undefined => {
        const until = clock.now() + ttlMs;
        const row = acquire.get(name, owner, until, clock.now(), latestEnd(clock.now()));
        return row && { name, owner, fencing: row.fencing, until };
      }),
    release: ({ name, owner, fencing }) =>
      file.writeLightly(() => {
        release.run(name, owner, fencing);
      }),
  };
}
