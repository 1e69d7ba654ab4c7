import fc from 'fast-check';
import { conversationOfNumber } from '../../../src/channels/sms/conversation-id';
import { createConsents } from '../../../src/consents/create-consents';
import { hostileTexts } from './hostile-texts';
import { smsLines } from './sms-line';

const line = smsLines();
const phone = '13800000001';
const idOf = (number: string) => conversationOfNumber(number, 'test key of conversation ids');

test('a message gets one answer, to its number, labelled; the first with the notice (L6)', async () => {
  const { say } = await line();
  const [first, ...none] = await say(phone, '你好');
  expect(none).toEqual([]);
  expect(first).toBe('【智能客服】由程序自动回复，短信内容会保存，请别发密码。找人工请回复“人工”。\n1: 你好');
  expect(await say(phone, '在吗')).toEqual(['【智能客服】2: 在吗']);
});

test('five deliveries at once, again later and again after a restart: one turn, one answer (R1)', async () => {
  const { transport, settle, dir, clock, runner } = await line();
  await Promise.all(Array.from({ length: 5 }, () => transport.write(phone, '你好', 'same')));
  await settle();
  clock.advance(23 * 3600_000);
  await transport.write(phone, '你好', 'same');
  await settle();
  await runner.stop(1_000);
  const again = await line({ dir, clock, transport });
  await Promise.all(Array.from({ length: 5 }, () => transport.write(phone, '你好', 'same')));
  await again.settle();
  expect(transport.sent).toHaveLength(1);
});

test('any order of deliveries and duplicates, one answer for each message', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ customer: fc.integer({ min: 0, max: 2 }), message: fc.integer({ min: 0, max: 4 }) }), {
        maxLength: 18,
      }),
      async (deliveries) => {
        const { transport, settle } = await line();
        await Promise.all(
          deliveries.map(({ customer, message }) =>
            transport.write(`1380000000${customer}`, `message ${message}`, `c${customer}m${message}`),
          ),
        );
        await settle();
        const wanted = new Set(deliveries.map(({ customer, message }) => `${customer} ${message}`));
        expect(transport.sent).toHaveLength(wanted.size);
      },
    ),
    { numRuns: 15 },
  );
});

test('the same id with other words is another message: some gateways count from 1 again', async () => {
  const { say } = await line();
  await say(phone, 'one', '1');
  expect(await say(phone, 'two', '1')).toEqual(['【智能客服】2: two']);
  expect(await say(phone, 'two', '1')).toEqual([]);
});

test('a burst of 1,000 from 200 numbers: all answered, in order for each customer', async () => {
  const { transport, runner, outbox } = await line();
  transport.answer = () => new Promise((resolve) => setTimeout(() => resolve(undefined), 20));
  const number = (n: number) => `139${String(n).padStart(8, '0')}`;
  const begun = Date.now();
  await Promise.all(
    Array.from({ length: 1000 }, (_, n) => transport.write(number(n % 200), `text ${Math.floor(n / 200)}`)),
  );
  const taken = Date.now() - begun;
  await runner.idle();
  const holding = new AbortController().signal;
  while (transport.sent.length < 1000) await outbox.run(holding);
  console.log(`1,000 taken after ${taken} ms, answered after ${Date.now() - begun} ms (20 ms a message)`);
  for (let n = 0; n < 200; n += 1)
    expect(transport.inboxOf(number(n)).map((text) => text.split('\n').at(-1)?.replace('【智能客服】', ''))).toEqual(
      [1, 2, 3, 4, 5].map((turn) => `${turn}: text ${turn - 1}`),
    );
}, 120_000);

test('numbers stand in no id and no log line (S15)', async () => {
  const { say, runner, lines, transport, store } = await line();
  transport.answer = async () => ({ ok: false, reason: 'refused', detail: 'blocked' });
  await say(phone, 'fail');
  expect(idOf(phone)).toMatch(/^sms_[0-9a-f]{32}$/);
  expect((await runner.read(idOf(phone), 0, 9)).length).toBeGreaterThan(0);
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.join('\n')).not.toContain(phone);
  expect(await store.outbox.list('dead', 9)).toMatchObject([{ conversationId: idOf(phone) }]);
});

