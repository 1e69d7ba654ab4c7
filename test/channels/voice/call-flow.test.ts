import { join } from 'node:path';
import { readStory } from '../../../dialogs/complaint-draft';
import { grievances } from '../../../src/channels/voice/listening';
import { loadUnderstander } from '../../../src/understanding/load';
import { tempDirs } from '../../support/temp-dir';
import { dataDir, type Hotline, type HotlineOptions, startHotline, type TestCall } from './calling';

const tempDir = tempDirs();
let understander: Awaited<ReturnType<typeof loadUnderstander>>;
let hotline: Hotline;

beforeAll(async () => {
  const clock = { now: () => Date.parse('2026-11-21T10:00:00+08:00') };
  understander = await loadUnderstander({
    dataDir,
    cacheDir: join(dataDir, '../dist/models'),
    clock,
    recognizers: 'off',
  });
}, 120_000);
afterAll(() => understander.close());
afterEach(() => hotline.close());

const night = '2026-11-21T23:00:00+08:00';
const over65 = '+8613800000003';

async function calling(options: Partial<HotlineOptions> = {}, from?: string): Promise<TestCall> {
  hotline = startHotline({ dir: tempDir(), understander, ...options });
  const call = hotline.call(from);
  await call.start();
  return call;
}

const handoff = async () =>
  (await hotline.store.handoffs.list(['waiting', 'assigned', 'call_back_booked', 'done'], 10))[0];

describe('the beginning of a call', () => {
  it('says who answers, that it records and is a machine, before any question and to the end (L6)', async () => {
    const call = await calling();
    const [notice, gather] = call.acts;
    expect(notice).toMatchObject({ act: 'say', speech: { bargeIn: false } });
    expect(JSON.stringify(notice)).toMatch(/录音/);
    expect(JSON.stringify(notice)).toMatch(/智能语音助手/);
    expect(gather).toMatchObject({ act: 'gather', input: 'speech and keys', maxDigits: 1 });
    expect(call.gather.prompts.map(({ language }) => language)).toEqual(['zh-Hans', 'zh-Hant', 'en']);
  });

  it.each([
    ['1', 'zh-Hans', /请直接说出您的问题，或者按键选择/],
    ['2', 'zh-Hant', /請直接說出您的問題/],
    ['3', 'en', /just say what you need/],
  ])('key %s chooses %s', async (key, language, words) => {
    const call = await calling();
    const heard = await call.press(key);
    expect(heard).toMatch(words);
    expect(call.gather.language).toBe(language);
    expect(call.gather.prompts.every((prompt) => prompt.language === language)).toBe(true);
  });

  it('another language hears the notice in that language, to the end', async () => {
    const call = await calling();
    await call.press('3');
    expect(call.acts[0]).toMatchObject({ act: 'say', speech: { language: 'en', bargeIn: false } });
    expect(JSON.stringify(call.acts[0])).toMatch(/recorded/);
  });

  it('who just speaks is answered at once', async () => {
    const call = await calling();
    expect(await call.say('什么是彩铃')).toMatch(/等您接听时听到/);
  });

  it('the recogniser is told at most 100 words of the trade', async () => {
    const call = await calling();
    expect(call.gather.hints.length).toBeGreaterThan(40);
    expect(call.gather.hints.length).toBeLessThanOrEqual(100);
    expect(call.gather.hints).toContain('彩铃');
  });
});

describe('callers of 65 and over (L5)', () => {
  it('get a person at once, who has the reason, and hear nothing of their account (S13)', async () => {
    const call = await calling({}, over65);
    expect(call.kinds).toEqual(['say', 'say', 'transfer']);
    expect(call.transcript.join()).not.toMatch(/全球通|68|六十八|余额/);
    expect(await handoff()).toMatchObject({ reason: 'over_65', status: 'waiting', brief: { channel: 'voice' } });
  });

  it('when nobody serves, one key books the call back, and the machine speaks slowly', async () => {
    const call = await calling({ at: night }, over65);
    expect(call.gather.prompts.every(({ slow }) => slow)).toBe(true);
    const heard = await call.press('0');
    expect(heard).toMatch(/尾号零零零三/);
    expect(await handoff()).toMatchObject({ status: 'call_back_booked', callBack: { phone: '13800000003' } });
  });

  it.each([
    ['away', () => Promise.reject(new Error('away'))],
    ['hung', () => new Promise<undefined>(() => undefined)],
  ])('a business system that is %s keeps nobody from being greeted', async (_how, subscriber) => {
    const call = await calling({ accounts: (gateway) => ({ ...gateway, subscriber }) }, over65);
    expect(call.kinds).toEqual(['say', 'gather']);
  });
});

