import { randomUUID } from 'node:crypto';
import { turn } from '../support/filled-store';
import { tempDirs } from '../support/temp-dir';
import { type RunningDesk, runDesk } from './running-desk';

const freshDir = tempDirs();
let desk: RunningDesk;
beforeEach(async () => {
  desk = await runDesk({ dir: freshDir() });
});
afterEach(() => desk.stop());

const minute = 60_000;

test('the line, who serves whom, and the waits of the last hour against the standard', async () => {
  const first = await desk.waiting({ createdAt: desk.clock.now() - 30_000 });
  const second = await desk.waiting({ createdAt: desk.clock.now() - 5 * minute });
  await desk.waiting({ createdAt: desk.clock.now() - 2 * minute, skill: 'technical' });
  await desk.presence.setStatus('lin', 'available');
  for (const { id } of [first, second]) await desk.post('lin', `/handoffs/${id}/take`);
  desk.clock.advance(3 * minute);
  await desk.post('lin', `/handoffs/${first.id}/finish`, { result: 'solved', cause: 'ordered_without_consent' });
  await desk.presence.seen('lin');
  const { body } = await desk.get('boss', '/live');
  expect(body.waitingInAll).toBe(1);
  expect(body.waiting).toMatchObject([{ skill: 'technical' }]);
  const lin = body.agents.find(({ name }: { name: string }) => name === 'lin');
  expect(lin).toMatchObject({
    load: 1,
    finishedToday: 1,
    handlingMs: 3 * minute,
    presence: { status: 'available' },
    customers: [{ id: second.id, agent: 'lin' }],
  });
  expect(body.agents.map(({ name }: { name: string }) => name)).toEqual(['boss', 'chen', 'lin', 'wang']);
  expect(body.agents.find(({ name }: { name: string }) => name === 'chen').presence).toBeUndefined();
  const waits = new Map(body.waits.map((one: { team: string }) => [one.team, one]));
  expect(waits.get('technical')).toMatchObject({ waiting: 1, longestMs: 5 * minute, accepted: 0 });
  expect(waits.get('technical')).not.toHaveProperty('medianMs');
  expect(waits.get('billing')).toMatchObject({
    waiting: 0,
    longestMs: 0,
    accepted: 2,
    medianMs: 30_000,
    withinStandard: 0.5,
  });
});

test('takes over, whispers, gives to somebody else; an agent can do none of it', async () => {
  const { id } = await desk.waiting();
  await desk.post('lin', `/handoffs/${id}/take`);
  const whisper = { id: randomUUID(), kind: 'whisper', text: '可以退这笔6元，客户是老用户' };
  expect(await desk.post('lin', `/handoffs/${id}/notes`, whisper)).toMatchObject({ status: 403 });
  expect(await desk.post('boss', `/handoffs/${id}/notes`, whisper)).toMatchObject({ status: 200 });
  expect(await desk.post('boss', `/handoffs/${id}/notes`, whisper)).toMatchObject({ status: 200 });
  const heard = (await desk.get('lin', `/handoffs/${id}`)).body.notes;
  expect(heard).toEqual([expect.objectContaining({ kind: 'whisper', author: 'boss', text: whisper.text })]);

  expect(await desk.post('lin', `/handoffs/${id}/reassign`, { agent: 'chen', note: '' })).toMatchObject({
    status: 403,
  });
  expect(await desk.post('boss', `/handoffs/${id}/reassign`, { agent: 'chen', note: '请接手' })).toMatchObject({
    status: 204,
  });
  // Out of lin's sight unless it is his team's; chen's by name.
  const forChen = await desk.get('chen', `/handoffs/${id}`);
  expect(forChen).toMatchObject({ status: 200, body: { status: 'waiting' } });
  expect(forChen.body.notes).toEqual([expect.objectContaining({ kind: 'transfer', text: '请接手' })]);

  await desk.post('chen', `/handoffs/${id}/take`);
  expect(await desk.post('boss', `/handoffs/${id}/take`)).toMatchObject({ status: 200, body: { agent: 'boss' } });
  expect(await desk.post('chen', `/handoffs/${id}/messages`, { id: randomUUID(), text: '您好' })).toMatchObject({
    status: 404,
  });
  expect(await desk.post('boss', `/handoffs/${id}/reassign`, { agent: 'nobody', note: '' })).toMatchObject({
    status: 409,
    code: 'unknown_agent',
  });
  for (const body of [{ note: '' }, { agent: 'lin', team: 'billing', note: '' }, { agent: { $ne: '' }, note: '' }]) {
    expect(await desk.post('boss', `/handoffs/${id}/reassign`, body)).toMatchObject({ status: 400 });
  }
});

