import { readConfig } from '../../src/config';
import { silentLog } from '../../src/ports/log';
import { openStore } from '../../src/storage/open-store';
import { ManualClock } from '../support/manual-clock';
import { sequentialIds } from '../support/sequential-ids';
import { tempDirs } from '../support/temp-dir';

jest.mock('../../src/storage/mongo/open-mongo', () => {
  throw new Error('the driver was loaded');
});

const freshDir = tempDirs();
const deps = () => ({ clock: new ManualClock(), ids: sequentialIds(), log: silentLog, dir: freshDir() });

test('the driver of MongoDB is loaded only where the settings name a server', async () => {
  const store = await openStore(readConfig({}), deps());
  expect(await store.ping()).toBeUndefined();
  await store.close();
  const settings = readConfig({ MONGO_URL: 'mongodb://127.0.0.1:1' });
  await expect(openStore(settings, deps())).rejects.toThrow('the driver was loaded');
});
