import * as fc from 'fast-check';
import type { CallAct, Speech } from '../../../../src/channels/voice/call';
import { createHookAddresses } from '../../../../src/channels/voice/jambonz/hook-address';
import { type RenderOptions, renderVerbs } from '../../../../src/channels/voice/jambonz/render-verbs';
import { languages } from '../../../../src/ports/language';
import { valid } from './valid-verbs';

const hooks = createHookAddresses('secret of the renderer tests');
const at = (step: number, kind: Parameters<typeof hooks.write>[1]['kind']) => hooks.write('call-1', { step, kind });
const render = (acts: readonly CallAct[], options: Partial<RenderOptions> = {}) =>
  valid(
    renderVerbs(acts, 'call-1', 4, {
      voices: {},
      hooks,
      transfer: { how: 'dial', uri: 'sip:desk@pbx.example.com' },
      ...options,
    }),
  );

const speech = (text: string, more: Partial<Speech> = {}): Speech => ({
  text,
  language: 'zh-Hans',
  slow: false,
  bargeIn: true,
  ...more,
});
const gather = (more: Partial<Extract<CallAct, { act: 'gather' }>> = {}): CallAct => ({
  act: 'gather',
  prompts: [speech('请直接说出您的问题。')],
  hints: ['彩铃', '流量'],
  language: 'zh-Hans',
  input: 'speech and keys',
  maxDigits: 1,
  silenceMs: 6_000,
  ...more,
});
/** What runs only when the hook before got no answer. */
const otherwise = (kind: 'ready' | 'transferred') => [
  { verb: 'pause', length: 1 },
  { verb: 'redirect', actionHook: at(6, kind) },
];

describe('listening', () => {
  it('speaks and listens at once, for words and for one key, and goes on when the hook fails', () => {
    expect(render([gather()])).toEqual([
      {
        verb: 'gather',
        actionHook: at(5, 'heard'),
        input: ['speech', 'digits'],
        numDigits: 1,
        timeout: 6,
        dtmfBargein: true,
        bargein: true,
        recognizer: { vendor: 'default', language: 'zh-CN', hints: ['彩铃', '流量'] },
        say: { text: '请直接说出您的问题。' },
      },
      ...otherwise('ready'),
    ]);
  });

  it('takes several keys up to the hash key, and what was keyed in when no more come', () => {
    const [verb] = render([gather({ maxDigits: 11, silenceMs: 9_000 })]);
    expect(verb).toMatchObject({ minDigits: 1, maxDigits: 11, finishOnKey: '#', interDigitTimeout: 9, timeout: 9 });
    expect(verb).not.toHaveProperty('numDigits');
  });

  it('listens to keys alone without a recogniser', () => {
    const [verb] = render([gather({ input: 'keys' })]);
    expect(verb).toMatchObject({ input: ['digits'] });
    expect(verb).not.toHaveProperty('recognizer');
    expect(verb).not.toHaveProperty('bargein');
  });

  it('says notices to the end, and gives each language a listening of its own, so that keys count at once', () => {
    const verbs = render([
      { act: 'say', speech: speech('通话会录音。', { bargeIn: false }) },
      gather({
        prompts: [
          speech('普通话请按一。'),
          speech('國語請按二。', { language: 'zh-Hant' }),
          speech('For English, press three.', { language: 'en' }),
        ],
      }),
    ]);
    expect(verbs.map(({ verb }) => verb)).toEqual(['say', 'gather', 'gather', 'gather', 'pause', 'redirect']);
    expect(verbs.slice(1, 4)).toMatchObject([
      { actionHook: at(5, 'part'), timeout: 0.3, say: { text: '普通话请按一。' } },
      { actionHook: at(5, 'part'), timeout: 0.3, say: { text: '國語請按二。' } },
      { actionHook: at(5, 'heard'), timeout: 6, say: { text: 'For English, press three.' } },
    ]);
  });

  it('says prompts that must be heard before it listens', () => {
    const verbs = render([gather({ prompts: [speech('一。', { bargeIn: false }), speech('二。'), speech('三。')] })]);
    expect(verbs.slice(0, 2)).toMatchObject([
      { verb: 'say', text: '一。' },
      { verb: 'gather', say: { text: '二。 三。' } },
    ]);
    const [first, second] = render([gather({ prompts: [speech('一。', { bargeIn: false })] })]);
    expect(first).toEqual({ verb: 'say', text: '一。' });
    expect(second).not.toHaveProperty('say');
  });
});

