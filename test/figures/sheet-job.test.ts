import { sqliteStores } from '../storage/sqlite/sqlite-stores';
import { tempDirs } from '../support/temp-dir';
import { sheetJobContract } from './sheet-job-contract';

sheetJobContract('SQLite', sqliteStores(tempDirs()));
