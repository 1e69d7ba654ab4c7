import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttachmentStore, StoredAttachment } from '../../ports/attachment-store';
import type { Clock } from '../../ports/clock';
import type { IdGenerator } from '../../ports/id-generator';
import { StorageError } from '../storage-error';
import { writeDurably } from '../write-durably';
import type { SqliteFile } from './sqlite-file';

/** Evidence files: bytes in a folder of their own under names of ours, what they are in SQLite. */
export function sqliteAttachmentStore(
  file: SqliteFile,
  { dir, clock, ids }: { dir: string; clock: Clock; ids: IdGenerator },
): AttachmentStore {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const sql = {
    insert: file.prepare('INSERT INTO attachments VALUES (?, ?, ?)'),
    get: file.prepare<{ doc: string }>('SELECT doc FROM attachments WHERE id = ?'),
    count: file.prepare<{ count: number }>('SELECT COUNT(*) AS count FROM attachments WHERE conversation_id = ?'),
  };
  return {
    async put({ bytes, conversationId, name, contentType }) {
      const id = ids.next('att');
      const size = bytes.length;
      const stored: StoredAttachment = { id, conversationId, name, contentType, size, createdAt: clock.now() };
      // Bytes first: a crash in between leaves a file nobody knows, never a record without its file.
      await writeDurably(join(dir, id), bytes);
      await file.write(() => sql.insert.run(id, conversationId, JSON.stringify(stored)));
      return stored;
    },

    async get(id) {
      const row = await file.read(() => sql.get.get(id));
      if (!row) return undefined;
      const stored = JSON.parse(row.doc) as StoredAttachment;
      try {
        return { ...stored, bytes: await readFile(join(dir, stored.id)) };
      } catch (error) {
        throw new StorageError('storage_unavailable', error);
      }
    },

    count: (conversationId) => file.read(() => sql.count.get(conversationId)?.count ?? 0),
  };
}
