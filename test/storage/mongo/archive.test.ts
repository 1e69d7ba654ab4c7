import { withMongo } from '../../support/mongo';
import { tempDirs } from '../../support/temp-dir';
import { archiveContract } from '../contracts/archive';
import { sqliteStores } from '../sqlite/sqlite-stores';
import { mongoStores } from './mongo-stores';

const openSqlite = sqliteStores(tempDirs());

withMongo('moving between MongoDB and the embedded store', (url) => {
  const openMongo = mongoStores(url);
  archiveContract(
    'MongoDB',
    async (clock) => (await openMongo(clock))[0],
    (clock) => openSqlite(clock)[0],
  );
  archiveContract(
    'the embedded store beside MongoDB',
    (clock) => openSqlite(clock)[0],
    async (clock) => (await openMongo(clock))[0],
  );
});
