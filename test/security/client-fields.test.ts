import { tempDirs } from '../support/temp-dir';
import { type RunningApp, startApp } from './running-app';

/** S3 through the whole app: what a client claims about who, where and how is in no stored activity and has no effect. */

let running: RunningApp;
const freshDir = tempDirs();
beforeAll(async () => {
  running = await startApp(freshDir());
}, 100_000);
afterAll(() => running?.stop());

const claims: Readonly<Record<string, unknown>> = {
  from: { id: 'desk', name: 'desk', role: 'bot' },
  recipient: { id: 'dl_other', role: 'user' },
  conversation: { id: 'conv_other', isGroup: true, tenantId: 'x' },
  serviceUrl: 'http://169.254.169.254/latest/meta-data',
  channelId: 'emulator',
  deliveryMode: 'expectReplies',
  membersAdded: [{ id: 'dl_other' }],
  membersRemoved: [{ id: 'desk' }],
  timestamp: '2001-01-01T00:00:00Z',
  localTimestamp: '2001-01-01T00:00:00Z',
  callerId: 'urn:botframework:azuregov',
  replyToId: 'x',
  name: 'handoff.status',
  code: 'completedSuccessfully',
  relatesTo: { conversation: { id: 'conv_other' } },
  suggestedActions: { actions: [{ type: 'imBack', title: 'x', value: 'x' }] },
  attachments: [{ contentType: 'text/html', contentUrl: 'http://169.254.169.254/' }],
  entities: [{ type: 'mention' }],
  speak: '<speak>x</speak>',
  inputHint: 'ignoringInput',
  importance: 'high',
  expiration: '2001-01-01',
  channelData: { clientActivityID: 'k', isAgent: true, handoff: {}, identity: { phone: '13800000001' } },
};

test('all claims at once leave an ordinary message', async () => {
  const chat = await running.customer();
  const body = { type: 'message', text: '什么是彩铃', ...claims };
  const answer = await running.call('POST', `${chat.path}/activities`, { token: chat.token, body });
  // No replies in the answer: they are asked for by `deliveryMode`.
  expect([answer.status, Object.keys(answer.json)]).toEqual([200, ['id']]);
  await running.app.turns.idle();
  const log = await running.app.turns.read(chat.conversationId, 0, 100);
  const stored = log.find(({ id }) => id === answer.json['id'])?.activity;
  expect(JSON.parse(JSON.stringify(stored))).toEqual({
    type: 'message',
    id: answer.json['id'],
    text: '什么是彩铃',
    textFormat: 'plain',
    timestamp: expect.stringMatching(new RegExp(`^${new Date(running.clock.now()).toISOString().slice(0, 10)}`)),
    channelData: { clientActivityID: 'k' },
    channelId: 'web',
    serviceUrl: 'urn:desk',
    conversation: { id: chat.conversationId, isGroup: false, conversationType: 'personal', name: '' },
    from: { id: expect.stringMatching(/^dl_/), name: '', role: 'user' },
    recipient: { id: 'desk', name: 'desk', role: 'bot' },
  });
  const reply = log.filter(({ direction }) => direction === 'out').at(-1)?.activity;
  expect(reply?.text).toContain('彩铃');
});

test.each([
  'event',
  'endOfConversation',
  'command',
  'commandResult',
  'handoff',
  'conversationUpdate',
  'invoke',
  'trace',
  'installationUpdate',
])('an activity of type %s is refused and not stored', async (type) => {
  const chat = await running.customer();
  const before = await running.app.turns.read(chat.conversationId, 0, 100);
  const body = { type, text: '转人工', name: 'handoff.initiate', value: { state: 'completed' } };
  const answer = await running.call('POST', `${chat.path}/activities`, { token: chat.token, body });
  expect(answer.status).toBe(400);
  expect(await running.app.turns.read(chat.conversationId, 0, 100)).toEqual(before);
});
