import { createDataRequests } from '../../../src/data-requests/data-requests';
import type { BoardToday } from '../../../src/desk/board-api';
import { randomIds } from '../../../src/ports/id-generator';
import { openSqlite } from '../../../src/storage/sqlite/open-sqlite';
import { ManualClock } from '../../support/manual-clock';
import { tempDirs } from '../../support/temp-dir';
import { allRooms } from '../all-rooms';
import { type RunningDesk, runDesk } from '../running-desk';

const newDir = tempDirs();
const clock = new ManualClock();
const dayMs = 86_400_000;
let store: ReturnType<typeof openSqlite>;
let desk: RunningDesk;
beforeEach(async () => {
  const dir = newDir();
  store = openSqlite({ dir, clock, ids: randomIds });
  desk = await runDesk({ dir, of: { clock, store }, rooms: allRooms(store, clock) });
});
afterEach(async () => {
  await desk.stop();
  store.close();
});

const asks = (phone: string, askedAt = clock.now()) =>
  createDataRequests(store).ask({
    ...{ what: 'erasure', phone, channel: 'sms', language: 'zh-Hans', conversationId: `conv_${phone}` },
    ...{ by: `turn_${phone}`, askedAt },
  });
const today = async (): Promise<BoardToday> => (await desk.get('boss', '/board/today')).body;

test('today shows what waits, the first to run out first, without the number of the customer', async () => {
  await asks('13800000002');
  const { request } = await asks('13800000003', clock.now() - 16 * dayMs);
  const { ownData } = await today();
  expect(ownData).toMatchObject([
    { number: request.number, what: 'erasure', channel: 'sms', phone: '138****0003', dueAt: request.dueAt },
    { phone: '138****0002' },
  ]);
  expect(JSON.stringify(ownData)).not.toMatch(/1380000000\d|conv_|turn_/);
});

test('answered otherwise it is off the list, once, and in the trail', async () => {
  const { request } = await asks('13800000002');
  const path = `/board/own-data/${request.number}/answer`;
  for (const who of ['lin', 'chen', 'root']) expect((await desk.post(who, path, { words: '好' })).status).toBe(403);
  expect((await desk.post('boss', path, { words: ' ' })).status).toBe(400);
  expect((await desk.post('boss', path, { words: '好', more: 1 })).status).toBe(400);
  const done = await desk.post('boss', path, { words: '客户13800000002已撤回' });
  expect([done.status, done.body]).toEqual([200, []]);
  expect((await today()).ownData).toEqual([]);
  const again = await desk.post('boss', path, { words: '再说一次' });
  expect([again.status, again.code]).toEqual([409, 'not_now']);
  const trail = (await desk.get('boss', '/audit')).body.entries as readonly { act: string; about?: string }[];
  expect(trail.filter(({ about }) => about === request.number)).toMatchObject([
    { act: 'own_data_answer' },
    { act: 'data_request' },
  ]);
  expect(JSON.stringify(trail)).not.toContain('13800000002');
  for (const number of ['D20261122-99', '__proto__', 'D'.repeat(99)])
    expect((await desk.post('boss', `/board/own-data/${number}/answer`, { words: '好' })).status).toBe(404);
});