describe('a person at any time (L4)', () => {
  it.each(['人工', '转人工', '我要找人工客服', '叫你们经理来', '给我转个真人', 'I want to talk to a real person'])(
    '%s',
    async (words) => {
      const call = await calling();
      await call.say(words);
      expect(call.kinds.at(-1)).toBe('transfer');
      expect(call.acts.at(-1)).toMatchObject({ conversationId: call.conversationId });
    },
  );

  it('key 0 in the middle of a complaint: what was told is recorded first', async () => {
    const call = await calling();
    await call.say('你们乱扣我彩铃费六块钱');
    const heard = await call.press('0');
    expect(heard).toMatch(/登记好了，编号/);
    expect(call.kinds.at(-1)).toBe('transfer');
    expect(await hotline.store.complaints.ofPhone('13800000002', 0)).toHaveLength(1);
  });

  it.each(['busy', 'no_answer', 'failed'] as const)(
    '%s: the caller is back, and a call back is booked by key',
    async (result) => {
      const call = await calling();
      await call.press('0');
      expect(await call.do({ kind: 'transfer', result })).toMatch(/约个回电/);
      expect(await call.press('1')).toMatch(/约好了，今天上午十一点到下午一点打到/);
      expect(await handoff()).toMatchObject({ status: 'call_back_booked', callBack: { phone: '13800000002' } });
      expect(await call.say('什么是彩铃')).toMatch(/等您接听时听到/);
    },
  );

  it('the call back is declined by a word, tried again by 0', async () => {
    const call = await calling();
    await call.press('0');
    await call.do({ kind: 'transfer', result: 'busy' });
    expect(await call.say('不用了')).toMatch(/您请说/);
    await call.press('0');
    expect(call.kinds.at(-1)).toBe('transfer');
    expect((await hotline.store.handoffs.list(['waiting'], 10)).length).toBe(1);
  });

  it('answered: the call is over', async () => {
    const call = await calling();
    await call.press('0');
    await call.do({ kind: 'transfer', result: 'answered' });
    expect(call.kinds).toEqual(['say', 'hangup']);
  });

  it('without a number to call from, one is keyed in; two bad ones do not matter', async () => {
    const call = await calling({ canTransfer: false }, 'anonymous');
    expect(await call.say('转人工')).toMatch(/按键输入十一位号码/);
    expect(call.gather.maxDigits).toBe(11);
    expect(await call.press('1380')).toMatch(/不完整/);
    expect(await call.press('13800000007')).toMatch(/尾号零零零七/);
    expect(await handoff()).toMatchObject({ status: 'call_back_booked', callBack: { phone: '13800000007' } });
  });
});

