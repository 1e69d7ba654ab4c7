import { requestNumberIn, withoutPerson } from '../../src/data-requests/data-request';
import { createDataRequests, type NewDataRequest, removeEndedRequests } from '../../src/data-requests/data-requests';
import { createOverdueJob } from '../../src/data-requests/overdue-job';
import { silentLog } from '../../src/ports/log';
import type { LogRecord } from '../../src/ports/record-log';
import { ManualClock } from '../support/manual-clock';
import { memoryDocuments } from '../support/memory-documents';

const dayMs = 86_400_000;
const clock = new ManualClock();
const start = Date.parse('2026-11-21T10:00:00+08:00');
let documents: ReturnType<typeof memoryDocuments>;
let trail: Map<string, LogRecord>;
let requests: ReturnType<typeof createDataRequests>;
beforeEach(() => {
  clock.set(start);
  documents = memoryDocuments(clock);
  trail = new Map();
  requests = createDataRequests({
    documents,
    records: {
      async append(record) {
        if (!trail.has(record.key)) trail.set(record.key, record);
      },
    },
  });
});

const wanted = (over: Partial<NewDataRequest> = {}): NewDataRequest => ({
  what: 'copy',
  phone: '13800000002',
  channel: 'web',
  language: 'zh-Hans',
  conversationId: 'conv_1',
  by: 'conv_1|7',
  askedAt: clock.now(),
  ...over,
});
const job = () => createOverdueJob({ dataRequests: requests, clock, log: silentLog }).run();

it('notes a request once, with a number, 15 days and a line in the trail', async () => {
  const { request, isNew } = await requests.ask(wanted());
  expect(isNew).toBe(true);
  expect(request).toMatchObject({ number: 'D20261121-01', dueAt: start + 15 * dayMs });
  expect([...trail.values()]).toMatchObject([
    { kind: 'audit', conversationId: 'conv_1', data: { kind: 'data_request', what: 'copy', phone: '138****0002' } },
  ]);
  expect(JSON.stringify([...trail.values()])).not.toContain('13800000002');
});

it('makes no second one of a turn that is run again, nor of the same thing asked again', async () => {
  await requests.ask(wanted());
  expect(await requests.ask(wanted())).toMatchObject({ isNew: true, request: { number: 'D20261121-01' } });
  expect(await requests.ask(wanted({ by: 'conv_2|3' }))).toMatchObject({ isNew: false });
  expect(await requests.ask(wanted({ by: 'conv_2|5', what: 'erasure' }))).toMatchObject({
    isNew: true,
    request: { number: 'D20261121-02' },
  });
  expect(await requests.open()).toHaveLength(2);
  expect(trail.size).toBe(2);
});

it('gives no number twice when two nodes write at once', async () => {
  const many = await Promise.all(
    ['13800000001', '13800000002', '13800000003'].map((phone) => requests.ask(wanted({ phone, by: phone }))),
  );
  expect(new Set(many.map(({ request }) => request.number)).size).toBe(3);
});

it('marks what nobody answered in time once, not a moment earlier, also after a pause', async () => {
  await requests.ask(wanted());
  await requests.ask(wanted({ by: 'b', phone: '13800000003' }));
  await requests.end('13800000003', 'copy', 'carried_out', clock.now());
  clock.set(start + 15 * dayMs - 1);
  await job();
  expect((await requests.open())[0]?.overdueAt).toBeUndefined();
  clock.set(start + 20 * dayMs);
  await Promise.all([job(), job()]);
  clock.set(start + 21 * dayMs);
  await job();
  expect((await requests.open()).map(({ number, overdueAt }) => [number, overdueAt])).toEqual([
    ['D20261121-01', start + 20 * dayMs],
  ]);
  expect([...trail.keys()].filter((key) => key.startsWith('data_request_overdue'))).toEqual([
    'data_request_overdue:D20261121-01',
  ]);
});

it('is answered by a supervisor once, with words that hold no number', async () => {
  const { request } = await requests.ask(wanted());
  const key = { by: 'boss', id: 'k1', print: 'p' };
  const answered = await requests.answer(request.number, 'boss', start + 5, '已当面交给13800000002本人', key);
  expect(answered).toMatchObject({ ok: true, value: { ended: { by: 'boss', how: 'answered' } } });
  expect(JSON.stringify(answered)).toContain('138****0002本人');
  expect(await requests.answer(request.number, 'boss', start + 9, '已当面交给13800000002本人', key)).toMatchObject({
    ok: true,
    value: { ended: { at: start + 5 } },
  });
  expect(await requests.answer(request.number, 'other', start + 9, '又一次')).toEqual({ ok: false, reason: 'not_now' });
  expect(await requests.answer('D20261121-99', 'boss', start, '没有')).toEqual({ ok: false, reason: 'not_found' });
  expect(await requests.open()).toEqual([]);
  // What was answered may be asked for again.
  expect(await requests.ask(wanted({ by: 'later' }))).toMatchObject({ isNew: true });
});

it('ends what the command carried out, of that number and that thing only', async () => {
  await requests.ask(wanted());
  await requests.ask(wanted({ by: 'b', what: 'erasure' }));
  await requests.ask(wanted({ by: 'c', phone: '13800000003' }));
  expect(await requests.end('13800000002', 'copy', 'carried_out', start + 1)).toEqual(['D20261121-01']);
  expect((await requests.open()).map(({ number }) => number)).toEqual(['D20261121-02', 'D20261121-03']);
});

it('is removed long after it was answered, never before', async () => {
  await requests.ask(wanted());
  await requests.ask(wanted({ by: 'b', what: 'erasure' }));
  await requests.end('13800000002', 'copy', 'carried_out', start + 1);
  await removeEndedRequests(documents, start + 1);
  expect(await requests.get('D20261121-01')).toBeDefined();
  await removeEndedRequests(documents, start + 900 * dayMs);
  expect(await requests.get('D20261121-01')).toBeUndefined();
  expect(await requests.get('D20261121-02')).toBeDefined();
});

it('keeps the fact without the person', async () => {
  const { request } = await requests.ask(wanted({ what: 'erasure' }));
  const kept = withoutPerson(request, start + 9);
  expect(kept).toEqual({
    ...{ number: 'D20261121-01', what: 'erasure', channel: 'web', language: 'zh-Hans', askedAt: start },
    ...{ dueAt: start + 15 * dayMs, ended: { at: start + 9, by: 'command', how: 'carried_out' } },
  });
  expect(withoutPerson({ ...request, what: 'copy' }, 1).ended).toMatchObject({ how: 'erased' });
});

it.each([
  ['D20261121-01', 'D20261121-01'],
  ['我的申请d20261121-12怎么样了', 'D20261121-12'],
  ['D 20261121 01', 'D20261121-01'],
  ['C20261121-0042-7', undefined],
  ['ABCD20261121-01', undefined],
  ['20261121-01', undefined],
  ['D20261121-0', undefined],
])('finds the number in “%s”', (text, number) => {
  expect(requestNumberIn(text)).toBe(number);
});
