import { join } from 'node:path';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { conversationOfCall } from '../../../../src/channels/voice/conversation-id';
import { loadUnderstander } from '../../../../src/understanding/load';
import type { Understander } from '../../../../src/understanding/understanding';
import { eventually } from '../../../support/eventually';
import { tempDirs } from '../../../support/temp-dir';
import { dataDir, type Hotline, type HotlineOptions, secret, startHotline } from '../calling';
import { accountSid, authToken, type Form, post, publicUrl, serveTwilio, TwilioCaller } from './twilio-caller';
import { allOf, readTwiml, textOf } from './twiml-reader';

const tempDir = tempDirs();
const target = { how: 'dial', uri: 'sip:agents@pbx.example.com' } as const;
let understander: Awaited<ReturnType<typeof loadUnderstander>>;
let hotline: Hotline;
let served: Awaited<ReturnType<typeof serveTwilio>>;
let calls = 0;

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
afterEach(async () => {
  await served.close();
  await hotline.close();
});

async function serve(options: Partial<HotlineOptions> = {}, to: Parameters<typeof serveTwilio>[1] = target) {
  hotline = startHotline({ dir: tempDir(), understander, ...options });
  served = await serveTwilio(hotline.service, to);
}

function caller(from?: string): TwilioCaller {
  calls += 1;
  return new TwilioCaller(served.base, `CA${String(calls).padStart(32, '0')}`, from);
}

const conversationOf = ({ callSid }: TwilioCaller) => conversationOfCall(callSid, secret);
const complaints = () => hotline.store.complaints.ofPhone('13800000002', 0);

describe('a complaint to its number', () => {
  it('by speech results only', async () => {
    await serve();
    const call = caller();
    await call.start();
    await call.say('你们客服态度太差还乱扣我彩铃费');
    const answers: readonly [RegExp, string][] = [
      [/哪家营业厅/, '客服热线'],
      [/多少钱/, '六块钱'],
      [/哪个月/, '上个月'],
      [/希望我们怎么做/, '把钱退给我'],
      [/这样登记可以吗/, '可以'],
    ];
    for (let asked = 0; asked < 12 && !/登记好了/.test(call.heard); asked += 1) {
      await call.say(answers.find(([question]) => question.test(call.heard))?.[1] ?? '跳过');
    }
    expect(call.heard).toMatch(/登记好了.*编号C，二零二六，幺幺二幺，零零零幺/);
    const filed = await complaints();
    expect(filed.map(({ type }) => type).sort()).toEqual(['pricing_billing', 'staff_attitude']);
    expect(filed[0]?.slots).toMatchObject({ amountFen: 600 });
    expect((await hotline.texts())[0]?.text).toMatch(/C20261121-0001-/);
    await call.say('再见');
    expect(call.verbs).toEqual(['Hangup']);
  });

  it('by keys only', async () => {
    await serve();
    const call = caller();
    await call.start();
    await call.press('1');
    await call.press('4');
    await call.press('12');
    for (let i = 0; i < 14 && !/登记好了/.test(call.heard); i += 1) {
      await call.press(/请按一/.test(call.heard) ? '1' : '9');
    }
    expect(call.heard).toMatch(/登记好了/);
    expect((await complaints()).map(({ type }) => type).sort()).toEqual(['pricing_billing', 'staff_attitude']);
  });
});

