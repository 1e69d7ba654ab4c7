import type { ComplaintDetail } from '../../../src/desk/complaint-api';
import { tempDirs } from '../../support/temp-dir';
import { type RunningDesk, runDesk } from '../running-desk';
import { bodies, hour, monday, told } from './told-complaint';

const freshDir = tempDirs();
let desk: RunningDesk;
let number: string;
beforeEach(async () => {
  desk = await runDesk({ dir: freshDir() });
  desk.clock.set(monday);
  ({ number } = await told(desk));
});
afterEach(() => desk.stop());

const act = (who: string, name: string, body: object = bodies[name as keyof typeof bodies], of = number) =>
  desk.post(who, `/complaints/${of}/${name}`, body);
const done = async (who: string, name: string, body?: object): Promise<ComplaintDetail> => {
  const answer = await act(who, name, body);
  expect([name, answer.status, answer.code]).toEqual([name, 200, undefined]);
  return answer.body;
};

test('the life of a complaint, act by act, with what may be done next', async () => {
  const seen = (await desk.get('lin', `/complaints/${number}`)).body as ComplaintDetail;
  expect(seen.may).toEqual(['assign', 'assess', 'withdraw', 'merge']);
  expect(seen.clocks.map(({ name }) => name)).toEqual(['first_reply', 'resolve', 'law']);
  expect(seen.marks).toMatchObject([
    { mark: 'recorded', at: monday, actor: 'bot', missed: false },
    { mark: 'handled', missed: false },
    { mark: 'rechecked' },
    { mark: 'fedBack' },
  ]);
  expect(seen.proposed.length).toBeGreaterThan(0);

  expect(await done('lin', 'assign')).toMatchObject({ handler: 'lin' });
  expect(await done('lin', 'assess')).toMatchObject({ status: 'assessed' });
  expect(await done('lin', 'ask')).toMatchObject({ status: 'waiting_for_customer', clock: { paused: true } });
  // The customer happened to reach a colleague.
  expect(await done('wang', 'answered')).toMatchObject({ status: 'investigating', handler: 'lin' });
  expect(await done('lin', 'remedy')).toMatchObject({ complaint: { remedies: [{ code: 'credit', status: 'given' }] } });
  const answered = await done('lin', 'answer');
  expect(answered).toMatchObject({ status: 'answered', marks: [{}, { mark: 'handled', actor: 'lin' }, {}, {}] });
  expect(answered.may).not.toContain('close');
  expect(await done('lin', 'feedBack')).toMatchObject({ marks: [{}, {}, {}, { actor: 'lin' }] });
  const solved = await done('wang', 'recheck');
  expect(solved).toMatchObject({ status: 'rechecked', complaint: { rechecks: [{ solved: true }] } });
  expect(await done('lin', 'close')).toMatchObject({ status: 'closed' });
  const again = await done('wang', 'reopen');
  expect(again).toMatchObject({ status: 'assessed', reopened: 1, priority: 1, level: 1 });
  expect(again).not.toHaveProperty('handler');

  const trail = await desk.store.records.list('audit', 100);
  const acts = trail.filter(({ data }) => String(data['act']).startsWith('complaint.')).reverse();
  expect(acts.map(({ data }) => [data['staff'], data['act'], data['about']])).toEqual(
    [
      ['lin', 'assign'],
      ['lin', 'assess'],
      ['lin', 'ask'],
      ['wang', 'answered'],
      ['lin', 'remedy'],
      ['lin', 'answer'],
      ['lin', 'feedBack'],
      ['wang', 'recheck'],
      ['lin', 'close'],
      ['wang', 'reopen'],
    ].map(([who, name]) => [who, `complaint.${name}`, number]),
  );
  expect(acts[4]?.data).toMatchObject({ code: 'credit', amountFen: 600 });
});

test('what is seen is masked throughout, codes and numbers of complaints are not', async () => {
  await done('lin', 'assess');
  await done('lin', 'ask', { reason: 'details', question: '13800000002 是您本人的吗？' });
  await done('lin', 'answered', { words: '482913' });
  const { body } = await desk.get('lin', `/complaints/${number}`);
  expect(JSON.stringify(body)).not.toMatch(/13800000002|482913|createdBy/);
  expect(body).toMatchObject({ number, phone: '138****0002', complaint: { number, phone: '138****0002' } });
  expect(body.complaint.history.map(({ note }: { note?: string }) => note)).toContain('138****0002 是您本人的吗？');
});

test('a colleague who is too late reads who works on it, and changes nothing', async () => {
  await done('lin', 'assign');
  for (const name of ['assign', 'assess', 'merge'])
    expect(await act('wang', name, name === 'assign' ? { handler: 'wang' } : undefined)).toMatchObject({
      status: 409,
      body: { error: { code: 'taken', agent: '客服小林' } },
    });
  expect((await desk.get('lin', `/complaints/${number}`)).body).toMatchObject({
    handler: 'lin',
    status: 'acknowledged',
  });
  expect(await done('boss', 'assign', { handler: 'wang' })).toMatchObject({ handler: 'wang' });
});