test('a fault gets an apology by text message, once', async () => {
  const { say } = await line();
  expect(await say(phone, 'fail')).toEqual([expect.stringMatching(/^【智能客服】sorry /)]);
});

test('whoever writes from no mobile number of the mainland gets no answer', async () => {
  const { transport, settle } = await line();
  for (const from of ['10086', '+15551234567', '95555', 'bank', '', "13800000001' --"])
    await transport.write(from, '你好');
  await settle();
  expect(transport.sent).toEqual([]);
});

test('20 messages in 10 seconds, then one word about it and silence (S12)', async () => {
  const { transport, settle, clock, counted } = await line();
  for (let n = 0; n < 30; n += 1) await transport.write(phone, `text ${n}`);
  await settle();
  const got = transport.inboxOf(phone);
  expect(got).toHaveLength(21);
  expect(got.filter((text) => text.includes('太密'))).toHaveLength(1);
  expect(counted.filter((name) => name.startsWith('sms_received_total smpp refused'))).toHaveLength(10);
  clock.advance(61_000);
  await transport.write(phone, 'again');
  await settle();
  expect(transport.inboxOf(phone).at(-1)).toContain('again');
});

test('two machines that answer each other come to an end', async () => {
  const { transport, settle, clock } = await line();
  let rounds = 0;
  await transport.write(phone, 'hello');
  await settle();
  while (rounds < 500) {
    rounds += 1;
    clock.advance(3_000);
    const before = transport.sent.length;
    await transport.write(phone, `auto-reply to ${transport.inboxOf(phone).at(-1)}`);
    await settle();
    if (transport.sent.length === before) break;
  }
  expect(rounds).toBeLessThan(150);
}, 60_000);

test('a customer who writes more than fits keeps the rest for later: the centre brings it again', async () => {
  const { transport, settle } = await line({
    bot: { run: () => new Promise((resolve) => setTimeout(resolve, 30)) },
  });
  const results = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => transport.write(phone, `text ${n}`)));
  expect(results.every(({ status }) => status === 'fulfilled')).toBe(true);
  await settle();
});

test('offers and greetings: off at one word within the turn, on by another, proved by records (L12)', async () => {
  const { say, store } = await line();
  const { may } = createConsents(store);
  const consent = () => Promise.all([may(phone, 'offers'), may(phone, 'greeting'), may(phone, 'service')]);
  await say(phone, '你好');
  expect(await consent()).toEqual([false, false, true]);
  expect(await say(phone, '开通短信')).toEqual([expect.stringContaining('随时回复TD')]);
  expect(await consent()).toEqual([true, true, true]);
  let wanted = /已经为您退订/;
  for (const word of ['TD', 'td。', 'ＴＤ', 'T', 'r', '退订', '【退訂】', 'STOP', 'Stop!']) {
    await say(phone, 'START');
    expect(await consent()).toEqual([true, true, true]);
    const [answer = ''] = await say(phone, word);
    // In the script of the last word that had one.
    if (word.includes('訂')) wanted = /已經為您退訂/;
    expect([word, answer]).toEqual([word, expect.stringMatching(wanted)]);
    expect(/取消(?:彩铃|來電答鈴)/.test(answer)).toBe(/[退]/.test(word));
    expect(await consent()).toEqual([false, false, true]);
  }
  const audits = await store.records.list('audit', 99);
  expect(audits).toHaveLength(19);
  expect(audits[0]).toMatchObject({
    conversationId: idOf(phone),
    data: { kind: 'consent_refused', what: 'offers, greeting', why: 'Stop!' },
  });
  // Whoever writes is answered all the same, and longer sentences are no keyword.
  expect(await say(phone, '退订彩铃')).toEqual([expect.stringContaining('退订彩铃')]);
});

test('all that we would send unasked ends at one word, and comes back at one', async () => {
  const { say, store } = await line();
  const { may } = createConsents(store);
  // In the script of the word.
  for (const [word, answer] of [
    ['全部退订', /全部退订/],
    ['全部退訂', /全部退訂/],
    ['STOP ALL', /全部退订/],
  ] as const) {
    expect(await say(phone, word)).toEqual([expect.stringMatching(answer)]);
    expect(await may(phone, 'service')).toBe(false);
    expect(await say(phone, '恢复')).toEqual([expect.stringContaining('恢复了')]);
    expect(await may(phone, 'service')).toBe(true);
  }
});