describe('TwiML', () => {
  it('listens by keys and speech, with hints, and always comes back', async () => {
    await serve();
    const call = caller();
    await call.start();
    expect(call.gather).toMatchObject({
      input: 'dtmf speech',
      action: `${publicUrl}/voice/twilio?step=1`,
      actionOnEmptyResult: 'true',
      bargeIn: 'true',
      speechTimeout: 'auto',
      language: 'cmn-Hans-CN',
      numDigits: '1',
      finishOnKey: '',
    });
    expect(call.gather['hints']).toMatch(/彩铃/);
    expect(allOf(call.root, 'Say').map(({ attributes }) => attributes['language'])).toEqual([
      'cmn-CN',
      'cmn-CN',
      'cmn-TW',
      'en-US',
    ]);
    await call.press('3');
    expect(call.gather).toMatchObject({ action: `${publicUrl}/voice/twilio?step=2`, language: 'en-US' });
  });

  it('a number is ended by #, slow speech is marked', async () => {
    await serve();
    const call = caller();
    await call.start();
    await call.say('我的流量还剩多少');
    expect(call.gather).toMatchObject({ numDigits: '6', finishOnKey: '#' });
    await call.say('说慢点');
    expect(allOf(call.root, 'prosody').every(({ attributes }) => attributes['rate'] === 'slow')).toBe(true);
    expect(allOf(call.root, 'prosody').length).toBeGreaterThan(0);
  });

  it.each([
    [
      'dial',
      'sip:agents@pbx.example.com',
      'Dial',
      'Sip',
      /^sip:agents@pbx\.example\.com\?X-Conversation-Id=voice_[0-9a-f]{40}$/,
    ],
    ['dial', 'tel:+861012345678', 'Dial', 'Number', /^\+861012345678$/],
    ['refer', 'sip:agents@pbx.example.com;user=phone', 'Refer', 'Sip', /\?X-Conversation-Id=voice_/],
    ['enqueue', 'agents', 'Enqueue', 'Enqueue', /^agents$/],
  ] as const)('%s %s', async (how, uri, verb, inside, words) => {
    await serve({}, { how, uri });
    const call = caller();
    await call.start();
    await call.press('0');
    expect(call.verbs).toEqual([verb]);
    expect(textOf(allOf(call.root, inside)[0] ?? call.root)).toMatch(words);
    expect(allOf(call.root, verb)[0]?.attributes['action']).toBe(`${publicUrl}/voice/twilio/transfer?step=2`);
    // Only a leg dialled from here can be spoken to before the caller is joined.
    const leg = how === 'dial' ? { url: `${publicUrl}/voice/twilio/whisper?call=${call.callSid}`, method: 'POST' } : {};
    expect(how === 'enqueue' ? {} : allOf(call.root, inside)[0]?.attributes).toEqual(leg);
  });

  it.each([
    [{ DialCallStatus: 'busy' }, /约个回电/],
    [{ DialCallStatus: 'no-answer' }, /约个回电/],
    [{ DialCallStatus: 'canceled' }, /约个回电/],
    [{ QueueResult: 'queue-full' }, /约个回电/],
    [{ QueueResult: 'error' }, /约个回电/],
    [{ ReferCallStatus: 'failed' }, /约个回电/],
    [{}, /约个回电/],
    [{ DialCallStatus: 'completed' }, /再见/],
    [{ QueueResult: 'bridged' }, /再见/],
    [{ ReferCallStatus: 'completed' }, /再见/],
  ] as [Form, RegExp][])('a transfer that ends with %j', async (form, words) => {
    await serve();
    const call = caller();
    await call.start();
    await call.press('0');
    const answer = await post(served.base, '/voice/twilio/transfer?step=2', { ...call.identity, ...form });
    expect(textOf(readTwiml(await answer.text()))).toMatch(words);
  });

  it('what a caller or the store says cannot break it', async () => {
    await serve();
    const call = caller('"><Say>x</Say>&\u0000');
    await call.start();
    for (const words of [
      '<Say>&amp;"\'</Say>',
      '\ud83d',
      '__proto__',
      'constructor',
      '二'.repeat(1500),
      '0'.repeat(2000),
    ]) {
      await call.say(words).catch((error: unknown) => {
        throw new Error(`${words.slice(0, 20)}: ${String(error)}`);
      });
      if (call.verbs.includes('Dial')) await call.transferred('busy');
    }
  });
});

