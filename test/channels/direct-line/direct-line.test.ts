import { type RunningLine, secret, startLine } from './running-line';

let line: RunningLine;
beforeEach(async () => {
  line = await startLine();
});
afterEach(() => line.stop());

const generate = '/v3/directline/tokens/generate';
const message = (text: string, more: object = {}) => ({ type: 'message', text, from: { id: 'me' }, ...more });

describe('a conversation over REST', () => {
  it('starts with the greeting, takes a message and answers it', async () => {
    const { path, token } = await line.start('dl_wang');
    const posted = await line.call(
      'POST',
      `${path}/activities`,
      token,
      message('你好', { channelData: { clientActivityID: 'c1' } }),
    );
    expect(posted.status).toBe(200);
    const set = (await line.call('GET', `${path}/activities`, token)).json;
    expect(set.watermark).toBe('3');
    expect(set.activities.map((activity: { text: string }) => activity.text)).toEqual([
      'welcome',
      '你好',
      'echo: 你好',
    ]);
    expect(set.activities[1]).toMatchObject({
      id: posted.json.id,
      type: 'message',
      channelId: 'directline',
      from: { id: 'dl_wang', role: 'user' },
      channelData: { clientActivityID: 'c1' },
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
    expect(set.activities[2]).toMatchObject({ from: { role: 'bot' }, replyToId: posted.json.id });
  });

  it('reads on from the watermark', async () => {
    const { path, token } = await line.start();
    const first = (await line.call('GET', `${path}/activities?watermark=`, token)).json;
    await line.call('POST', `${path}/activities`, token, message('a'));
    const second = (await line.call('GET', `${path}/activities?watermark=${first.watermark}`, token)).json;
    expect(second.activities.map((activity: { text: string }) => activity.text)).toEqual(['a', 'echo: a']);
    const third = (await line.call('GET', `${path}/activities?watermark=${second.watermark}`, token)).json;
    expect(third).toEqual({ activities: [], watermark: second.watermark });
    expect((await line.call('GET', `${path}/activities?watermark=abc`, token)).status).toBe(400);
  });

  it('answers the same id for the same message again, and 422 for another under its id', async () => {
    const { path, token } = await line.start();
    const send = (text: string, more: object) => line.call('POST', `${path}/activities`, token, message(text, more));
    for (const key of [{ channelData: { clientActivityID: 'k' } }, { id: 'own-id' }]) {
      const first = await send('once', key);
      const again = await send('once', key);
      expect(again.json).toEqual(first.json);
      expect((await send('other', key)).status).toBe(422);
    }
    expect(line.desk.log(path.split('/').at(-1) ?? '').filter(({ direction }) => direction === 'in')).toHaveLength(2);
  });

  it('passes the locale on when it starts', async () => {
    const { token } = (await line.call('POST', generate, secret)).json;
    const started = (await line.call('POST', '/v3/directline/conversations', token, { locale: 'zh-Hant' })).json;
    const { activities } = (
      await line.call('GET', `/v3/directline/conversations/${started.conversationId}/activities`, started.token)
    ).json;
    expect(activities[0].text).toBe('welcome zh-Hant');
  });

  it('works for a server that holds the secret', async () => {
    const started = await line.call('POST', '/v3/directline/conversations', secret, { user: { id: 'crm-7' } });
    expect(started.status).toBe(201);
    const path = `/v3/directline/conversations/${started.json.conversationId}`;
    expect((await line.call('POST', `${path}/activities`, secret, message('hi'))).status).toBe(200);
    expect((await line.call('GET', `${path}/activities`, secret)).json.activities).toHaveLength(3);
    const forged = await line.call('POST', '/v3/directline/conversations', secret, { user: { id: 'dl_somebody' } });
    expect(forged.status).toBe(400);
  });

  it('says 404 for a conversation that was never started', async () => {
    const { conversationId, token } = (await line.call('POST', generate, secret)).json;
    const path = `/v3/directline/conversations/${conversationId}/activities`;
    expect((await line.call('POST', path, token, message('x'))).status).toBe(404);
  });

  it('never shows a hand-over, a trace or an event to the customer', async () => {
    const { path, token, conversationId } = await line.start();
    line.desk.say(conversationId, { type: 'event', name: 'handoff.initiate', value: { transcript: 'secret' } });
    line.desk.say(conversationId, { type: 'trace', value: 'inside' });
    const set = await line.call('GET', `${path}/activities?watermark=1`, token);
    expect(set.json).toEqual({ activities: [], watermark: '3' });
  });
});
