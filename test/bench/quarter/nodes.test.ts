import { join } from 'node:path';
import { playQuarter } from '../../../bench/quarter/quarter';
import { quarterCommand } from '../../../bench/quarter/quarter-command';
import { readOptions, wholeQuarter } from '../../../bench/quarter/quarter-options';
import { withMongo } from '../../support/mongo';

const root = join(__dirname, '../../..');

afterEach(() => jest.restoreAllMocks());

test('several nodes are asked for in both ways options are written', () => {
  expect(readOptions(['--nodes', '2', '--days=10'], root)).toMatchObject({ nodes: 2, days: 10 });
  expect(readOptions(['--nodes=3'], root)).toMatchObject({ nodes: 3, days: 90 });
  expect(readOptions([], root)).toMatchObject({ nodes: 1 });
  expect(readOptions(['--nodes=0'], root)).toBeUndefined();
  expect(readOptions(['--nodes'], root)).toBeUndefined();
});

test('without a server that nodes could share it is said how to get one', async () => {
  const server = process.env['MONGO_URL'];
  delete process.env['MONGO_URL'];
  const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    expect(await quarterCommand(['--nodes', '2'], root)).toBe(2);
    expect(said.mock.calls.join()).toContain('tools/mongo-memory-server/with-server npm run simulate -- --nodes 2');
  } finally {
    if (server !== undefined) process.env['MONGO_URL'] = server;
  }
});

withMongo('some days on two nodes that share a database', (mongoUrl) => {
  test('leave no difference, whichever of them was asked, had the job, or died', async () => {
    const small = { ...wholeQuarter, days: 2, customers: 200, complaints: 10, contacts: 6, crashes: 1, nodes: 2 };
    const result = await playQuarter({ ...small, root, mongoUrl }, () => undefined);
    expect(Object.values(result.faults).flat()).toEqual([]);
    // It has looked at something.
    expect(result.complaints).toBeGreaterThanOrEqual(10);
    expect(result.crashes).toMatchObject([{ point: 'complaint_stored' }]);
    // One node was killed, one was away, and the other went on; the store was away for both.
    expect(result.replaced).toHaveLength(2);
    expect(result.absences).toHaveLength(1);
    expect(result.asked.every((count) => count > 50)).toBe(true);
    expect(result.timers.fired).toBeGreaterThan(10);
    expect(result.timers.latestMs).toBeLessThanOrEqual(60_000);
    expect(result.customers.messages).toBeGreaterThan(40);
  }, 300_000);
});
