import { join } from 'node:path';
import fc from 'fast-check';
import { speakingSeconds } from '../../../src/channels/voice/speaking-time';
import { createWhisper } from '../../../src/channels/voice/whisper';
import { longestWhisperSeconds, whisperText } from '../../../src/channels/voice/whisper-text';
import { loadReplies } from '../../../src/conversation/replies';
import type { Brief, Handoff, HandoffReason } from '../../../src/handoff/handoff';
import { type Language, languages } from '../../../src/ports/language';
import { silentLog } from '../../../src/ports/log';
import { dataDir } from './calling';

const replies = loadReplies(join(dataDir, 'replies'));

const brief = (over: Partial<Brief> = {}): Brief => ({
  channel: 'voice',
  language: 'zh-Hans',
  customer: { phone: '13800000002', name: '王*', identity: 'stated' },
  topic: { intent: 'complaint.pricing_billing', complaintTypes: [] },
  summary: '投诉：不明扣费，彩铃，6.00 元，希望退费或减免，单号C20261121-0042-7（要求人工）',
  slots: {},
  answered: [],
  mood: [],
  promises: [],
  complaints: [],
  attachments: [],
  transcript: [],
  suggestedOpening: '',
  ...over,
});
const complaint = { number: 'C20261121-0042-7', type: 'pricing_billing', status: 'received', createdAt: 0 };
const whisper = (over: Partial<Brief> = {}, reason: HandoffReason = 'customer_asked', language: Language = 'zh-Hans') =>
  whisperText({ brief: brief(over), reason }, replies, language);

test('says what it is about, what is wanted, how angry, the last digits and the language, in one breath', () => {
  const mood = [
    { at: 1, anger: 3 },
    { at: 2, anger: 1 },
  ];
  const text = whisper({ complaints: [complaint], mood, language: 'en' }, 'third_repeat');
  expect(text).toBe(
    '投诉：不明扣费，彩铃，六元，希望退费或减免。要求人工。客户情绪很激动。单号尾号零零四二七。客户说英语。',
  );
  expect(speakingSeconds(text)).toBeLessThanOrEqual(longestWhisperSeconds);
});

test('leaves out what goes without saying: calm, the desk’s own language, that a person was asked for', () => {
  expect(whisper()).toBe('投诉：不明扣费，彩铃，六元，希望退费或减免。');
});

test('says in the customer’s own words what they want, where no code says it', () => {
  const text = whisper({ summary: '投诉：态度粗暴（要求人工）', wantedOutcome: '让那个营业员当面跟我说清楚再道歉' });
  expect(text).toBe('投诉：态度粗暴。希望让那个营业员当面跟我说清楚再道歉。');
});

test('of two complaints told at once names the one the line is about, of several alike the newest', () => {
  const [attitude, older] = [{ number: 'C20261121-0001-3', type: 'staff_attitude' }, { number: 'C20260901-0007-1' }];
  const complaints = [
    { ...complaint, ...attitude },
    { ...complaint, createdAt: 5 },
    { ...complaint, ...older },
  ];
  expect(whisper({ complaints })).toMatch(/单号尾号零零四二七。$/);
});

test('quotes no wish for a person, and takes no number for a wish', () => {
  const over = { summary: '咨询：还没说明事由，原话「转人工」（要求人工）', wantedOutcome: '13812345678' };
  expect(whisper(over)).toBe('咨询：还没说明事由。');
});

test('shortens what happened, never what goes with it', () => {
  const words =
    '我上个月在你们营业厅办的那个套餐说好了每个月三十九结果扣了我八十九还说是我自己要办的你们查一下到底怎么回事';
  const summary = `咨询：话费为什么多了，原话「${words}」（两次没听懂）`;
  const text = whisper({ summary, complaints: [complaint], mood: [{ at: 1, anger: 2 }] });
  expect(text).toMatch(/^咨询：话费为什么多了，原话我上个月.*。客户有火气。单号尾号零零四二七。$/);
  expect(text.length).toBeLessThan(summary.length);
  expect(speakingSeconds(text)).toBeLessThanOrEqual(longestWhisperSeconds);
  expect(speakingSeconds(text)).toBeGreaterThan(longestWhisperSeconds - 1.5);
});

test('never a number in full (L7)', () => {
  const summary = '咨询：过户，原话「我身份证 11010119900307123X 电话 13812345678」（要求人工）';
  const said = whisper({ summary }).replace(/[^零幺一二三四五六七八九]/g, '');
  expect(said.length).toBeLessThanOrEqual(8);
});

test('whatever the brief holds, it is over in time, has no digit left, and no markup', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.stringMatching(/^[投诉咨询：，。「」（）0-9A-Za-z退费彩铃 元<&]{0,300}$/),
  );
  fc.assert(
    fc.property(
      fc.record({ summary: text, wantedOutcome: text, number: text }),
      fc.constantFrom(...languages),
      fc.constantFrom(...languages),
      fc.nat(3),
      (told, spoken, language, anger) => {
        const { summary, wantedOutcome, number } = told;
        const over = { summary, wantedOutcome, language: spoken, complaints: [{ ...complaint, number }, complaint] };
        const heard = whisper({ ...over, mood: [{ at: 0, anger }] }, 'over_65', language);
        expect(speakingSeconds(heard)).toBeLessThanOrEqual(longestWhisperSeconds);
        expect(heard).not.toMatch(/[0-9]/);
      },
    ),
    { numRuns: 300 },
  );
});

test.each(languages)('every set phrase together leaves four seconds for what happened (%s)', (language) => {
  const other = language === 'en' ? 'zh-Hant' : 'en';
  const over = { summary: '', language: other, complaints: [complaint], mood: [{ at: 0, anger: 3 }] } as const;
  expect(speakingSeconds(whisper(over, 'customer_asked', language))).toBeLessThan(longestWhisperSeconds - 4);
});

describe('the time it takes', () => {
  test.each([
    ['一二三四五六七八九', 2],
    ['one two three four five six seven eight nine ten eleven twelve thirteen', 5],
    ['', 0],
  ])('%s: %d s', (text, seconds) => expect(speakingSeconds(text)).toBeCloseTo(seconds));
});

describe('when the brief cannot be read', () => {
  const told = (ofConversation: () => Promise<readonly Handoff[]>) =>
    createWhisper({ queue: { ofConversation }, replies, log: silentLog, storeMs: 50 })('voice_1');

  test.each([
    ['the store hangs', () => new Promise<never>(() => undefined)],
    ['the store is away', () => Promise.reject(new Error('away'))],
    ['nobody is waiting', async () => []],
    ['it is malformed', async () => [{} as Handoff]],
  ])('%s: the caller is joined with a word about the screen', async (_, ofConversation) => {
    expect((await told(ofConversation)).text).toBe('热线客户转接，情况请看工作台。');
  });
});
