import { continuationSender } from '../../../src/channels/sms/continuation-sender';
import { conversationOfNumber } from '../../../src/channels/sms/conversation-id';
import type { Conversations } from '../../../src/conversation/conversations';
import type { OutboxEntry } from '../../../src/ports/outbox';

const secret = 'secret of this test';
const signal = new AbortController().signal;

function entry(payload: OutboxEntry['payload']): OutboxEntry {
  const times = { createdAt: 0, dueAt: 0 };
  return { key: 'voice_1|3:continuation', kind: 'continuation', payload, status: 'waiting', attempts: 0, ...times };
}

function conversations(receive: Conversations['receive']) {
  const opened: unknown[] = [];
  const open: Conversations['open'] = async (channel, userId, options) => {
    opened.push([channel, userId, options]);
    return options?.id ?? '';
  };
  return { opened, open, receive };
}

describe('continuationSender', () => {
  it('brings the draft into the lasting conversation of the number, known by the key of its entry', async () => {
    const taken: unknown[] = [];
    const to = conversations(async (...all) => {
      taken.push(all);
      return { ok: true, id: 'm', duplicate: false, turn: Promise.resolve() };
    });
    const payload = { to: '13800000002', draft: { phase: 'offered' }, language: 'en' };
    expect(await continuationSender(to, secret)(entry(payload), signal)).toEqual({ ok: true });
    const id = conversationOfNumber('13800000002', secret);
    expect(to.opened).toEqual([['sms', '13800000002', { id }]]);
    const value = { draft: { phase: 'offered' }, language: 'en' };
    expect(taken).toEqual([[id, 'voice_1|3:continuation', { type: 'event', name: 'desk.draftOffered', value }]]);
  });

  it('tries again while the conversation takes nothing', async () => {
    const to = conversations(async () => ({ ok: false, reason: 'too_many_waiting' }));
    const result = await continuationSender(to, secret)(
      entry({ to: '13800000002', draft: {}, language: 'en' }),
      signal,
    );
    expect(result).toEqual({ ok: false, error: 'conversation: too_many_waiting' });
  });

  it('gives up what is no draft', async () => {
    const to = conversations(async () => ({ ok: false, reason: 'key_reused' }));
    expect(await continuationSender(to, secret)(entry({ phone: '13800000002' }), signal)).toMatchObject({
      permanent: true,
    });
  });
});
