import fc from 'fast-check';
import { readActivity } from '../../../src/channels/direct-line/incoming-activity';
import { HttpError } from '../../../src/platform/http';
import { randomIds } from '../../../src/ports/id-generator';

const read = (body: unknown) => readActivity(body, randomIds);
const message = (more: object = {}) => {
  const incoming = read({ type: 'message', text: 'hi', ...more });
  if (incoming.kind !== 'message') throw new Error('not a message');
  return incoming;
};
const plain = { type: 'message', text: 'hi', textFormat: 'plain' };

describe('what a client may set (S3)', () => {
  it.each([
    ['text', { text: '彩铃怎么取消' }],
    ['value', { value: { choice: 1 } }],
    ['locale', { locale: 'zh-Hant-TW' }],
  ])('%s', (_field, given) => {
    expect(message(given).activity).toEqual({ ...plain, ...given });
  });

  it('channelData.clientActivityID, unchanged; it names the message', () => {
    const { activity, externalId } = message({ channelData: { clientActivityID: ' a/b:1 ', other: 'x' }, id: 'own' });
    expect(activity.channelData).toEqual({ clientActivityID: ' a/b:1 ' });
    expect(externalId).toBe('client: a/b:1 ');
  });

  it('its own id, which names the message when nothing else does', () => {
    expect(message({ id: 'own' })).toEqual({ kind: 'message', externalId: 'id:own', activity: plain });
    expect(message().externalId).not.toBe(message().externalId);
  });
});

describe('what a client may not set is left behind (S3)', () => {
  it.each([
    ['timestamp', '2020-01-01T00:00:00Z'],
    ['localTimestamp', '2020-01-01T00:00:00Z'],
    ['localTimezone', 'Asia/Tokyo'],
    ['callerId', 'urn:botframework:azure'],
    ['serviceUrl', 'http://169.254.169.254/'],
    ['channelId', 'emulator'],
    ['from', { id: 'dl_someone_else', role: 'bot' }],
    ['conversation', { id: 'conv_other' }],
    ['recipient', { id: 'desk' }],
    ['textFormat', 'xml'],
    ['attachmentLayout', 'carousel'],
    ['membersAdded', [{ id: 'x' }]],
    ['membersRemoved', [{ id: 'x' }]],
    ['reactionsAdded', [{ type: 'like' }]],
    ['reactionsRemoved', [{ type: 'like' }]],
    ['topicName', 'x'],
    ['historyDisclosed', true],
    ['speak', '<speak/>'],
    ['inputHint', 'expectingInput'],
    ['summary', 'x'],
    ['suggestedActions', { actions: [] }],
    ['attachments', [{ contentType: 'text/html', contentUrl: 'http://evil/' }]],
    ['entities', [{ type: 'clientInfo' }]],
    ['channelData', { handoff: true }],
    ['action', 'add'],
    ['replyToId', 'x'],
    ['label', 'x'],
    ['valueType', 'x'],
    ['name', 'handoff.status'],
    ['relatesTo', { bot: {} }],
    ['code', 'completedSuccessfully'],
    ['expiration', '2099-01-01'],
    ['importance', 'high'],
    ['deliveryMode', 'expectReplies'],
    ['listenFor', ['x']],
    ['textHighlights', [{ text: 'x' }]],
    ['semanticAction', { id: 'x' }],
    ['rawTimestamp', 'x'],
  ])('%s', (field, value) => {
    expect(message({ [field]: value }).activity).toEqual(plain);
  });
});

describe('what is refused', () => {
  it.each([
    'event',
    'endOfConversation',
    'command',
    'commandResult',
    'conversationUpdate',
    'contactRelationUpdate',
    'invoke',
    'handoff',
    'trace',
    'messageReaction',
    'messageUpdate',
    'messageDelete',
    'installationUpdate',
    'deleteUserData',
    'suggestion',
    '',
    undefined,
    null,
    1,
    {},
    ['message'],
  ])('type %j', (type) => {
    expect(() => read({ type, text: 'x' })).toThrow(HttpError);
  });

  it.each([
    ['nothing', undefined],
    ['a list', []],
    ['text', 'hi'],
    ['an empty message', { type: 'message' }],
    ['blank text', { type: 'message', text: '  \n' }],
    ['an object as text', { type: 'message', text: { $ne: '' } }],
    ['long text', { type: 'message', text: '二'.repeat(5001) }],
    ['a large value', { type: 'message', value: '二'.repeat(1400) }],
    ['a long id', { type: 'message', text: 'x', id: 'x'.repeat(201) }],
    ['an object as clientActivityID', { type: 'message', text: 'x', channelData: { clientActivityID: {} } }],
  ])('%s', (_name, body) => {
    expect(() => read(body)).toThrow(expect.objectContaining({ status: 400 }));
  });
});

it('takes 5,000 characters, and typing', () => {
  expect(message({ text: '二'.repeat(5000) }).activity.text).toHaveLength(5000);
  expect(read({ type: 'typing', text: 'ignored' })).toEqual({ kind: 'typing' });
});

it('mends text that no store could keep', () => {
  expect(message({ text: 'a\0b\ud800c😀', locale: 'not a locale' }).activity).toEqual({
    ...plain,
    text: 'ab\ufffdc😀',
  });
});

it('answers or refuses whatever comes, and lets nothing else through', () => {
  const allowed = new Set(['type', 'text', 'textFormat', 'value', 'locale', 'channelData']);
  const body = fc.record(
    {
      type: fc.constantFrom('message', 'typing', 'event'),
      text: fc.anything(),
      value: fc.jsonValue(),
      channelData: fc.anything(),
      id: fc.anything(),
      locale: fc.anything(),
      from: fc.anything(),
    },
    { requiredKeys: ['type'] },
  );
  fc.assert(
    fc.property(body, (given) => {
      try {
        const incoming = read(given);
        if (incoming.kind === 'message')
          for (const field of Object.keys(incoming.activity)) expect(allowed).toContain(field);
      } catch (error) {
        expect(error).toBeInstanceOf(HttpError);
      }
    }),
  );
});