describe('voices', () => {
  const voices = {
    'zh-Hans': { voice: 'cmn-CN-Wavenet-A', language: 'cmn-CN' },
    en: { voice: 'en-US-JennyNeural' },
  } as const;

  it('are those of the settings where there is one for the language, else the application’s', () => {
    const settings = { voices };
    const say = (language: Speech['language']) =>
      render([{ act: 'say', speech: speech('x', { language }) }], settings)[0];
    expect(say('zh-Hans')).toMatchObject({
      synthesizer: { vendor: 'default', language: 'cmn-CN', voice: 'cmn-CN-Wavenet-A' },
    });
    expect(say('en')).toMatchObject({
      synthesizer: { vendor: 'default', language: 'en-US', voice: 'en-US-JennyNeural' },
    });
    expect(say('zh-Hant')).toEqual({ verb: 'say', text: 'x' });
    expect(render([gather({ language: 'zh-Hant', hints: [] })], settings)[0]).toMatchObject({
      recognizer: { vendor: 'default', language: 'zh-TW' },
    });
  });

  it('speak slowly by SSML, and take nothing of the text for instructions', () => {
    const said = (text: string, slow: boolean) => render([{ act: 'say', speech: speech(text, { slow }) }])[0];
    expect(said('A&B <break/> {x}', true)).toMatchObject({
      text: '<speak><prosody rate="slow">A&amp;B  break/   x </prosody></speak>',
    });
    expect(said('<speak>A&B</speak>', false)).toMatchObject({ text: ' speak A&B /speak ' });
  });
});

describe('transfer', () => {
  const transfer: CallAct = { act: 'transfer', conversationId: 'voice_1', timeoutMs: 30_000 };
  const headers = { 'X-Conversation-Id': 'voice_1' };

  it('calls a SIP address with the conversation’s id, and comes back', () => {
    expect(render([transfer])).toEqual([
      {
        verb: 'dial',
        target: [{ type: 'sip', sipUri: 'sip:desk@pbx.example.com' }],
        headers,
        timeout: 30,
        actionHook: at(5, 'transferred'),
        confirmHook: at(5, 'whisper'),
      },
      ...otherwise('transferred'),
    ]);
  });

  it('calls a number, hands the call on, or queues it, as the settings say', () => {
    const by = (how: 'dial' | 'enqueue' | 'refer', uri: string) => render([transfer], { transfer: { how, uri } });
    expect(by('dial', 'tel:+861012345678')[0]).toMatchObject({ target: [{ type: 'phone', number: '+861012345678' }] });
    expect(by('refer', 'sip:desk@pbx.example.com')[0]).toEqual({
      verb: 'sip:refer',
      referTo: 'sip:desk@pbx.example.com',
      headers,
      actionHook: at(5, 'transferred'),
    });
    expect(by('enqueue', 'people').slice(0, 2)).toEqual([
      { verb: 'tag', data: { conversationId: 'voice_1' } },
      { verb: 'enqueue', name: 'people', actionHook: at(5, 'transferred'), waitHook: at(5, 'queue30') },
    ]);
  });

  it('comes back as failed where no person can be reached', () => {
    const verbs = valid(renderVerbs([transfer], 'call-1', 4, { voices: {}, hooks }));
    expect(verbs).toEqual([{ verb: 'redirect', actionHook: at(5, 'transferred') }]);
  });
});

test('waiting, hanging up, and nothing to do', () => {
  expect(render([{ act: 'wait', ms: 1500 }])).toEqual([
    { verb: 'pause', length: 1.5 },
    { verb: 'redirect', actionHook: at(5, 'ready') },
  ]);
  expect(render([{ act: 'hangup' }])).toEqual([{ verb: 'hangup' }]);
  expect(render([])).toEqual([{ verb: 'hangup' }]);
});

test('whatever the call flow says is valid by the platform’s schemas, and the same each time (R1)', () => {
  const speeches = fc.record({
    text: fc.string({ maxLength: 40, unit: 'grapheme' }),
    language: fc.constantFrom(...languages),
    slow: fc.boolean(),
    bargeIn: fc.boolean(),
  });
  const acts: fc.Arbitrary<CallAct> = fc.oneof(
    speeches.map((said): CallAct => ({ act: 'say', speech: said })),
    fc.record({
      act: fc.constant('gather' as const),
      prompts: fc.array(speeches, { maxLength: 5 }),
      hints: fc.array(fc.string(), { maxLength: 100 }),
      language: fc.constantFrom(...languages),
      input: fc.constantFrom('speech and keys' as const, 'keys' as const),
      maxDigits: fc.integer({ min: 1, max: 20 }),
      silenceMs: fc.integer({ min: 1000, max: 20_000 }),
    }),
    fc.record({ act: fc.constant('wait' as const), ms: fc.integer({ min: 100, max: 5000 }) }),
    fc.constant<CallAct>({ act: 'transfer', conversationId: 'voice_1', timeoutMs: 30_000 }),
    fc.constant<CallAct>({ act: 'hangup' }),
  );
  const transfers = fc.constantFrom(
    { how: 'dial', uri: 'sip:a@b' } as const,
    { how: 'enqueue', uri: 'people' } as const,
    { how: 'refer', uri: 'sip:a@b' } as const,
  );
  fc.assert(
    fc.property(fc.array(acts, { maxLength: 4 }), transfers, (some, transfer) => {
      const verbs = render(some, { transfer });
      expect(render(some, { transfer })).toEqual(verbs);
    }),
    { numRuns: 100, seed: 5 },
  );
});