describe('nothing heard, nothing understood', () => {
  it('silence: shorter, then an example and keys, then a person', async () => {
    const call = await calling();
    expect(await call.silence()).toMatch(/^请直接说出您的问题/);
    expect(await call.silence()).toMatch(/您可以这样说.*投诉按四/);
    await call.silence();
    expect(call.kinds.at(-1)).toBe('transfer');
    expect(await handoff()).toMatchObject({ reason: 'not_understood_twice' });
  });

  it('silence at a question: the question alone, then its keys, then a person', async () => {
    const call = await calling();
    await call.say('你们乱扣我彩铃费六块钱');
    expect(await call.silence()).toBe('我没听到声音，请您再说一遍。 是哪个月的账单？');
    expect(await call.silence()).toMatch(/我们用按键来。 是哪个月的账单？ 这个月，请按一。.*找人工按零/);
    await call.silence();
    expect(call.kinds.at(-1)).toBe('transfer');
    expect(await hotline.store.complaints.ofPhone('13800000002', 0)).toHaveLength(1);
  });

  it('not understood: again, then keys only, then a person', async () => {
    const call = await calling();
    await call.say('嘎嘎嘎啦啦');
    expect(call.gather.input).toBe('speech and keys');
    expect(await call.say('咕噜咕噜呱')).toMatch(/我们用按键来/);
    expect(call.gather.input).toBe('keys');
    await call.say('噼里啪啦嘭');
    expect(call.kinds.at(-1)).toBe('transfer');
  });

  it('the two are counted apart, and an answer forgets both', async () => {
    const call = await calling();
    await call.silence();
    await call.say('嘎嘎嘎啦啦');
    await call.silence();
    await call.say('什么是彩铃');
    await call.silence();
    await call.silence();
    expect(call.kinds).toEqual(['gather']);
  });

  it('words the recogniser only guessed, or none at all, are not taken for said', async () => {
    const call = await calling();
    await call.do({ kind: 'speech', text: '转人工', confidence: 0.1 });
    expect(call.kinds).toEqual(['gather']);
    await call.do({ kind: 'speech', text: ' …。', confidence: 0.9 });
    expect(call.gather.input).toBe('keys');
  });

  it('when nobody serves the third strike books a call back; then a dead line may be let go', async () => {
    const call = await calling({ at: night });
    for (let i = 0; i < 3; i += 1) await call.silence();
    expect(await handoff()).toMatchObject({ status: 'call_back_booked', callBack: { phone: '13800000002' } });
    expect(call.kinds).toEqual(['gather']);
    for (let i = 0; i < 3; i += 1) await call.silence();
    expect(call.kinds.at(-1)).toBe('hangup');
  });

  it('keys without a meaning are strikes like any other', async () => {
    const call = await calling();
    await call.press('1');
    expect(await call.press('7')).toMatch(/没有用到/);
    expect(await call.press('77777')).toMatch(/没有用到/);
    await call.press('8');
    expect(call.kinds.at(-1)).toBe('transfer');
  });

  it('ten minutes of noise: always an answer, never a hang-up before a call back is booked', async () => {
    const call = await calling();
    for (let i = 0; i < 100; i += 1) {
      hotline.clock.advance(6_000);
      if (call.kinds.at(-1) === 'transfer') await call.do({ kind: 'transfer', result: 'no_answer' });
      else if (i % 3 === 0) await call.press(String(5 + (i % 4)).repeat(1 + (i % 3)));
      else await call.say(`${'哗啦嘎吱咚'.slice(i % 5)}呃啊`);
      expect(call.acts.length).toBeGreaterThan(0);
      expect(call.kinds).not.toContain('hangup');
    }
    expect(await handoff()).toBeDefined();
    expect(hotline.faults).toEqual([]);
  });
});

describe('how the machine speaks', () => {
  it('slowly on request, and the same again', async () => {
    const call = await calling();
    const said = await call.say('什么是彩铃');
    const slowly = await call.say('说慢点');
    expect(slowly).toContain(said);
    expect(call.gather.prompts.every(({ slow }) => slow)).toBe(true);
    expect(await call.say('请再说一遍')).toBe(said);
    expect(await call.press('#')).toBe(said);
    await call.say('说快一点');
    expect(call.gather.prompts.some(({ slow }) => slow)).toBe(false);
  });

  it('digits one by one, money in words, no links', async () => {
    const call = await calling();
    await call.say('你们客服态度太差还乱扣我彩铃费六块钱');
    for (let i = 0; i < 10 && !/登记好了/.test(call.transcript.at(-1) ?? ''); i += 1) {
      await call.say(/这样登记可以吗/.test(call.transcript.at(-1) ?? '') ? '可以' : '跳过');
    }
    const spoken = call.transcript.join();
    expect(spoken).toMatch(/登记好了/);
    expect(spoken.replace(/\[.*?\]/g, '')).not.toMatch(/\d|http|\*/);
  });

  it('a long answer is offered as a text message, and sent on a yes', async () => {
    const call = await calling();
    const heard = await call.say('怎么携号转网');
    expect(heard).toMatch(/用短信发给您吗/);
    expect(heard.length).toBeLessThan(200);
    expect(await call.press('1')).toMatch(/短信会发到尾号零零零二/);
    expect(await hotline.texts()).toMatchObject([{ to: '13800000002' }]);
    expect((await hotline.texts())[0]?.text).toMatch(/CXXZ/);
  });

  it('… or not, or forgotten over something else', async () => {
    const call = await calling();
    await call.say('怎么携号转网');
    expect(await call.say('不用了')).toMatch(/不发了/);
    await call.say('怎么携号转网');
    expect(await call.say('什么是彩铃')).toMatch(/等您接听/);
    expect(await hotline.texts()).toEqual([]);
  });

  it('nobody is offered a text message who calls without a number', async () => {
    const call = await calling({}, 'anonymous');
    expect(await call.say('怎么携号转网')).not.toMatch(/短信发给您/);
  });
});

