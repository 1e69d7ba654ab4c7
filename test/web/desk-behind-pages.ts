import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import { allRooms } from '../desk/all-rooms';
import { type RunningDesk, runDesk } from '../desk/running-desk';
import { ManualClock } from '../support/manual-clock';
import { sequentialIds } from '../support/sequential-ids';
import { buildPages, builtPages } from './built-pages';

/** The real desk with all its rooms behind the pages as they are now; its clock begins at the browser's time. */
export async function deskBehindPages(dir: string): Promise<RunningDesk> {
  buildPages();
  const clock = new ManualClock();
  clock.set(Date.now());
  const store = openSqlite({ dir, clock, ids: sequentialIds() });
  return runDesk({ dir, of: { clock, store }, rooms: allRooms(store, clock), webDir: builtPages });
}
