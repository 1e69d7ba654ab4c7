import type { IntentName } from '../../src/understanding/intents';
import type { Understander } from '../../src/understanding/understanding';
import { heardOf } from '../dialogs/heard';
import { startDesk, type TestDesk } from '../support/desk';
import { tempDirs } from '../support/temp-dir';

const tempDir = tempDirs();
/** Understands nothing but greetings and letters it knows the language of. */
const understander: Understander = {
  understand: async (text, previous = 'zh-Hans') =>
    heardOf(text, {
      language: /[a-z]{3}/.test(text) ? 'en' : /[們麼]/.test(text) ? 'zh-Hant' : previous,
      intent: intentOf(text),
      score: /plans/.test(text) ? 0.5 : 0.9,
    }),
};
function intentOf(text: string): IntentName {
  if (/话费/.test(text)) return 'billing.balance';
  if (/plans/.test(text)) return 'service.change_plan';
  return /你好|hello/.test(text) ? 'smalltalk.greeting' : 'None';
}
let desk: TestDesk;
beforeEach(() => {
  desk = startDesk({ dir: tempDir(), understander });
});
afterEach(() => desk.close());

const textOf = (said: Awaited<ReturnType<TestDesk['say']>>) => said.map(({ activity }) => activity.text ?? '');

describe('DeskBot', () => {
  it.each([
    ['zh-CN', '您好，我是智能客服'],
    ['zh-TW', '智慧客服'],
    ['zh-Hant-HK', '智慧客服'],
    ['en-GB', 'automated assistant'],
    ['fr-FR', '智能客服'],
    ['', '智能客服'],
  ])('greets a page in %s, says it is a program and how to reach a person', async (locale, words) => {
    const [greeting] = await desk.wait(await desk.open(locale), 0);
    expect(greeting?.activity.text).toContain(words);
    expect(greeting?.activity.suggestedActions?.actions).toHaveLength(5);
  });

  it('sends one reply a turn, with what is to be heard and the language it is in', async () => {
    const conversation = await desk.open('zh-Hans');
    await desk.wait(conversation, 0);
    const said = await desk.say(conversation, '你好');
    expect(said).toHaveLength(1);
    expect(said[0]?.activity).toMatchObject({ type: 'message', locale: 'zh-Hans', inputHint: 'expectingInput' });
    expect(said[0]?.activity.speak).toBeTruthy();
  });

  it('answers in the language of the customer; noise changes none', async () => {
    const conversation = await desk.open('zh-Hans');
    await desk.wait(conversation, 0);
    expect(textOf(await desk.say(conversation, 'hello there'))[0]).toMatch(/[a-z]{3}/i);
    expect(textOf(await desk.say(conversation, '7'))[0]).toContain('I did not get that');
    const other = await desk.open('zh-Hans');
    await desk.wait(other, 0);
    expect(textOf(await desk.say(other, 'qwertz'))[0]).toContain('没听明白');
  });

  it('whose first words nobody understands is told so in the language of them', async () => {
    const conversation = await desk.open('');
    await desk.wait(conversation, 0);
    expect(textOf(await desk.say(conversation, '那個什麼呢'))[0]).toMatch(/沒/);
    expect(textOf(await desk.say(conversation, 'qwertz'))[0]).toMatch(/沒/);
  });

  it('puts a question again in the language of the answer it could not read', async () => {
    const conversation = await desk.open('zh-Hans');
    await desk.wait(conversation, 0);
    expect(textOf(await desk.say(conversation, '话费'))[0]).toContain('手机号');
    expect(textOf(await desk.say(conversation, 'which plans are there'))[0]).toMatch(/^[^\u3400-\u9fff]+$/);
  });

  it('a change of the page’s language is a wish, its repetition none', async () => {
    const conversation = await desk.open('zh-Hans');
    await desk.wait(conversation, 0);
    expect(textOf(await desk.say(conversation, '7', { locale: 'en' }))[0]).toContain('did not get');
    await desk.say(conversation, '你們好', { locale: 'en' });
    const said = textOf(await desk.say(conversation, '你好', { locale: 'en' }));
    expect(said[0]).toMatch(/[a-z]{3}/i);
  });

  it('says nothing to an empty message', async () => {
    const conversation = await desk.open();
    await desk.wait(conversation, 0);
    expect(await desk.say(conversation, '   ')).toEqual([]);
  });

  it('remembers the mood of the last fifty messages only', async () => {
    const conversation = await desk.open();
    await desk.wait(conversation, 0);
    for (let count = 0; count < 55; count += 1) await desk.say(conversation, '你好');
    const record = await desk.store.conversations.load(conversation);
    expect(JSON.stringify(record?.state).match(/"anger"/g)).toHaveLength(50);
  });
});
