import type { Clock } from '../../ports/clock';
import type { DocumentStore, StoredDocument } from '../../ports/document-store';
import { finite, original, stored } from '../stored-text';
import type { SqliteFile } from './sqlite-file';

/** Small documents by kind and key, in SQLite. */
export function sqliteDocumentStore(file: SqliteFile, clock: Clock): DocumentStore {
  const sql = statements(file);

  function putNow(kind: string, key: string, value: string, expected: number): number | undefined {
    const written =
      expected === 0
        ? sql.insert.run(kind, key, clock.now(), value)
        : sql.replace.run(clock.now(), value, kind, key, expected);
    return written === 1 ? expected + 1 : undefined;
  }

  return {
    get: async <Value>(kind: string, key: string) => {
      const [ofKind, id] = [stored(kind), stored(key)];
      const row = await file.read(() => sql.get.get(ofKind, id));
      return row && toDocument<Value>(row);
    },
    list: async <Value>(kind: string, limit: number) => {
      const [ofKind, most] = [stored(kind), Math.max(0, finite(limit))];
      return file.read(() => sql.list.all(ofKind, most).map((row) => toDocument<Value>(row)));
    },
    put: async (kind, key, value, expected) => {
      const [ofKind, id, text, version] = [stored(kind), stored(key), JSON.stringify(value), finite(expected)];
      return file.write(() => putNow(ofKind, id, text, version));
    },
    remove: async (kind, key) => {
      const [ofKind, id] = [stored(kind), stored(key)];
      return file.write(() => sql.remove.run(ofKind, id) === 1);
    },
    removeOlder: async (kind, before) => {
      const [ofKind, time] = [stored(kind), finite(before)];
      return file.write(() => sql.removeOlder.run(ofKind, time));
    },
  };
}

interface Row {
  key: string;
  version: number;
  at: number;
  value: string;
}

const toDocument = <Value>({ key, version, at, value }: Row): StoredDocument<Value> => ({
  key: original(key),
  version,
  at,
  value: JSON.parse(value) as Value,
});

const statements = (file: SqliteFile) => ({
  get: file.prepare<Row>('SELECT key, version, at, value FROM documents WHERE kind = ? AND key = ?'),
  list: file.prepare<Row>('SELECT key, version, at, value FROM documents WHERE kind = ? ORDER BY key LIMIT ?'),
  insert: file.prepare('INSERT INTO documents VALUES (?, ?, 1, ?, ?) ON CONFLICT (kind, key) DO NOTHING'),
  replace: file.prepare(
    'UPDATE documents SET version = version + 1, at = ?, value = ? WHERE kind = ? AND key = ? AND version = ?',
  ),
  remove: file.prepare('DELETE FROM documents WHERE kind = ? AND key = ?'),
  removeOlder: file.prepare('DELETE FROM documents WHERE kind = ? AND at < ?'),
});
