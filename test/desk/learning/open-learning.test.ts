import { openLearning } from '../../../src/desk/learning/open-learning';
import { silentLog } from '../../../src/ports/log';
import { openSqlite } from '../../../src/storage/sqlite/open-sqlite';
import { fakeFigures, spread } from '../../learning/fake-figures';
import { catalogue, dataDir, wrapUp } from '../../learning/learning-of';
import { ManualClock } from '../../support/manual-clock';
import { sequentialIds } from '../../support/sequential-ids';
import { tempDirs } from '../../support/temp-dir';

const newDir = tempDirs();
const stores: { close(): void }[] = [];
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
});

function opened(digest?: { readonly recipients: ReadonlyMap<string, readonly string[]> }) {
  const clock = new ManualClock(Date.parse('2026-11-23T09:00:00+08:00'));
  const store = openSqlite({ dir: newDir(), clock, ids: sequentialIds() });
  stores.push(store);
  let sent = 0;
  const door = openLearning({
    ...{ store, catalogue, wrapUp, clock, dataDir, log: silentLog },
    figures: fakeFigures(spread(5, '2026-11-16', 5, 'charged_twice')),
    publicUrl: 'https://desk.example.com/',
    sent: () => {
      sent += 1;
    },
    ...(digest && { digest: { language: 'en' as const, ...digest } }),
  });
  return { ...door, store, sent: () => sent };
}

test('a letter with the names of the data files and a link to the page', async () => {
  const { jobs, store, sent } = opened({ recipients: new Map([['billing', ['a@example.com']]]) });
  expect(jobs.map(({ name }) => name)).toEqual(['knowledge-drafts', 'digest']);
  for (const job of jobs) await job.run(new AbortController().signal);
  const [letter, ...more] = await store.outbox.list('waiting', 9);
  expect(more).toEqual([]);
  expect(sent()).toBe(1);
  expect(letter?.payload['subject']).toBe('Complaints of the week 2026-W47: Billing team, 5 complaints, 0 left out');
  expect(letter?.payload['text']).toContain('  Charged twice by mistake: 5 (week before: 0)');
  expect(letter?.payload['text']).toContain(
    'Details: https://desk.example.com/board#/learning?tab=digest&week=2026-W47&owner=billing',
  );
  expect(letter?.payload['text']).not.toMatch(/_rate|_time|_cost|durable_/);
});

test('without recipients there is no job that sends', () => {
  const { jobs, rooms } = opened();
  expect(jobs.map(({ name }) => name)).toEqual(['knowledge-drafts']);
  expect(rooms).toHaveLength(2);
});
