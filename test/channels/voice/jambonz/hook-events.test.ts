import { eventOfHook, eventOfStatus } from '../../../../src/channels/voice/jambonz/hook-events';
import { sent } from './valid-verbs';

const heard = { step: 1, kind: 'heard' } as const;
const said = (transcript: string, confidence?: number) => ({
  reason: 'speechDetected',
  speech: { is_final: true, alternatives: [{ transcript, ...(confidence !== undefined && { confidence }) }] },
});

describe('what a listening brought', () => {
  test.each([
    [said('我要投诉', 0.9), { kind: 'speech', text: '我要投诉', confidence: 0.9 }],
    // 0 is what recognisers say that do not tell.
    [said(' 我要投诉 ', 0), { kind: 'speech', text: '我要投诉' }],
    [said('我要投诉'), { kind: 'speech', text: '我要投诉' }],
    [
      { ...said('呃', 0.1), reason: 'stt-low-confidence' },
      { kind: 'speech', text: '呃', confidence: 0.1 },
    ],
    [said('  '), { kind: 'silence' }],
    [
      { reason: 'dtmfDetected', digits: '13800000002' },
      { kind: 'keys', digits: '13800000002' },
    ],
    [
      { reason: 'dtmfDetected', digits: '*' },
      { kind: 'keys', digits: '*' },
    ],
    [
      { reason: 'dtmfDetected', digits: '' },
      { kind: 'keys', digits: '#' },
    ],
    [
      { reason: 'dtmfDetected', digits: 'A1D' },
      { kind: 'keys', digits: '1' },
    ],
    [{ reason: 'timeout' }, { kind: 'silence' }],
    [{ reason: 'error', details: {} }, { kind: 'silence' }],
  ])('%j is %j', (data, event) => {
    expect(eventOfHook(heard, sent('gather', data))).toEqual(event);
  });

  test.each([
    [{}],
    [{ reason: 7, digits: {}, speech: 'x' }],
    [{ reason: 'speechDetected', speech: { alternatives: [] } }],
  ])('%j, which the platform never sends, is silence', (data) =>
    expect(eventOfHook(heard, data)).toEqual({ kind: 'silence' }),
  );

  test('silence during a prompt in another language is no event; words and keys are', () => {
    const part = { step: 1, kind: 'part' } as const;
    expect(eventOfHook(part, { reason: 'timeout' })).toBeUndefined();
    expect(eventOfHook(part, { reason: 'dtmfDetected', digits: '3' })).toEqual({ kind: 'keys', digits: '3' });
    expect(eventOfHook(part, said('hello'))).toEqual({ kind: 'speech', text: 'hello' });
  });
});

describe('how a transfer ended', () => {
  const refer = (status: number, final?: number) => ({
    refer_status: status,
    ...(final !== undefined && { final_referred_call_status: final }),
  });
  const queue = (result: string) => ({ queue_sid: 'queue:a:people', queue_time: 12, queue_result: result });
  test.each([
    ['dial', { dial_call_status: 'completed', dial_sip_status: 200 }, 'answered'],
    ['dial', { dial_call_status: 'busy', dial_sip_status: 486 }, 'busy'],
    ['dial', { dial_call_status: 'no-answer', dial_sip_status: 487 }, 'no_answer'],
    ['dial', { dial_call_status: 'failed', dial_sip_status: 404 }, 'failed'],
    ['enqueue', queue('bridged'), 'answered'],
    ['enqueue', queue('hangup'), 'answered'],
    ['enqueue', queue('leave'), 'no_answer'],
    ['enqueue', queue('error'), 'failed'],
    ['sip-refer', refer(202, 200), 'answered'],
    ['sip-refer', refer(202), 'answered'],
    ['sip-refer', refer(202, 486), 'busy'],
    ['sip-refer', refer(202, 480), 'no_answer'],
    ['sip-refer', refer(202, 503), 'failed'],
    ['sip-refer', refer(405), 'failed'],
    // The verb broke off before it began.
    ['session-redirect', { call_sid: 'c' }, 'failed'],
  ])('%s %j: %s', (callback, data, result) => {
    const event = eventOfHook({ step: 3, kind: 'transferred' }, sent(callback, data));
    expect(event).toEqual({ kind: 'transfer', result });
  });
});

test('a call ends with its own last status, not with that of the leg it was put through to', () => {
  const status = (data: object) => eventOfStatus(sent('call-status', data));
  const last = { call_status: 'completed', duration: 40, call_termination_by: 'caller' };
  expect(status({ ...last, direction: 'inbound' })).toEqual({ kind: 'ended', reason: 'completed by caller' });
  expect(status({ call_status: 'no-answer' })).toEqual({ kind: 'ended', reason: 'no-answer' });
  expect(status({ ...last, direction: 'outbound' })).toBeUndefined();
  expect(status({ call_status: 'in-progress', direction: 'inbound' })).toBeUndefined();
  expect(eventOfStatus({})).toBeUndefined();
});
