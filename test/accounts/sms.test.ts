import { createDemoSms } from '../../src/accounts/demo-sms';
import { noSms } from '../../src/accounts/no-sms';
import { defaultSmsLimits, withSmsLimits } from '../../src/accounts/sms-limits';
import { silentLog } from '../../src/ports/log';
import type { SmsGateway, SmsReceipt } from '../../src/ports/sms-gateway';

const message = (key: string, to = '13800000001') => ({
  to,
  text: `code 271828 (${key})`,
  key,
  kind: 'service' as const,
});

function setUp(limits = defaultSmsLimits) {
  let now = Date.parse('2026-11-21T10:00:00+08:00');
  const clock = { now: () => now };
  const logged: unknown[] = [];
  const demo = createDemoSms({ clock, log: { ...silentLog, info: (...entry) => logged.push(entry) }, capacity: 4 });
  return { demo, limited: withSmsLimits(demo, clock, limits), logged, clock, wait: (ms: number) => (now += ms) };
}

test('the inbox shows the newest first, each key once, within its capacity', async () => {
  const { demo } = setUp();
  for (const key of ['a', 'b', 'b', 'c', 'd', 'e']) expect(await demo.send(message(key))).toEqual({ ok: true });
  expect(demo.inbox().map(({ key }) => key)).toEqual(['e', 'd', 'c', 'b']);
});

test('neither the number nor the text reaches the log', async () => {
  const { demo, logged } = setUp();
  await demo.send(message('a'));
  expect(JSON.stringify(logged)).toContain('138****0001');
  expect(JSON.stringify(logged)).not.toMatch(/13800000001|271828/);
});

test('three in ten minutes and ten a day for each number', async () => {
  const { limited, wait } = setUp();
  const send = async (key: string) => (await limited.send(message(key))).ok;
  for (let round = 0; round < 3; round += 1) {
    for (let at = 0; at < 3; at += 1) expect(await send(`${round}${at}`)).toBe(true);
    expect(await limited.send(message(`over${round}`))).toEqual({ ok: false, reason: 'rate_limited' });
    expect((await limited.send(message(`other${round}`, '13900000001'))).ok).toBe(true);
    wait(600_000);
  }
  expect(await send('tenth')).toBe(true);
  wait(600_000);
  expect(await send('eleventh')).toBe(false);
  wait(24 * 3600_000);
  expect(await send('next day')).toBe(true);
});

test('many at once do not slip past the limit', async () => {
  const { limited, demo } = setUp();
  const receipts = await Promise.all(Array.from({ length: 10 }, (_, at) => limited.send(message(`k${at}`))));
  expect(receipts.filter(({ ok }) => ok)).toHaveLength(3);
  expect(demo.inbox()).toHaveLength(3);
});

test('the same key again answers alike and counts once', async () => {
  const { limited, demo } = setUp();
  for (let at = 0; at < 5; at += 1) expect(await limited.send(message('same'))).toEqual({ ok: true });
  expect((await limited.send(message('second'))).ok).toBe(true);
  expect(demo.inbox()).toHaveLength(2);
});

test('a number is available when it may be written to and there is a gateway', () => {
  const { limited, clock } = setUp();
  expect(['13800000001', '10086', '+8613800000001'].map((to) => limited.available(to))).toEqual([true, false, false]);
  expect(withSmsLimits(noSms, clock).available('13800000001')).toBe(false);
});

test('all numbers together have a cap for each day', async () => {
  const { limited, wait } = setUp({ ...defaultSmsLimits, dailyCap: 2 });
  await limited.send(message('a', '13800000001'));
  await limited.send(message('b', '13800000002'));
  expect(await limited.send(message('c', '13800000003'))).toEqual({ ok: false, reason: 'daily_cap' });
  wait(14 * 3600_000);
  expect(await limited.send(message('d', '13800000003'))).toEqual({ ok: true });
});

test.each(['+15551234567', '008613800000001', '10086', '1380000000a', ''])('%j is not written to', async (to) => {
  const { limited } = setUp();
  expect(await limited.send(message('a', to))).toEqual({ ok: false, reason: 'country_not_allowed' });
});

test('what could not be sent does not count, and may be tried again under its key', async () => {
  const { clock } = setUp();
  const answers: SmsReceipt[] = [{ ok: false, reason: 'unavailable' }, { ok: true }, { ok: true }, { ok: true }];
  const flaky: SmsGateway = {
    available: () => true,
    send: async () => answers.shift() ?? Promise.reject(new Error('line cut')),
  };
  const limited = withSmsLimits(flaky, clock);
  expect((await limited.send(message('a'))).ok).toBe(false);
  for (const key of ['a', 'b', 'c']) expect(await limited.send(message(key))).toEqual({ ok: true });
  expect(await limited.send(message('d'))).toEqual({ ok: false, reason: 'rate_limited' });
  await expect(limited.send(message('x', '13900000001'))).rejects.toThrow('line cut');
});
