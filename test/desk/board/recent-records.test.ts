import { random } from '../../../bench/load/random';
import { RecentRecords } from '../../../src/desk/board/recent-records';
import { recordsBetween } from '../../../src/desk/board/records-between';
import type { LogRecord } from '../../../src/ports/record-log';
import { ManualClock } from '../../support/manual-clock';

const minute = 60_000;

/** A log in memory that counts what is read of it. */
function someLog() {
  let all: LogRecord[] = [];
  let isSorted = true;
  const seen = { read: 0 };
  return {
    seen,
    add(at: number): void {
      all.push({ kind: 'miss', key: `k${all.length}`, at, conversationId: 'c', data: { text: '流量' } });
      isSorted = false;
    },
    erase(key: string): void {
      all = all.filter((record) => record.key !== key);
    },
    list: async (_: LogRecord['kind'], limit: number, before = Number.POSITIVE_INFINITY) => {
      if (!isSorted) all.sort((a, b) => b.at - a.at || Number(b.key.slice(1)) - Number(a.key.slice(1)));
      isSorted = true;
      const page = all.filter(({ at }) => at < before).slice(0, limit);
      seen.read += page.length;
      // As a store does: another object each time.
      return page.map((record) => ({ ...record }));
    },
  };
}

async function gathered(records: AsyncIterable<LogRecord>): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of records) keys.push(key);
  return keys;
}

test('whatever span is asked for, it is what the log says, while more is written', async () => {
  const [log, clock, chance] = [someLog(), new ManualClock(), random(7)];
  const start = clock.now();
  // More than are kept, many of them of one moment.
  for (let index = 0; index < 13_000; index += 1) log.add(start - Math.floor(chance() * 4_000) * minute);
  const recent = new RecentRecords(log, clock);
  for (let round = 0; round < 40; round += 1) {
    for (let index = 0; index < Math.floor(chance() ** 4 * 200); index += 1) log.add(clock.now() - chance() * minute);
    const [from, until] = [chance() * 4_200, chance() * 400].map((ago) => clock.now() - Math.floor(ago) * minute);
    const wanted = [from ?? 0, round % 3 === 0 ? clock.now() + minute : (until ?? 0)] as const;
    expect(await gathered(recent.between('miss', ...wanted))).toEqual(
      await gathered(recordsBetween(log, 'miss', ...wanted)),
    );
    clock.advance(Math.floor(chance() * 30_000));
  }
});

test('asked again, little is read, and what was made of a record can be kept with it', async () => {
  const [log, clock] = [someLog(), new ManualClock()];
  for (let index = 0; index < 5_000; index += 1) log.add(clock.now() - index * minute);
  const recent = new RecentRecords(log, clock);
  const first: LogRecord[] = [];
  for await (const record of recent.between('miss', 0, clock.now() + minute)) first.push(record);
  log.seen.read = 0;
  log.add(clock.now());
  const again: LogRecord[] = [];
  for await (const record of recent.between('miss', 0, clock.now() + minute)) again.push(record);
  expect(again).toHaveLength(5_001);
  expect(again.slice(1).every((record, index) => record === first[index])).toBe(true);
  expect(log.seen.read).toBeLessThan(100);
});

test('what was erased is gone after ten minutes', async () => {
  const [log, clock] = [someLog(), new ManualClock()];
  for (let index = 0; index < 100; index += 1) log.add(clock.now() - index * minute);
  const recent = new RecentRecords(log, clock);
  const all = () => gathered(recent.between('miss', 0, Number.MAX_SAFE_INTEGER));
  expect(await all()).toContain('k90');
  log.erase('k90');
  clock.advance(10 * minute + 1);
  expect(await all()).not.toContain('k90');
});
