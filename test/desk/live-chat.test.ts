import { randomUUID } from 'node:crypto';
import { eventually } from '../support/eventually';
import { tempDirs } from '../support/temp-dir';
import { type RunningDesk, runDesk } from './running-desk';

const freshDir = tempDirs();
let desk: RunningDesk;
beforeEach(async () => {
  desk = await runDesk({ dir: freshDir() });
});
afterEach(() => desk.stop());

const messageOf = (text: string) => ({ id: randomUUID(), text });

test('a customer waits, a person takes over, they talk, it is wrapped up', async () => {
  const page = await desk.page('lin');
  expect(await page.hears('inbox')).toMatchObject({
    inbox: { waiting: [] },
    me: { name: 'lin', displayName: '客服小林' },
  });
  const { id, conversationId } = await desk.waiting();
  await desk.says(conversationId, '我的号码13800000002被乱扣费');
  await page.hears('handoff', ({ summary }) => summary.id === id && summary.status === 'waiting');

  const taken = await desk.post('lin', `/handoffs/${id}/take`);
  expect(taken).toMatchObject({ status: 200, body: { id, status: 'assigned', agent: 'lin' } });
  expect(taken.body.may).toEqual(expect.arrayContaining(['message', 'finish', 'transfer', 'reveal']));
  await page.hears('handoff', ({ summary }) => summary.id === id && summary.status === 'assigned');
  await desk.settle();

  page.send({ type: 'open', conversationId, after: 0 });
  await page.hears('entry', ({ entry }) => entry.from === 'customer' && entry.text === '我的号码138****0002被乱扣费');
  await page.hears('entry', ({ entry }) => entry.from === 'desk' && entry.event?.value['state'] === 'accepted');

  const said = await desk.post('lin', `/handoffs/${id}/messages`, messageOf('您好，我来帮您查'));
  expect(said.status).toBe(202);
  const { entry } = await page.hears('entry', (event) => event.entry.from === 'agent');
  expect(entry).toMatchObject({ id: said.body.id, name: '客服小林', text: '您好，我来帮您查' });

  const wrapUp = { result: 'solved', cause: 'ordered_without_consent', remedy: 'fee_waiver' };
  expect(await desk.post('lin', `/handoffs/${id}/finish`, wrapUp)).toMatchObject({
    status: 200,
    body: { status: 'done', wrapUp: { by: 'lin', result: 'solved' } },
  });
  expect(page.entries(conversationId).every((one) => one.event?.name !== 'desk.agentMessage')).toBe(true);
});

test('of two who click at once one wins, the other is told who', async () => {
  const { id } = await desk.waiting();
  const answers = await Promise.all([
    desk.post('lin', `/handoffs/${id}/take`),
    desk.post('wang', `/handoffs/${id}/take`),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const winner = answers[0]?.status === 200 ? '客服小林' : '客服小王';
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ error: { code: 'taken', agent: winner } });
});

test('accepting an offer and taking it away at the same moment: one wins, every time', async () => {
  for (let round = 0; round < 12; round += 1) {
    const offer = { agent: 'lin', until: desk.clock.now() + 25_000 };
    const { id } = await desk.waiting({ status: 'offered', offer });
    const answers = await Promise.all([
      desk.post('lin', `/handoffs/${id}/accept`),
      desk.post('wang', `/handoffs/${id}/take`),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.code).toBe('taken');
    const { agent } = answers.find(({ status }) => status === 200)?.body ?? {};
    await desk.post(agent, `/handoffs/${id}/finish`, { result: 'solved', cause: 'ordered_without_consent' });
  }
});

test('the same message again is the same message, another under its id is refused', async () => {
  const { id, conversationId } = await desk.waiting();
  await desk.post('lin', `/handoffs/${id}/take`);
  const message = messageOf('您好');
  const [first, again] = [
    await desk.post('lin', `/handoffs/${id}/messages`, message),
    await desk.post('lin', `/handoffs/${id}/messages`, message),
  ];
  expect(again).toMatchObject({ status: 202, body: first.body });
  expect(await desk.post('lin', `/handoffs/${id}/messages`, { ...message, text: '再见' })).toMatchObject({
    status: 422,
  });
  const page = await desk.page('lin');
  page.send({ type: 'open', conversationId, after: 0 });
  await page.hears('entry', ({ entry }) => entry.from === 'agent');
  await eventually(async () => (await desk.turns.read(conversationId, 0, 100)).length > 0);
  expect(page.entries(conversationId).filter(({ from }) => from === 'agent')).toHaveLength(1);
});