test('the trail is leafed by time, newest first, and holds no personal data', async () => {
  const { id } = await desk.waiting();
  for (let index = 0; index < 120; index += 1) {
    desk.clock.advance(1_000);
    await desk.store.records.append({
      kind: 'audit',
      key: `old ${index}`,
      at: desk.clock.now(),
      conversationId: 'conv_1',
      data: { kind: 'cancel_service', phone: '138****0001', step: 'asked', note: '13800000001' },
    });
  }
  desk.clock.advance(1_000);
  await desk.post('lin', `/handoffs/${id}/take`);
  const { body } = await desk.get('boss', '/audit');
  expect(body.entries.slice(0, 2)).toMatchObject([
    { staff: 'boss', act: 'audit' },
    { staff: 'lin', act: 'take', about: id },
  ]);
  expect(body.entries[5]).toMatchObject({ staff: 'bot', act: 'cancel_service', about: 'conv_1' });
  expect(JSON.stringify(body)).not.toContain('13800000001');
  const older = await desk.get('root', `/audit?before=${body.entries.at(-1).at}`);
  expect(body.entries.length + older.body.entries.length).toBe(122);
  for (const before of ['', 'x', '-1', '1e9', '[object Object]']) {
    expect(await desk.get('boss', `/audit?before=${encodeURIComponent(before)}`)).toMatchObject({ status: 400 });
  }
});

test('an administrator sees what could not be sent, and sends it again', async () => {
  await desk.store.conversations.create({ id: 'conv_x', channel: 'web', userId: 'u' });
  await desk.store.conversations.accept('conv_x', 'm1', { type: 'message', text: 'x' });
  await turn(desk.store, 'conv_x', 't1', 'x');
  const [claimed] = await desk.store.outbox.claim(10, 1_000);
  if (!claimed) throw new Error('nothing to send');
  await desk.store.outbox.settle(claimed, { result: 'dead', error: 'refused for 13800000001' });
  const { body } = await desk.get('root', '/outbox');
  expect(body.entries).toEqual([
    { key: 't1:turn', kind: 'webhook', createdAt: expect.any(Number), attempts: 1, error: 'refused for 138****0001' },
  ]);
  const again = () => desk.post('root', '/outbox/resend', { key: 't1:turn' }, { 'idempotency-key': '"press-0001"' });
  expect(await again()).toMatchObject({ status: 204 });
  // Its answer was lost; without a key nobody knows that it was the same press.
  expect(await again()).toMatchObject({ status: 204 });
  expect(await desk.post('root', '/outbox/resend', { key: 't1:turn' })).toMatchObject({ status: 404 });
  expect((await desk.get('root', '/outbox')).body.entries).toEqual([]);
});

test('rights of roles are refused before anything is looked up', async () => {
  for (const [who, path] of [
    ['lin', '/live'],
    ['root', '/live'],
    ['lin', '/audit'],
    ['lin', '/outbox'],
    ['boss', '/outbox'],
  ] as const) {
    expect(await desk.get(who, path)).toMatchObject({ status: 403, code: 'Forbidden' });
  }
  expect(await desk.post('boss', '/outbox/resend', { key: 'x' })).toMatchObject({ status: 403 });
  expect((await desk.get('root', '/handoffs')).body).toMatchObject({ offered: [], mine: [], waiting: [] });
});