describe('what the person hears before the caller is joined', () => {
  /** The leg of the person who answered: a call of its own. */
  const leg = {
    CallSid: `CA${'f'.repeat(32)}`,
    AccountSid: accountSid,
    From: '10086',
    To: 'sip:agents@pbx.example.com',
  };
  const whisper = async (call: TwilioCaller, signature?: string) =>
    post(served.base, `/voice/twilio/whisper?call=${call.callSid}`, leg, signature);

  it('the brief, and nothing else', async () => {
    await serve();
    const call = caller();
    await call.start();
    await call.say('你们乱扣我彩铃费六块钱，退钱！');
    await call.press('0');
    expect(call.verbs).toEqual(['Dial']);
    const before = await hotline.turns.read(conversationOf(call), 0, 200);
    const answer = await whisper(call);
    const root = readTwiml(await answer.text());
    expect(root.children.map((child) => (typeof child === 'string' ? child : child.name))).toEqual(['Say']);
    expect(allOf(root, 'Say')[0]?.attributes['language']).toBe('cmn-CN');
    expect(textOf(root)).toMatch(/^投诉：不明扣费，彩铃，六元.*单号尾号零零零[幺一]./);
    expect(await hotline.turns.read(conversationOf(call), 0, 200)).toEqual(before);
  });

  it('without a story, a word that it is on the screen; the caller is joined all the same', async () => {
    await serve();
    expect(textOf(readTwiml(await (await whisper(caller())).text()))).toMatch(/请看工作台/);
  });

  it('only when the platform itself asks (S4)', async () => {
    await serve();
    const call = caller();
    expect((await whisper(call, 'x'.repeat(28))).status).toBe(403);
    const other = getExpectedTwilioSignature(authToken, `${publicUrl}/voice/twilio/whisper?call=CAother`, leg);
    expect((await whisper(call, other)).status).toBe(403);
  });

  it('the call put through is offered to nobody as a chat, and leaves the line when it ends', async () => {
    await serve();
    const call = caller();
    await call.start();
    await call.press('0');
    hotline.clock.advance(120_000);
    await hotline.handoffs.presence.setStatus('agent1', 'available');
    await hotline.handoffs.job.run(new AbortController().signal);
    expect(await hotline.store.handoffs.ofConversation(conversationOf(call), 5)).toMatchObject([{ status: 'waiting' }]);
    await call.transferred('completed');
    await call.hangUp();
    await eventually(async () => {
      const [left] = await hotline.store.handoffs.ofConversation(conversationOf(call), 5);
      return left?.status === 'withdrawn' && left.customerLeftAt !== undefined;
    });
  });
});

describe('a person who opened the conversation on their page', () => {
  const agent = { name: 'agent1', role: 'agent', displayName: '客服小林' } as const;
  async function opened() {
    await serve();
    const call = caller();
    await call.start();
    await call.say('你们乱扣我彩铃费六块钱');
    await call.press('0');
    const [waiting] = await hotline.store.handoffs.ofConversation(conversationOf(call), 1);
    const taken = await hotline.handoffs.acts.take(waiting?.id ?? '', agent);
    expect(taken).toMatchObject({ ok: true, handoff: { status: 'assigned', agent: 'agent1' } });
    return { call, id: waiting?.id ?? '' };
  }

  it('still wraps up when the caller has hung up', async () => {
    const { call, id } = await opened();
    await call.transferred('completed');
    await call.hangUp();
    await eventually(async () => (await hotline.store.handoffs.byId(id))?.customerLeftAt !== undefined);
    expect(await hotline.store.handoffs.byId(id)).toMatchObject({ status: 'assigned', agent: 'agent1' });
  });

  it('but never answered: the caller is called back under an entry of its own', async () => {
    const { call, id } = await opened();
    expect(await call.transferred('no-answer')).toMatch(/约个回电/);
    expect(await call.press('1')).toMatch(/约好了/);
    const [booked, first] = await hotline.store.handoffs.ofConversation(conversationOf(call), 5);
    expect(first).toMatchObject({ id, status: 'assigned', customerLeftAt: expect.any(Number) });
    expect(booked).toMatchObject({ status: 'call_back_booked', callBack: { phone: '13800000002' } });
    expect(booked?.id).not.toBe(id);
  });
});

