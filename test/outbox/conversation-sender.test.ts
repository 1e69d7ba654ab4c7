import type { Conversations, Receipt } from '../../src/conversation/conversations';
import { conversationSender } from '../../src/outbox/conversation-sender';
import { lineOf } from '../../src/outbox/lines';
import type { OutboxEntry } from '../../src/ports/outbox';
import { never } from './outbox-fixture';

const stored: OutboxEntry = {
  key: 'hand_1:v2:accept',
  kind: 'conversation',
  conversationId: 'c1',
  payload: { name: 'handoff.status', value: { state: 'accepted' } },
  status: 'waiting',
  createdAt: 0,
  dueAt: 0,
  attempts: 1,
};

function conversations(receipt: Receipt) {
  const got: unknown[] = [];
  const receive: Conversations['receive'] = async (...all) => {
    got.push(all);
    return receipt;
  };
  return { got, receive, send: conversationSender({ receive }) };
}
const taken: Receipt = { ok: true, id: 'c1|0000001', duplicate: false, turn: Promise.resolve() };

test('the event comes into its conversation under the key of its entry', async () => {
  const { got, send } = conversations(taken);
  expect(await send(stored, never)).toEqual({ ok: true });
  const event = { type: 'event', name: 'handoff.status', value: { state: 'accepted' } };
  expect(got).toEqual([['c1', 'hand_1:v2:accept', event]]);
});

test('that its turn fails is no reason to bring it again', async () => {
  const { send } = conversations({ ...taken, turn: Promise.reject(new Error('stopped')) });
  expect(await send(stored, never)).toEqual({ ok: true });
});

test.each([
  ['no_conversation' as const, true],
  ['key_reused' as const, true],
  ['too_many_waiting' as const, undefined],
])('%s', async (reason, permanent) => {
  const { send } = conversations({ ok: false, reason });
  expect(await send(stored, never)).toEqual({
    ok: false,
    error: `conversation: ${reason}`,
    ...(permanent && { permanent }),
  });
});

test.each([
  ['no name', { ...stored, payload: { value: 1 } }],
  ['no conversation', { ...stored, conversationId: undefined } as unknown as OutboxEntry],
])('an entry with %s is dead at once', async (_, entry) => {
  const { got, send } = conversations(taken);
  expect(await send(entry, never)).toMatchObject({ ok: false, permanent: true });
  expect(got).toEqual([]);
});

describe('an event for a number', () => {
  const forNumber: OutboxEntry = { ...stored, payload: { ...stored.payload, to: '13800000004' } };

  test('comes into the SMS conversation of the number, which is opened if there is none', async () => {
    const { got, receive } = conversations(taken);
    const opened: unknown[] = [];
    const open: Conversations['open'] = async (...all) => {
      opened.push(all);
      return 'sms_4';
    };
    const send = conversationSender({ receive, open }, (phone) => `sms_${phone.slice(-1)}`);
    expect(await send(forNumber, never)).toEqual({ ok: true });
    expect(opened).toEqual([['sms', '13800000004', { id: 'sms_4' }]]);
    const event = { type: 'event', name: 'handoff.status', value: { state: 'accepted' } };
    expect(got).toEqual([['sms_4', 'hand_1:v2:accept', event]]);
  });

  test('is dead at once where there is no SMS channel', async () => {
    const { got, send } = conversations(taken);
    expect(await send(forNumber, never)).toMatchObject({ ok: false, permanent: true });
    expect(got).toEqual([]);
  });
});

test('events of a conversation stand in one line, calls of another desk in one of their own', () => {
  const other: OutboxEntry = { ...stored, key: 'other', conversationId: 'c2' };
  const call: OutboxEntry = { ...stored, key: 'call', kind: 'connector', payload: { hub: 'chatwoot', call: 'open' } };
  const later: OutboxEntry = { ...stored, key: 'later' };
  expect(lineOf(later)).toBe(lineOf(stored));
  expect(new Set([lineOf(stored), lineOf(other), lineOf(call)]).size).toBe(3);
});
