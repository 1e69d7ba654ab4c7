import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDataRequests } from '../../src/data-requests/data-requests';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import { ManualClock } from '../support/manual-clock';
import { sequentialIds } from '../support/sequential-ids';
import { tempDirs } from '../support/temp-dir';
import { call } from './call';

const newDir = tempDirs();
const phone = '13800000001';
const other = '13800000002';
const clock = new ManualClock();
const open = (dir: string) => openSqlite({ dir, clock, ids: sequentialIds() });
const kept = async (dir: string, number: string) => {
  const store = open(dir);
  const request = await createDataRequests(store).get(number);
  store.close();
  return request;
};

/** A copy and an erasure asked for by one number, a copy by another: `D…-01`, `-02`, `-03`. */
async function asked(): Promise<{ dir: string; number: (serial: number) => string }> {
  const dir = newDir();
  const store = open(dir);
  const requests = createDataRequests(store);
  await store.conversations.create({ id: 'sms_theirs', channel: 'sms', userId: phone });
  const numbers: string[] = [];
  for (const [serial, what, whose] of [
    [1, 'copy', phone],
    [2, 'erasure', phone],
    [3, 'copy', other],
  ] as const) {
    const conversationId = whose === phone ? 'sms_theirs' : 'sms_other';
    const { request } = await requests.ask({
      ...{ what, phone: whose, channel: 'sms', language: 'zh-Hans', conversationId, by: `turn_${serial}` },
      askedAt: clock.now(),
    });
    numbers.push(request.number);
  }
  store.close();
  return { dir, number: (serial) => numbers[serial - 1] ?? '' };
}

test('exporting by the number of the request answers it, and the copy holds the requests', async () => {
  const { dir, number } = await asked();
  const path = join(newDir(), 'copy.json');
  const { code, error } = await call(dir, ['export-customer', number(1), path], '', {}, clock);
  expect([code, error]).toEqual([0, expect.stringContaining(`Answered by it: ${number(1)}.`)]);
  expect(await kept(dir, number(1))).toMatchObject({ ended: { by: 'command', how: 'carried_out' } });
  expect((await kept(dir, number(2)))?.ended).toBeUndefined();
  expect((await kept(dir, number(3)))?.ended).toBeUndefined();
  const file = JSON.parse(readFileSync(path, 'utf8')) as { requests: object[]; records: object[] };
  expect(file.requests).toMatchObject([
    { number: number(1), what: 'copy', phone },
    { number: number(2), what: 'erasure', phone },
  ]);
  expect(JSON.stringify(file.requests)).not.toContain('turn_');
  expect(file.records).toMatchObject([{ data: { kind: 'data_request' } }, { data: { kind: 'data_request' } }]);
});

test('a dry run answers nothing', async () => {
  const { dir, number } = await asked();
  expect((await call(dir, ['export-customer', number(1), '--dry-run'], '', {}, clock)).code).toBe(0);
  expect((await call(dir, ['erase-customer', number(2), '--dry-run'], '', {}, clock)).code).toBe(0);
  for (const serial of [1, 2, 3]) expect((await kept(dir, number(serial)))?.ended).toBeUndefined();
});

test('erasing answers what is open, and keeps the fact without the person; others stay', async () => {
  const { dir, number } = await asked();
  const before = await kept(dir, number(3));
  const { code, error } = await call(dir, ['erase-customer', number(2), '--yes'], '', {}, clock);
  expect(code).toBe(0);
  expect(error).toContain(`${number(2)} (erasure, open)`);
  expect(error).not.toContain('of the complaints are open');
  const copy = await kept(dir, number(1));
  const erasure = await kept(dir, number(2));
  expect([copy?.ended?.how, erasure?.ended?.how]).toEqual(['erased', 'carried_out']);
  for (const request of [copy, erasure]) {
    expect(request).not.toHaveProperty('phone');
    expect(request).not.toHaveProperty('conversationId');
    expect(request).not.toHaveProperty('by');
  }
  expect(await kept(dir, number(3))).toEqual(before);
  const store = open(dir);
  const trail = await store.records.list('audit', 99);
  store.close();
  expect(trail.find(({ data }) => data['kind'] === 'erase_customer')?.data).toMatchObject({
    requests: [number(1), number(2)],
  });
  expect(JSON.stringify(trail)).not.toContain(phone);
  // It can be asked about by its number still, and not carried out again.
  const again = await call(dir, ['erase-customer', number(2), '--yes'], '', {}, clock);
  expect([again.code === 0, again.error]).toEqual([false, expect.stringContaining('was erased already')]);
});

test('a request nobody made is said to be none', async () => {
  const { dir } = await asked();
  const { code, error } = await call(dir, ['erase-customer', 'D20200101-01', '--yes'], '', {}, clock);
  expect([code === 0, error]).toEqual([false, expect.stringContaining('There is no request D20200101-01')]);
});