describe('silence, unknown keys, hanging up', () => {
  it('silence three times: a person; nobody answers: a booked call back', async () => {
    await serve();
    const call = caller();
    await call.start();
    for (let i = 0; i < 3; i += 1) await call.silence();
    expect(call.verbs).toEqual(['Dial']);
    expect(await call.transferred('no-answer')).toMatch(/约个回电/);
    expect(await call.press('1')).toMatch(/约好了/);
    expect(await hotline.store.handoffs.list(['call_back_booked'], 5)).toMatchObject([
      { conversationId: conversationOf(call), callBack: { phone: '13800000002' } },
    ]);
  });

  it('a status callback closes the session and keeps the transcript; an early one changes nothing', async () => {
    await serve();
    const call = caller();
    await call.start();
    await call.say('你们乱扣我彩铃费');
    await post(served.base, '/voice/twilio/status', { ...call.identity, CallStatus: 'in-progress' });
    await call.hangUp();
    await call.hangUp();
    const log = await hotline.turns.read(conversationOf(call), 0, 100);
    expect(log.filter(({ activity }) => activity.name === 'desk.callEnded')).toHaveLength(1);
    expect(log.at(-1)?.activity.name).toBe('desk.callEnded');
  });
});

describe('signatures (S4)', () => {
  const form: Form = { CallSid: 'CA1', AccountSid: accountSid, From: '+8613800000002', To: '10086' };
  const sign = (url: string, fields: Form, token = authToken) => getExpectedTwilioSignature(token, url, fields);
  const here = `${publicUrl}/voice/twilio`;

  it.each([
    ['none', ''],
    ['another token', sign(here, form, 'another token')],
    ['another host', sign('https://evil.example.com/voice/twilio', form)],
    ['another scheme', sign('http://desk.example.com/voice/twilio', form)],
    ['another address', sign(`${publicUrl}/voice/twilio/status`, form)],
    ['another step', sign(`${here}?step=1`, form)],
    ['other fields', sign(here, { ...form, From: '+8613800000003' })],
  ])('%s: 403, nothing stored', async (_name, signature) => {
    await serve();
    const answer = await post(served.base, '/voice/twilio', form, signature);
    expect(answer.status).toBe(403);
    expect(await hotline.store.conversations.load(conversationOfCall('CA1', secret))).toBeUndefined();
  });

  it('of another account: 403', async () => {
    await serve();
    const other = { ...form, AccountSid: `AC${'2'.repeat(32)}` };
    expect((await post(served.base, '/voice/twilio', other)).status).toBe(403);
  });

  it.each([
    ['/voice/twilio', { CallSid: '../../etc' }],
    ['/voice/twilio?step=x', {}],
    ['/voice/twilio/transfer', {}],
    ['/voice/twilio/whisper', {}],
    ['/voice/twilio/whisper?call=../etc', {}],
  ])('%s %j: 400', async (path, fields: Form) => {
    await serve();
    expect((await post(served.base, path, { ...form, ...fields })).status).toBe(400);
  });
});

describe('the same event again (R1)', () => {
  it('five times at once, and again: one turn, equal answers', async () => {
    await serve();
    const call = caller();
    await call.start();
    await call.say('你们乱扣我彩铃费');
    await call.press('0');
    const address = `/voice/twilio?step=${2}`;
    const answers = await Promise.all(
      Array.from({ length: 5 }, async () =>
        (await post(served.base, address, { ...call.identity, Digits: '0' })).text(),
      ),
    );
    expect(new Set([...answers, call.xml]).size).toBe(1);
    const starts = await Promise.all(
      Array.from({ length: 5 }, async () => (await post(served.base, '/voice/twilio', call.identity)).text()),
    );
    expect(new Set(starts).size).toBe(1);
    expect(await complaints()).toHaveLength(1);
    expect(await hotline.store.handoffs.list(['waiting'], 5)).toHaveLength(1);
  });

  it('the same step with other words is not taken twice; the caller is asked again', async () => {
    await serve();
    const call = caller();
    await call.start();
    await call.say('你们乱扣我彩铃费');
    const other = { ...call.identity, SpeechResult: '什么是彩铃' };
    const answer = readTwiml(await (await post(served.base, '/voice/twilio?step=1', other)).text());
    expect(textOf(answer)).toMatch(/请您慢慢再说一遍/);
    expect(await hotline.turns.read(conversationOf(call), 0, 100)).toHaveLength(4);
  });
});

