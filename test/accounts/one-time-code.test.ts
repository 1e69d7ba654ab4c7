import { createIdentity } from '../../src/accounts/one-time-code';
import { secureCode } from '../../src/accounts/secure-code';
import type { SmsGateway, SmsMessage, SmsReceipt } from '../../src/ports/sms-gateway';
import { memoryCodeStore } from './memory-code-store';

const phone = '13800000002';

function setUp(receipt: SmsReceipt = { ok: true }) {
  let now = 1_700_000_000_000;
  let next = 0;
  const sent: SmsMessage[] = [];
  const sms: SmsGateway = {
    available: () => true,
    async send(message) {
      sent.push(message);
      return receipt;
    },
  };
  const codes = memoryCodeStore();
  const identity = createIdentity({
    codes,
    sms,
    clock: { now: () => now },
    secret: 'a secret of at least thirty-two bytes',
    randomCode: () => ['271828', '314159', '161803', '141421'][next++ % 4] ?? '000000',
    wording: (code, language) => `${language} ${code}`,
    verifiedForMs: 600_000,
  });
  return { identity, sent, codes, wait: (ms: number) => (now += ms), at: () => now };
}

test('the right code proves the number for a limited time, once', async () => {
  const { identity, sent, at } = setUp();
  expect(await identity.begin('c1', phone, 'zh-Hans')).toEqual({ ok: true });
  expect(sent).toMatchObject([{ to: phone, text: 'zh-Hans 271828', kind: 'one_time_code' }]);
  expect(await identity.check('c1', '271828')).toEqual({ ok: true, phone, until: at() + 600_000 });
  expect(await identity.check('c1', '271828')).toEqual({ ok: false, reason: 'none' });
});

test('two checks at once of the right code: one of them counts', async () => {
  const { identity } = setUp();
  await identity.begin('c1', phone, 'en');
  const results = await Promise.all([identity.check('c1', '271828'), identity.check('c1', '271828')]);
  expect(results.filter((result) => result.ok)).toHaveLength(1);
});

test.each(['271828', ' 27 18 28 ', '２７１８２８', '验证码是271828', '二七一八二八'])(
  '%j is understood as the code',
  async (said) => {
    const { identity } = setUp();
    await identity.begin('c1', phone, 'zh-Hans');
    expect(await identity.check('c1', said)).toMatchObject({ ok: true });
  },
);

test('a code is bound to its conversation', async () => {
  const { identity } = setUp();
  await identity.begin('c1', phone, 'en');
  await identity.begin('c2', phone, 'en');
  expect(await identity.check('c2', '271828')).toEqual({ ok: false, reason: 'wrong', triesLeft: 4 });
  expect(await identity.check('c3', '271828')).toEqual({ ok: false, reason: 'none' });
});

test('a newer code replaces the older one', async () => {
  const { identity } = setUp();
  await identity.begin('c1', phone, 'en');
  await identity.begin('c1', phone, 'en');
  expect(await identity.check('c1', '271828')).toMatchObject({ ok: false, reason: 'wrong' });
  expect(await identity.check('c1', '314159')).toMatchObject({ ok: true });
});

test('five tries, then not even the right code', async () => {
  const { identity } = setUp();
  await identity.begin('c1', phone, 'en');
  for (const triesLeft of [4, 3, 2, 1]) {
    expect(await identity.check('c1', '000000')).toEqual({ ok: false, reason: 'wrong', triesLeft });
  }
  expect(await identity.check('c1', '000000')).toEqual({ ok: false, reason: 'too_many' });
  expect(await identity.check('c1', '271828')).toEqual({ ok: false, reason: 'too_many' });
});

test('twenty guesses at once share the five tries', async () => {
  const { identity } = setUp();
  await identity.begin('c1', phone, 'en');
  const guesses = Array.from({ length: 20 }, (_, at) => (at === 19 ? '271828' : String(100000 + at)));
  const results = await Promise.all(guesses.map((guess) => identity.check('c1', guess)));
  expect(results.filter((result) => !result.ok && result.reason === 'wrong')).toHaveLength(4);
  expect(results.some((result) => result.ok)).toBe(false);
});

test('what cannot be a code costs no try', async () => {
  const { identity } = setUp();
  await identity.begin('c1', phone, 'en');
  expect(await identity.check('c1', '收不到')).toEqual({ ok: false, reason: 'wrong', triesLeft: 5 });
  expect(await identity.check('c1', '27182')).toEqual({ ok: false, reason: 'wrong', triesLeft: 5 });
});

test('a code ends after five minutes', async () => {
  const { identity, wait } = setUp();
  await identity.begin('c1', phone, 'en');
  wait(5 * 60_000 - 1);
  expect(await identity.check('c1', '000000')).toMatchObject({ reason: 'wrong' });
  wait(1);
  expect(await identity.check('c1', '271828')).toEqual({ ok: false, reason: 'expired' });
  expect(await identity.check('c1', '271828')).toEqual({ ok: false, reason: 'none' });
});

test('three codes in ten minutes and ten in a day for one number, across conversations', async () => {
  const { identity, wait, sent } = setUp();
  const begin = (id: string) => identity.begin(id, phone, 'en');
  for (let round = 0; round < 3; round += 1) {
    for (let at = 0; at < 3; at += 1) expect(await begin(`c${round}${at}`)).toEqual({ ok: true });
    expect(await begin('over')).toEqual({ ok: false, reason: 'rate_limited' });
    wait(600_001);
  }
  expect(await begin('tenth')).toEqual({ ok: true });
  wait(600_001);
  expect(await begin('eleventh')).toEqual({ ok: false, reason: 'rate_limited' });
  expect(await identity.begin('other', '13900000000', 'en')).toEqual({ ok: true });
  expect(sent).toHaveLength(11);
  wait(24 * 3600_000);
  expect(await begin('next day')).toEqual({ ok: true });
});

test.each([
  ['rate_limited', 'rate_limited'],
  ['daily_cap', 'rate_limited'],
  ['unavailable', 'unavailable'],
  ['country_not_allowed', 'unavailable'],
] as const)('a message not sent (%s) leaves no code behind', async (reason, told) => {
  const { identity } = setUp({ ok: false, reason });
  expect(await identity.begin('c1', phone, 'en')).toEqual({ ok: false, reason: told });
  expect(await identity.check('c1', '271828')).toEqual({ ok: false, reason: 'none' });
});

test('the store never sees the code', async () => {
  const { identity, codes } = setUp();
  await identity.begin('c1', phone, 'en');
  expect(JSON.stringify(await codes.get('c1'))).not.toContain('271828');
});

test('codes are six digits and differ', () => {
  const drawn = Array.from({ length: 500 }, secureCode);
  expect(drawn.every((code) => /^\d{6}$/.test(code))).toBe(true);
  expect(new Set(drawn).size).toBeGreaterThan(490);
});

test("a number that is no customer's meets the same tries and limits, and gets no message (S13)", async () => {
  const { identity, sent } = setUp();
  const stranger = '13977770001';
  expect(await identity.begin('c1', stranger, 'zh-Hans', false)).toEqual({ ok: true });
  expect(await identity.check('c1', '000000')).toEqual({ ok: false, reason: 'wrong', triesLeft: 4 });
  for (const conversation of ['c2', 'c3']) await identity.begin(conversation, stranger, 'zh-Hans', false);
  expect(await identity.begin('c4', stranger, 'zh-Hans', false)).toEqual({ ok: false, reason: 'rate_limited' });
  expect(sent).toEqual([]);
});