test('help by a word or a question mark', async () => {
  const { say } = await line();
  for (const word of ['帮助', '?', '？', 'HELP', '幫助'])
    expect((await say(phone, word)).at(0)).toMatch(/(帮助|help)\n.*(人工|agent)/);
});

test('numbers become the choice they were offered as, for half an hour', async () => {
  const { say, clock } = await line();
  const [menu] = await say(phone, 'choices: 查话费,查流量,转人工');
  expect(menu).toContain('请回复数字：\n1 查话费\n2 查流量\n3 转人工');
  for (const word of ['2', '２', '二', '2.', '2、', '回复2', '回覆 2', '选二', '第二个', '"2"', 'reply 2']) {
    await say(phone, 'choices: 查话费,查流量,转人工');
    expect([word, ...(await say(phone, word))]).toEqual([word, expect.stringMatching(/: say 查流量$/)]);
  }
  for (const other of ['4', '12', '20元', '2月', '2号', '2个', '0', '22:00']) {
    await say(phone, 'choices: 查话费,查流量,转人工');
    expect([other, ...(await say(phone, other))]).toEqual([other, expect.stringMatching(new RegExp(`: ${other}$`))]);
  }
  // Without choices a number is what it is.
  expect(await say(phone, '2')).toEqual([expect.stringMatching(/: 2$/)]);
  await say(phone, 'choices: 查话费,查流量,转人工');
  clock.advance(30 * 60_000 + 1);
  expect(await say(phone, '2')).toEqual([expect.stringMatching(/再选。\n\d+: 再说一遍$/)]);
});

test('STOP and M leave what was offered as it was', async () => {
  const { say } = await line();
  await say(phone, 'choices: 查话费,查流量');
  await say(phone, 'TD');
  expect(await say(phone, 'M')).toEqual([expect.stringContaining('已经全部发给您了')]);
  expect(await say(phone, '1')).toEqual([expect.stringMatching(/: say 查话费$/)]);
});

test('a long answer comes in three parts, the rest when asked for, nothing lost', async () => {
  const { say } = await line();
  await say(phone, '你好');
  const sentences = Array.from({ length: 40 }, (_, n) => `这是第${n + 1}句话，说的是话费。`).join('');
  let [answer = ''] = await say(phone, sentences);
  let whole = '';
  for (let round = 0; round < 10; round += 1) {
    expect(answer.length).toBeLessThanOrEqual(3 * 66);
    whole += answer.replace('【智能客服】', '').replace('（回复M看更多）', '');
    if (!answer.includes('回复M看更多')) break;
    [answer = ''] = await say(phone, 'm');
  }
  expect(whole).toBe(`2: ${sentences}`);
});

test('a dialog left alone for three days is over', async () => {
  const { say, clock, store } = await line();
  await say(phone, 'choices: 查话费,查流量');
  clock.advance(72 * 3600_000 + 1);
  const [answer] = await say(phone, '1');
  expect(answer).toMatch(/由程序自动回复.*\n2: 1$/);
  expect(await store.conversations.load(idOf(phone))).toBeDefined();
});

test.each(hostileTexts.map((text, index) => [index, text] as const))(
  'hostile text %i is answered and changes nothing else',
  async (_, text) => {
    const { say, transport } = await line();
    const [answer] = await say(phone, text);
    expect(transport.sent.length).toBeLessThanOrEqual(1);
    if (answer) expect(answer.length).toBeLessThanOrEqual(3 * 153);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(await say(phone, '你好')).toEqual([expect.stringContaining('你好')]);
  },
);

test('any text whatever is taken', async () => {
  const { say } = await line();
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
      await say(
        `138${String(Math.abs(hash(text)))
          .slice(0, 8)
          .padStart(8, '1')}`,
        text,
      );
    }),
    { numRuns: 25 },
  );
}, 60_000);

function hash(text: string): number {
  let sum = 7;
  for (const char of text) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) | 0;
  return sum;
}