describe('store or understanding hung (R2)', () => {
  const never = <T>() => new Promise<T>(() => undefined);

  it('200 calls while the store does not answer: an apology and a person, in valid TwiML within 10 s', async () => {
    let hung = true;
    await serve({
      store: (store) =>
        new Proxy(store, {
          get: (object, name: keyof typeof store) => {
            const real: unknown = Reflect.get(object, name);
            return hung && typeof real === 'function' ? () => never() : real;
          },
        }),
    });
    const took = await Promise.all(
      Array.from({ length: 200 }, async () => {
        const began = performance.now();
        const call = caller();
        expect(await call.start()).toMatch(/我直接给您转人工/);
        expect(call.verbs).toEqual(['Dial']);
        return performance.now() - began;
      }),
    );
    expect(Math.max(...took)).toBeLessThan(10_000);
    hung = false;
    // A call that began while it was away goes on when it is back.
    const late = caller();
    const answer = await post(served.base, '/voice/twilio?step=4', { ...late.identity, SpeechResult: '什么是彩铃' });
    expect(textOf(readTwiml(await answer.text()))).toMatch(/等您接听/);
  }, 30_000);

  it('at night the caller is asked to wait, never hung up on', async () => {
    await serve({
      at: '2026-11-21T23:00:00+08:00',
      waits: { storeMs: 50 },
      store: (store) => ({ ...store, create: () => never(), accept: () => never() }),
    });
    const call = caller();
    expect(await call.start()).toMatch(/过一会儿再说一遍/);
    expect(call.verbs).toEqual([]);
    expect(call.gather['action']).toMatch(/step=1$/);
  });

  it('understanding slow: one moment, then the answer; hung: an apology and a person', async () => {
    let answer: (() => void) | undefined;
    const slow: Understander = {
      understand: (text, previous) =>
        new Promise((resolve) => {
          answer = () => resolve(understander.understand(text, previous));
        }),
    };
    await serve({ understander: slow, waits: { patienceMs: 30 } });
    const call = caller();
    await call.start();
    const waiting = post(served.base, '/voice/twilio?step=1', { ...call.identity, SpeechResult: '什么是彩铃' });
    const first = readTwiml(await (await waiting).text());
    expect(textOf(first)).toMatch(/请稍等/);
    const next = textOf(allOf(first, 'Redirect')[0] ?? first);
    expect(next).toBe(`${publicUrl}/voice/twilio?step=2&ready=1`);
    expect(allOf(readTwiml(await (await post(served.base, next, call.identity)).text()), 'Redirect')).toHaveLength(1);
    answer?.();
    await hotline.turns.idle();
    const ready = readTwiml(await (await post(served.base, '/voice/twilio?step=3&ready=1', call.identity)).text());
    expect(textOf(ready)).toMatch(/等您接听/);

    await post(served.base, '/voice/twilio?step=4', { ...call.identity, SpeechResult: '彩铃多少钱' });
    hotline.clock.advance(26_000);
    const given = readTwiml(await (await post(served.base, '/voice/twilio?step=5&ready=1', call.identity)).text());
    expect(textOf(given)).toMatch(/我直接给您转人工/);
    expect(allOf(given, 'Dial')).toHaveLength(1);
    answer?.();
  });
});
