import { conversationOfNumber } from '../../../src/channels/sms/conversation-id';
import { eventually } from '../../support/eventually';
import { smsLines } from './sms-line';

const line = smsLines();
const phone = '13800000001';
const conversationId = conversationOfNumber(phone, 'test key of conversation ids');

test('what became of a reply is recorded with it, once, and counted', async () => {
  const { say, transport, store, counted } = await line();
  await say(phone, '你好');
  await eventually(async () => (await store.records.list('sms', 9)).length === 1);
  await transport.tell({ id: 'm1', state: 'buffered', detail: 'ACCEPTD' });
  await transport.tell({ id: 'm1', state: 'delivered', detail: 'DELIVRD' });
  // Late, and no longer true: the first final word counts.
  await transport.tell({ id: 'm1', state: 'buffered', detail: 'ENROUTE' });
  await transport.tell({ id: 'm1', state: 'failed', detail: 'EXPIRED' });
  const records = await store.records.list('sms', 9);
  expect(records.map(({ data, conversationId: of }) => [of, data])).toEqual([
    [conversationId, expect.objectContaining({ id: 'm1', state: 'delivered', detail: 'DELIVRD', kind: 'reply' })],
    [conversationId, expect.objectContaining({ id: 'm1', part: 1, of: 1, key: expect.stringMatching(/\.1:sms$/) })],
  ]);
  expect(counted.filter((name) => name.startsWith('sms_receipts_total'))).toEqual([
    'sms_receipts_total smpp reply delivered',
  ]);
});

test('a confirmation of a complaint that did not arrive is counted as one, also after a restart', async () => {
  const { sms, dir, clock, store, transport, runner } = await line();
  await sms.send({ to: phone, text: '投诉已登记', key: `${conversationId}|0000001:sms`, kind: 'complaint' });
  await eventually(async () => (await store.records.list('sms', 9)).length === 1);
  await runner.stop(1_000);
  clock.advance(2 * 24 * 3600_000);
  const later = await line({ dir, clock, transport });
  await transport.tell({ id: 'm1', state: 'failed', detail: 'UNDELIV' });
  expect(later.counted).toContain('sms_receipts_total smpp complaint failed');
  expect(later.lines.join('\n')).toContain('did not arrive');
  expect(later.lines.join('\n')).not.toContain(phone);
});

test('a receipt that overtakes the answer waits for it; one of nobody is noted and nothing else', async () => {
  const { sms, transport, counted, lines, store } = await line();
  transport.answer = async () => {
    setTimeout(() => void transport.tell({ id: 'x1', state: 'delivered', detail: 'ok' }), 0);
    await new Promise((resolve) => setTimeout(resolve, 60));
    return { ok: true, ids: ['x1', 'x2'] };
  };
  await sms.send({ to: phone, text: 'hello', key: 'k1', kind: 'service' });
  await eventually(() => counted.includes('sms_receipts_total smpp service delivered'));
  await transport.tell({ id: 'unknown', state: 'failed', detail: 'x' });
  expect(lines.join('\n')).toContain('not sent from here');
  await eventually(async () => (await store.records.list('sms', 9)).length === 3);
});

test('an id that comes again the next day is the newer message', async () => {
  const { sms, transport, clock, store } = await line();
  transport.answer = async () => ({ ok: true, ids: ['1'] });
  await sms.send({ to: phone, text: 'a', key: 'first', kind: 'service' });
  await transport.tell({ id: '1', state: 'delivered', detail: '' });
  clock.advance(24 * 3600_000);
  await sms.send({ to: phone, text: 'b', key: 'second', kind: 'service' });
  await transport.tell({ id: '1', state: 'failed', detail: '' });
  await eventually(async () => (await store.records.list('sms', 9)).length === 4);
  const told = (await store.records.list('sms', 9)).flatMap(({ data }) =>
    data['state'] ? [[data['key'], data['state']]] : [],
  );
  expect(told).toEqual([
    ['second', 'failed'],
    ['first', 'delivered'],
  ]);
});
