import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../ports/clock';
import type { ConversationStore } from '../../ports/conversation-store';
import type { IdGenerator } from '../../ports/id-generator';
import { sqliteConversationStore } from './conversation-store';
import { SqliteFile } from './sqlite-file';

/** The embedded store: every port on one database file, `desk.sqlite`. */
export interface SqliteStore {
  readonly conversations: ConversationStore;
  /** Resolves when the database answers. @throws {StorageError} */
  ping(): Promise<void>;
  close(): void;
}

/**
 * Opens (and where needed creates or migrates) the store in a folder only this user may read.
 * @throws {StorageError} `storage_newer`, `storage_unavailable`
 */
export function openSqlite({ dir, clock }: { dir: string; clock: Clock; ids: IdGenerator }): SqliteStore {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = new SqliteFile(join(dir, 'desk.sqlite'));
  const alive = file.prepare<{ alive: number }>('SELECT 1 AS alive');
  return {
    conversations: sqliteConversationStore(file, clock),
    ping: () =>
      file.read(() => {
        alive.get();
      }),
    close: () => file.close(),
  };
}
