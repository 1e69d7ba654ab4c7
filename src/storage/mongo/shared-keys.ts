import type { SharedKeys } from '../../ports/shared-keys';
import { original, stored } from '../stored-text';
import type { MongoDatabase } from './mongo-database';
import { isDuplicate } from './mongo-fault';

/** Keys of the installation, in the database all its nodes share. */
export function mongoSharedKeys(database: MongoDatabase): SharedKeys {
  const keys = database.collection('shared_keys');
  const { bounded } = database;
  const find = async (_id: string) => {
    const found = await keys.findOne({ _id }, bounded);
    return found ? original(found.value) : undefined;
  };
  return {
    getOrPut: (name, value) =>
      database.run(async () => {
        const _id = stored(name);
        const first = await find(_id);
        if (first !== undefined) return first;
        try {
          await keys.insertOne({ _id, value: stored(value) }, bounded);
          return value;
        } catch (error) {
          const theirs = isDuplicate(error) ? await find(_id) : undefined;
          if (theirs === undefined) throw error;
          return theirs;
        }
      }),
  };
}
