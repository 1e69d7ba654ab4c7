import { smsSender } from '../../src/outbox/sms-sender';
import type { OutboxEntry } from '../../src/ports/outbox';
import type { SmsMessage, SmsReceipt } from '../../src/ports/sms-gateway';
import { never, textMessage } from './outbox-fixture';

const at = Date.parse('2026-11-21T22:30:00+08:00');
const clock = { now: () => at };
const stored = (payload?: object): OutboxEntry => ({
  ...textMessage('turn:sms'),
  ...(payload && { payload: { ...payload } }),
  status: 'waiting',
  createdAt: at,
  dueAt: at,
  attempts: 1,
});

function gateway(receipt: SmsReceipt) {
  const sent: SmsMessage[] = [];
  const send = async (message: SmsMessage) => {
    sent.push(message);
    return receipt;
  };
  return { sent, sender: smsSender({ available: () => true, send }, clock) };
}

test('the message goes out under the key of its entry', async () => {
  const { sent, sender } = gateway({ ok: true });
  expect(await sender(stored(), never)).toEqual({ ok: true });
  expect(sent).toEqual([{ to: '13800000001', text: 'secret words turn:sms', kind: 'service', key: 'turn:sms' }]);
});

test.each([
  ['unavailable' as const, {}],
  ['rate_limited' as const, { notBefore: at + 600_000, othersPass: true }],
  ['daily_cap' as const, { notBefore: Date.parse('2026-11-22T08:00:00+08:00'), othersPass: true }],
  ['country_not_allowed' as const, { permanent: true }],
  ['refused' as const, { permanent: true }],
])('%s', async (reason, what) => {
  const { sender } = gateway({ ok: false, reason });
  expect(await sender(stored(), never)).toEqual({ ok: false, error: `text message: ${reason}`, ...what });
});

test('a gateway that says when to ask again is asked then', async () => {
  const { sender } = gateway({ ok: false, reason: 'unavailable', retryAfterMs: 2_000 });
  expect(await sender(stored(), never)).toEqual({
    ok: false,
    error: 'text message: unavailable',
    notBefore: at + 2_000,
  });
});

test('what is no text message is given up', async () => {
  const { sent, sender } = gateway({ ok: true });
  for (const payload of [{}, { to: 1, text: 'a', kind: 'service' }, { to: '1', text: 'a', kind: 'other' }])
    expect(await sender(stored(payload), never)).toMatchObject({ ok: false, permanent: true });
  expect(sent).toEqual([]);
});
