import { join } from 'node:path';
import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { DeskBot } from '../../../bots/desk-bot';
import { withAudit } from '../../../src/accounts/audited-accounts';
import { createIdentity } from '../../../src/accounts/one-time-code';
import { mostParts, renderSms } from '../../../src/channels/sms/rendering';
import type { Bot } from '../../../src/channels/sms/sms-bot';
import { handoffsOf } from '../../../src/handoffs-of';
import { languages } from '../../../src/ports/language';
import { silentLog } from '../../../src/ports/log';
import { noMetrics } from '../../../src/ports/metrics';
import { servicesOf } from '../../../src/services-of';
import { loadUnderstander } from '../../../src/understanding/load';
import type { Understander } from '../../../src/understanding/understanding';
import { complaintActsOf } from '../../support/complaint-acts-of';
import { demoAccounts } from '../../support/demo-accounts';
import { ManualClock } from '../../support/manual-clock';
import { sequentialIds } from '../../support/sequential-ids';
import { dataDir, replies, smsLines } from './sms-line';

const line = smsLines();
const clock = new ManualClock();
let understander: Understander & { close(): Promise<void> };
beforeAll(async () => {
  understander = await loadUnderstander({
    dataDir,
    cacheDir: join(dataDir, '../dist/models'),
    clock,
    recognizers: 'off',
  });
}, 60_000);
afterAll(() => understander.close());

/** The whole desk, spoken to by text message only; answers the conversation as both phones show it. */
async function conversation(phone: string, ...texts: string[]): Promise<string> {
  let bot: Bot = { run: () => Promise.reject(new Error('not made yet')) };
  const desk = await line({
    bot: { run: (context) => bot.run(context) },
    clock,
  });
  const { store, sms, transport } = desk;
  const ids = sequentialIds();
  const handoffs = handoffsOf({
    store,
    clock,
    ids,
    log: silentLog,
    staff: () => [],
    dataDir,
    nudge: () => undefined,
    looked: () => undefined,
  });
  const services = servicesOf({
    dataDir,
    store,
    handoffs,
    complaintActs: complaintActsOf(store, handoffs, clock),
    understander,
    accounts: withAudit(demoAccounts(clock), store.records, { clock }),
    identity: createIdentity({
      codes: store.codes,
      sms,
      clock,
      secret: 'test key of one-time codes, 32 bytes',
      randomCode: () => '135790',
      wording: (code, language) => replies.say('identity.sms', language, { code }).text,
    }),
    sms,
    ids,
    log: silentLog,
    metrics: noMetrics,
    settings: { listenWindowMs: 1500, demo: false },
  });
  bot = new DeskBot(services);
  const shown: string[] = [];
  for (const text of texts) {
    const hours = /^\+(\d+) h$/.exec(text)?.[1];
    if (hours) {
      clock.advance(Number(hours) * 3600_000);
      shown.push(`(${hours} h later)`, '');
      continue;
    }
    const before = transport.inboxOf(phone).length;
    await transport.write(phone, text);
    await desk.settle();
    if (transport.inboxOf(phone).length === before) {
      clock.advance(1_501);
      await desk.settle();
    }
    shown.push(`> ${text}`, ...transport.inboxOf(phone).slice(before), '');
    clock.advance(20_000);
  }
  for (const text of transport.inboxOf(phone))
    expect([text, new SegmentedMessage(text).segmentsCount <= mostParts]).toEqual([text, true]);
  return `\n${shown.join('\n')}`;
}

test('a complaint in Simplified Chinese: the number of this phone need not be named', async () => {
  clock.set(Date.parse('2026-11-21T10:00:00+08:00'));
  expect(
    await conversation(
      '13800000002',
      '你们客服态度太差还乱扣我彩铃费',
      '2',
      '昨天下午',
      '跳过',
      '6块',
      '2',
      '退费并道歉',
      '1',
      'M',
      '1',
    ),
  ).toMatchSnapshot();
});

test('the bill after a code, in Simplified Chinese', async () => {
  clock.set(Date.parse('2026-11-21T10:00:00+08:00'));
  expect(await conversation('13800000002', '这个月话费怎么多了', '135790', 'M', '1', '帮助', 'TD')).toMatchSnapshot();
});

test('in Traditional Chinese', async () => {
  clock.set(Date.parse('2026-11-21T10:00:00+08:00'));
  expect(
    await conversation('13800000002', '繁體中文', '這個月帳單怎麼這麼高', '135790', '1', '退訂', '轉真人客服'),
  ).toMatchSnapshot();
});

test('in English', async () => {
  clock.set(Date.parse('2026-11-21T10:00:00+08:00'));
  expect(
    await conversation('13800000002', 'why is my bill so high this month', '135790', 'M', 'help', 'STOP', 'agent'),
  ).toMatchSnapshot();
});

test('whoever comes back after hours is asked once more before anything is done (L9)', async () => {
  clock.set(Date.parse('2026-11-21T10:00:00+08:00'));
  expect(
    await conversation('13800000002', '取消彩铃', '135790', '+5 h', '1', '+2 h', '好的', '好的', '+80 h', '1'),
  ).toMatchSnapshot();
});

test('any text and choices: three parts at most, and everything is said in the end', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'您好彩铃扣费。，\n a1😀·“”'), maxLength: 900 }),
      fc.array(fc.string({ unit: fc.constantFrom(...'查话费bill '), minLength: 1, maxLength: 40 }), { maxLength: 9 }),
      fc.constantFrom(...languages),
      fc.boolean(),
      (text, titles, language, notice) => {
        const choices = titles.map((title) => ({ title, say: title }));
        let rest: string | undefined = text;
        let rounds = 0;
        while (rest !== undefined) {
          const rendered = renderSms({ text: rest, choices, language, notice }, replies);
          expect(new SegmentedMessage(rendered.text).segmentsCount).toBeLessThanOrEqual(mostParts);
          if (rendered.rest !== undefined) expect(rendered.rest.length).toBeLessThan(rest.length);
          rest = rendered.rest;
          rounds += 1;
          expect(rounds).toBeLessThan(60);
        }
      },
    ),
    { numRuns: 100 },
  );
});

test('no word and no number is cut in two where it is cut late', () => {
  for (const [text, language] of [
    ['signal broadband '.repeat(60), 'en'],
    ['投诉编号C20261121-0042-7和'.repeat(30), 'zh-Hans'],
  ] as const)
    for (let more = 0; more < 17; more += 1) {
      const given = 'x'.repeat(more) + text;
      const { rest = '' } = renderSms({ text: given, choices: [], language, notice: false }, replies);
      expect(rest).toMatch(/^(?:signal|broadband|投诉|诉|编|号|C20261121-0042-7|和)/);
    }
});

test('nobody gets a number of anybody in full, links stay, formatting goes (L7)', () => {
  const text =
    '**您的号码** 13812345678，身份证11010119900307123X，投诉编号C20261121-0042-7，[看这里](https://example.com/a)。';
  const { text: sms } = renderSms({ text, choices: [], language: 'zh-Hans', notice: false }, replies);
  expect(sms).toBe(
    '【智能客服】您的号码 138****5678，身份证110101********123X，投诉编号C20261121-0042-7，看这里 https://example.com/a。',
  );
});