describe('keys', () => {
  it('a one-time code is asked for by key, and opens the account; the number called from opens nothing (S13)', async () => {
    const call = await calling();
    const asked = await call.say('我的流量还剩多少');
    expect(asked).toMatch(/用按键输入/);
    expect(asked).not.toMatch(/十G/);
    expect(call.gather.maxDigits).toBe(6);
    const code = /\d{6}/.exec((await hotline.texts())[0]?.text ?? '')?.[0] ?? '';
    expect(await call.press(code)).toMatch(/流量还剩/);
  });

  it('* goes back a step, a skipped question by 9', async () => {
    const call = await calling();
    await call.say('你们乱扣我彩铃费');
    const first = call.transcript.at(-1);
    expect(first).toMatch(/请按九/);
    await call.press('9');
    expect(call.transcript.at(-1)).not.toMatch(/大概是多少钱/);
    expect(await call.press('*')).toMatch(/大概是多少钱/);
  });

  it('several grievances are told by several keys', async () => {
    const call = await calling();
    await call.press('1');
    expect(await call.press('4')).toMatch(/服务态度按一/);
    expect(call.gather.maxDigits).toBe(4);
    expect(await call.press('12')).toMatch(/两件事/);
  });
});

describe('grievances told by keys', () => {
  const types = ['staff_attitude', 'pricing_billing', 'product_quality', 'after_sales'];
  const subsets = Array.from({ length: 15 }, (_, index) => [...'1234'].filter((_key, bit) => ((index + 1) >> bit) & 1));

  it.each(['zh-Hans', 'zh-Hant', 'en'] as const)(
    '%s: every choice of keys is just these complaints',
    async (language) => {
      await calling();
      const { replies, catalogue } = hotline.services;
      const say = (name: string) => replies.choice(name, language).say;
      for (const keys of subsets) {
        const story = keys.map((key) => say(grievances[Number(key) - 1] ?? '')).join(say('grievance_joint'));
        const reading = readStory(await understander.understand(story, language), catalogue);
        const found = reading.kind === 'grievances' ? reading.grievances.map(({ type }) => type) : [reading.kind];
        expect({ keys, found: [...found].sort() }).toEqual({
          keys,
          found: keys.map((key) => types[Number(key) - 1]).sort(),
        });
      }
    },
  );
});

describe('the end of a call', () => {
  it('hung up in the middle of a complaint: the transcript stays, the bot learns of it once', async () => {
    const call = await calling();
    await call.say('你们乱扣我彩铃费');
    for (let i = 0; i < 3; i += 1)
      expect(await hotline.service.handle(call.event({ kind: 'ended', reason: 'completed' }))).toEqual([]);
    const log = await hotline.turns.read(call.conversationId, 0, 100);
    expect(log.filter(({ activity }) => activity.name === 'desk.callEnded')).toHaveLength(1);
    expect(log.some(({ activity }) => activity.text === '你们乱扣我彩铃费')).toBe(true);
    expect((await hotline.store.conversations.load(call.conversationId))?.state).toBeDefined();
    expect(hotline.faults).toEqual([]);
  });

  it('who says goodbye is let go', async () => {
    const call = await calling();
    await call.say('什么是彩铃');
    await call.say('再见');
    expect(call.kinds).toEqual(['say', 'hangup']);
  });

  it('a yes that sounds like a goodbye ends nothing, and what comes after the end is hung up', async () => {
    const call = await calling();
    await call.say('你们乱扣我彩铃费六块钱');
    for (let i = 0; i < 8 && !/登记好了/.test(call.transcript.at(-1) ?? ''); i += 1) {
      await call.say(/这样登记可以吗/.test(call.transcript.at(-1) ?? '') ? '可以，就这样登记' : '跳过');
    }
    expect(call.kinds).toEqual(['gather']);
    await call.say('再见');
    await call.press('1');
    expect(call.kinds).toEqual(['hangup']);
  });

  it('the number called from is in no id', async () => {
    const call = await calling();
    expect(call.conversationId).toMatch(/^voice_[0-9a-f]{40}$/);
    expect(call.conversationId).not.toContain('13800000002');
  });
});
