import type { SharedKeys } from '../../ports/shared-keys';
import type { SqliteFile } from './sqlite-file';

/** Keys of the installation, in the database file that only its user may read. */
export function sqliteSharedKeys(file: SqliteFile): SharedKeys {
  const put = file.prepare('INSERT INTO shared_keys VALUES (?, ?) ON CONFLICT (name) DO NOTHING');
  const get = file.prepare<{ value: string }>('SELECT value FROM shared_keys WHERE name = ?');
  return {
    getOrPut: async (name, value) => {
      const stored = await file.read(() => get.get(name));
      if (stored) return stored.value;
      return file.write(() => {
        put.run(name, value);
        return get.get(name)?.value ?? value;
      });
    },
  };
}
