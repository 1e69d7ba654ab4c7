import { type RunningLine, startLine } from './running-line';

let line: RunningLine;
beforeEach(async () => {
  line = await startLine();
});
afterEach(() => line.stop());

const message = (text: string) => ({ type: 'message', text });

it('takes 20 messages in 10 seconds of a conversation (S12)', async () => {
  const chat = await line.start();
  const other = await line.start();
  const send = (to: typeof chat) => line.call('POST', `${to.path}/activities`, to.token, message('x'));
  for (let count = 0; count < 20; count += 1) expect((await send(chat)).status).toBe(200);
  const refused = await send(chat);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
  expect((await send(other)).status).toBe(200);
  line.clock.at += 10_001;
  expect((await send(chat)).status).toBe(200);
});

it('passes on when too many messages wait for their turn', async () => {
  const chat = await line.start();
  line.desk.refuseWith = 'too_many_waiting';
  const answer = await line.call('POST', `${chat.path}/activities`, chat.token, message('x'));
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '5']);
});

it('accepts typing and keeps nothing of it', async () => {
  const chat = await line.start();
  const answer = await line.call('POST', `${chat.path}/activities`, chat.token, { type: 'typing' });
  expect([answer.status, typeof answer.json.id]).toEqual([200, 'string']);
  expect(line.desk.log(chat.conversationId)).toHaveLength(1);
});

describe('feedback', () => {
  async function answered() {
    const chat = await line.start();
    const asked = (await line.call('POST', `${chat.path}/activities`, chat.token, message('x'))).json.id;
    const reply = line.desk.log(chat.conversationId).at(-1)?.id ?? '';
    const vote = (body: object, token = chat.token) => line.call('POST', '/api/chat/feedback', token, body);
    return { chat, asked, reply, vote };
  }

  it('is kept once for a click, with its comment', async () => {
    const { chat, reply, vote } = await answered();
    const body = { activityId: reply, value: 'down', comment: '没说清楚' };
    expect([(await vote(body)).status, (await vote(body)).status]).toEqual([204, 204]);
    expect(await line.records.list('feedback', 10)).toEqual([
      {
        kind: 'feedback',
        key: `feedback:${chat.conversationId}:${reply}:down`,
        at: line.clock.at,
        conversationId: chat.conversationId,
        data: { activityId: reply, value: 'down', comment: '没说清楚' },
      },
    ]);
  });

  it('knows what the answer was about, where the answer says so', async () => {
    const chat = await line.start();
    line.desk.say(chat.conversationId, {
      type: 'message',
      text: '余额 20 元',
      channelData: { rateable: true, topic: 'billing.balance' },
    });
    const activityId = line.desk.log(chat.conversationId).at(-1)?.id;
    expect((await line.call('POST', '/api/chat/feedback', chat.token, { activityId, value: 'down' })).status).toBe(204);
    expect((await line.records.list('feedback', 1))[0]?.data).toEqual({
      activityId,
      value: 'down',
      topic: 'billing.balance',
    });
  });

  it('is for answers of the own conversation only', async () => {
    const { asked, reply, vote } = await answered();
    const other = await line.start();
    const statuses = [
      await vote({ activityId: reply, value: 'up' }, other.token),
      await vote({ activityId: asked, value: 'up' }),
      await vote({ activityId: 'act_none', value: 'up' }),
      await vote({ activityId: reply, value: 'sideways' }),
      await vote({ activityId: { $ne: '' }, value: 'up' }),
      await vote({ activityId: reply, value: 'up', comment: 'x'.repeat(501) }),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([404, 404, 404, 400, 400, 400]);
    expect(line.records.all.size).toBe(0);
  });
});
