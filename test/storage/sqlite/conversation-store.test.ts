import { tempDirs } from '../../support/temp-dir';
import { conversationStoreContract } from '../contracts/conversation-store';
import { sqliteStores } from './sqlite-stores';

const openTwo = sqliteStores(tempDirs());

conversationStoreContract('SQLite', (clock) => {
  const [one, two] = openTwo(clock);
  return { store: one.conversations, other: two.conversations };
});