test('two who take it from the list at once: the second is told who has it', async () => {
  const answers = await Promise.all(
    ['lin', 'wang', 'boss'].map((who) => act(who, 'assign', { handler: who, free: true })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  const { handler } = (await desk.get('boss', `/complaints/${number}`)).body;
  const names = { lin: '客服小林', wang: '客服小王', boss: '李主管' };
  for (const { status, body } of answers)
    if (status === 409)
      expect(body.error).toMatchObject({ code: 'taken', agent: names[handler as keyof typeof names] });
});

test('money that could not be paid is to be seen to, by whoever has it, and is given again', async () => {
  await done('lin', 'assess');
  await done('lin', 'remedy');
  const { id } = (await desk.store.complaints.byNumber(number)) ?? { id: '' };
  await desk.complaintActs.remedyPaid(id, 'remedy_0001', { ok: false, reason: 'not_allowed' });
  const seen = (await desk.get('lin', `/complaints/${number}`)).body as ComplaintDetail;
  expect(seen).toMatchObject({ todo: ['pay_again'], complaint: { remedies: [{ failure: 'not_allowed' }] } });
  expect(seen.may).toContain('payAgain');
  const due = (await desk.get('lin', '/complaints?group=due')).body.complaints;
  expect(due).toMatchObject([{ number, todo: ['pay_again'] }]);
  const again = await done('lin', 'payAgain');
  expect(again).toMatchObject({ complaint: { remedies: [{ status: 'given', again: 1 }] } });
  expect(again.may).not.toContain('payAgain');
  expect(await act('lin', 'payAgain')).toMatchObject({ status: 409, code: 'not_now' });
});

test('given away to another team it goes out of sight', async () => {
  const { number: theirs } = await told(desk, { type: 'product_quality', story: '没信号', slots: {} });
  await act('boss', 'assign', { handler: 'lin' }, theirs);
  expect((await desk.get('lin', `/complaints/${theirs}`)).status).toBe(200);
  expect(await act('lin', 'assign', { handler: 'chen' }, theirs)).toMatchObject({ status: 204 });
  expect((await desk.get('lin', `/complaints/${theirs}`)).status).toBe(404);
});

test('merged by mistake: its handler and supervisors take it out again, nobody else', async () => {
  const newer = await told(desk);
  const apart = (who: string) => act(who, 'separate', { why: '是两件事' }, newer.number);
  expect(await apart('boss')).toMatchObject({ status: 409, code: 'not_now' });
  await act('boss', 'assign', { handler: 'lin' }, newer.number);
  expect(await act('lin', 'merge', { into: number, why: '同一件事' }, newer.number)).toMatchObject({ status: 200 });
  const seen = async (who: string) => (await desk.get(who, `/complaints/${newer.number}`)).body.may;
  expect(await seen('wang')).not.toContain('separate');
  expect(await apart('wang')).toMatchObject({ status: 409 });
  expect(await seen('lin')).toContain('separate');
  expect(await apart('lin')).toMatchObject({ status: 200, body: { status: 'acknowledged' } });
});

test('who gives it away may say why, and the history has it', async () => {
  expect(await act('boss', 'assign', { handler: 'lin', why: '熟悉这个片区' })).toMatchObject({
    status: 200,
    body: {
      complaint: { history: expect.arrayContaining([expect.objectContaining({ note: 'nobody → lin: 熟悉这个片区' })]) },
    },
  });
});

test('refusals say what has to come first', async () => {
  expect(await act('lin', 'investigate')).toMatchObject({ status: 409, code: 'not_now' });
  expect(await act('lin', 'assign', { handler: 'nobody' })).toMatchObject({ status: 409, code: 'unknown' });
  expect(await act('lin', 'assign', { handler: 'root' })).toMatchObject({ status: 409, code: 'unknown' });
  await done('lin', 'assess');
  await done('lin', 'investigate');
  expect(await act('lin', 'ask', { reason: 'holiday', question: '？' })).toMatchObject({
    status: 409,
    code: 'unknown',
  });
  expect(await act('lin', 'answer', { text: '已处理', cause: 'nothing' })).toMatchObject({
    status: 409,
    code: 'unknown',
  });
  expect(await act('lin', 'remedy', { id: 'remedy_0002', code: 'yacht' })).toMatchObject({
    status: 409,
    code: 'unknown',
  });
  await done('lin', 'answer');
  expect((await act('chen', 'close')).status).toBe(404);
});

test('who closes too early reads what is missing and what to do, a colleague who has it', async () => {
  const close = async (who: string) => (await act(who, 'close')).body.error;
  const missing = async () => (await desk.get('lin', `/complaints/${number}`)).body.beforeClosing;
  expect(await close('lin')).toMatchObject({ code: 'needs_answer' });
  expect(await missing()).toBeUndefined();
  for (const name of ['assess', 'investigate', 'answer']) await done('lin', name);
  expect(await close('boss')).toMatchObject({
    code: 'needs_recheck',
    message: 'The customer has not been told the answer yet.',
    lacks: { told: false },
  });
  const { id } = (await desk.store.complaints.byNumber(number)) ?? { id: '' };
  await desk.complaintActs.communicated(id, { at: desk.clock.now(), way: 'chat', reference: 'act_1' });
  await done('lin', 'contact');
  const one = { told: true, tries: 1, of: 2, sameTimeOfDay: false };
  expect(await close('lin')).toEqual({ code: 'needs_recheck', message: expect.stringContaining('1 of 2'), lacks: one });
  expect(await missing()).toEqual(one);
  desk.later(hour);
  await done('lin', 'contact');
  expect(await close('lin')).toMatchObject({
    message: expect.stringContaining('all in the same part of the day'),
    lacks: { tries: 2, sameTimeOfDay: true },
  });
  expect(await close('wang')).not.toHaveProperty('lacks');
  expect((await desk.get('wang', `/complaints/${number}`)).body).not.toHaveProperty('beforeClosing');
  desk.later(4 * hour);
  expect((await done('lin', 'contact')).may).toContain('close');
  expect(await missing()).toBeUndefined();
  expect(await done('lin', 'close')).toMatchObject({ status: 'closed' });
  expect(await close('lin')).toMatchObject({ code: 'not_now' });
});

test('two tries at different times of day stand for the customer’s word', async () => {
  for (const name of ['assess', 'investigate', 'answer']) await done('lin', name);
  const { id } = (await desk.store.complaints.byNumber(number)) ?? { id: '' };
  await desk.complaintActs.communicated(id, { at: desk.clock.now(), way: 'chat', reference: 'act_1' });
  const seen = (await desk.get('lin', `/complaints/${number}`)).body as ComplaintDetail;
  expect(seen.nextCall?.from).toBe(monday + 54.5 * hour);
  const tried = await done('lin', 'contact');
  expect(tried.may).not.toContain('close');
  expect(tried.nextCall).toEqual({ from: monday + 54.5 * hour, until: monday + 57 * hour });
  desk.later(5 * hour);
  expect((await done('wang', 'contact')).may).not.toContain('close');
  expect((await desk.get('lin', `/complaints/${number}`)).body.may).toContain('close');
  expect(await done('lin', 'close')).toMatchObject({ status: 'closed' });
});

test('above its limit a remedy waits for a supervisor; the same id twice is given once', async () => {
  await done('lin', 'assess');
  const wish = { id: 'remedy_0001', code: 'credit', amountFen: 9_900 };
  for (let time = 0; time < 2; time += 1)
    expect((await done('lin', 'remedy', wish)).complaint.remedies).toMatchObject([
      { status: 'waiting_approval', amountFen: 9_900 },
    ]);
  expect(await act('lin', 'decideRemedy')).toMatchObject({ status: 403 });
  expect((await done('boss', 'decideRemedy')).complaint.remedies).toMatchObject([
    { status: 'given', decidedBy: 'boss' },
  ]);
  expect(await act('boss', 'decideRemedy')).toMatchObject({ status: 409, code: 'not_now' });
});

test('two complaints become one when both are theirs; not yours and not there are one answer', async () => {
  const network = await told(desk, { type: 'product_quality', story: '没信号', slots: {} });
  desk.clock.advance(1_000);
  const newer = await told(desk);
  const merge = (into: string) => act('lin', 'merge', { into, why: '同一件事' }, newer.number);
  const nowhere = await merge('C20261121-0042-7');
  expect(nowhere).toMatchObject({ status: 409, code: 'unknown' });
  expect((await merge(network.number)).body).toEqual(nowhere.body);
  expect(await merge(number.toLowerCase())).toMatchObject({
    status: 200,
    body: { status: 'merged', complaint: { mergedInto: { number } } },
  });
  expect((await desk.get('lin', `/complaints/${number}`)).body.complaint.linked).toMatchObject([
    { number: newer.number, relation: 'repeat' },
  ]);
});

test.each([
  ['assess', { severity: 'awful', complexity: 'simple', impact: 'one', actAtOnce: true }, 'severity'],
  ['ask', { reason: 'details' }, 'question'],
  ['ask', { reason: 'details', question: '   ' }, 'question'],
  ['recheck', { solved: 'yes' }, 'solved'],
  ['contact', { way: 'pigeon', outcome: 'reached' }, 'way'],
  ['reopen', {}, 'why'],
  ['remedy', { id: 'remedy_0001', code: 'credit', amountFen: -1 }, 'amountFen'],
  ['assign', { handler: 'lin', by: 'boss' }, 'the body'],
  ['close', { now: true }, 'the body'],
])('%s with a body of another shape is 400 and names the field', async (name, body, field) => {
  expect(await act('boss', name, body)).toMatchObject({
    status: 400,
    body: { error: { message: `Wrong or missing: ${field}.` } },
  });
});

test('nothing is changed without the page’s own header', async () => {
  const path = `/complaints/${number}/assess`;
  expect((await desk.post('lin', path, bodies.assess, { 'x-desk': '' })).status).toBe(403);
  expect((await desk.call('POST', `/desk/api${path}`, undefined, bodies.assess)).status).toBe(401);
  expect((await desk.store.complaints.byNumber(number))?.status).toBe('acknowledged');
});
