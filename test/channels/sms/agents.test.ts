import { ActivityTypes, type TurnContext } from 'botbuilder';
import { conversationOfNumber } from '../../../src/channels/sms/conversation-id';
import { renderAgentSms } from '../../../src/channels/sms/rendering';
import { segmentsOf } from '../../../src/channels/sms/segments';
import type { Bot } from '../../../src/channels/sms/sms-bot';
import { echoBot, replies, smsLines } from './sms-line';

const line = smsLines();
const phone = '13800000001';
const id = conversationOfNumber(phone, 'test key of conversation ids');

/** Speaks for agents as the real bot does, and is silent while one serves. */
function withAgents(): Bot & { heard: string[] } {
  const bot = echoBot();
  const heard: string[] = [];
  let serving = false;
  return {
    heard,
    async run(context: TurnContext) {
      const { activity } = context;
      if (activity.name === 'desk.agentMessage') {
        serving = true;
        const { text, name } = activity.value as { text: string; name: string };
        await context.sendActivity({
          type: ActivityTypes.Message,
          text,
          locale: 'zh-Hans',
          from: { id: 'agent:lin', name, role: 'bot' },
          channelData: { agent: { name } },
        });
      } else if (activity.name === 'handoff.status') {
        serving = false;
        const actions = ['满意', '不满意'].map((title) => ({ type: 'imBack', title, value: title }));
        await context.sendActivity({
          type: ActivityTypes.Message,
          text: '您满意吗？',
          locale: 'zh-Hans',
          suggestedActions: { to: [], actions },
        });
      } else if (serving) heard.push(activity.text ?? '');
      else await bot.run(context);
    },
  };
}

async function serving() {
  const bot = withAgents();
  const all = await line({ bot });
  const event = async (key: string, name: string, value: object): Promise<string[]> => {
    const before = all.transport.inboxOf(phone).length;
    await all.runner.receive(id, key, { type: 'event', name, value });
    await all.settle();
    return all.transport.inboxOf(phone).slice(before);
  };
  const agentSays = (text: string, key = text) => event(`agent:${key}`, 'desk.agentMessage', { text, name: '小林' });
  return { ...all, bot, agentSays, over: () => event('over', 'handoff.status', {}) };
}

test('an agent writes as one text message under the own name, masked, with nothing to choose', async () => {
  const { say, agentSays } = await serving();
  await say(phone, 'choices: 查话费,转人工');
  expect(await agentSays('您好，号码 13812345678 的 6 元今天退。要查别的月份吗？')).toEqual([
    '小林（人工）：您好，号码 138****5678 的 6 元今天退。要查别的月份吗？',
  ]);
});

test('the same message of an agent again is one text message (R1)', async () => {
  const { say, agentSays } = await serving();
  await say(phone, '转人工');
  const sent = [await agentSays('在的', 'one'), await agentSays('在的', 'one')];
  expect(sent).toEqual([['小林（人工）：在的'], []]);
});

test('while a person serves, a number and a short word are words for the person; ending advertising still works', async () => {
  const { say, agentSays, over, bot } = await serving();
  await say(phone, 'choices: 查话费,转人工');
  await agentSays('要查 1 个月还是 2 个月？');
  const answers = [await say(phone, '2'), await say(phone, 'M'), await say(phone, '?')];
  expect(answers).toEqual([[], [], []]);
  expect(bot.heard).toEqual(['2', 'M', '?']);
  expect((await say(phone, 'TD')).join()).toContain('已经为您退订');
  expect(await say(phone, '3')).toEqual([]);
  // The bot is back, and its numbers are choices again.
  expect((await over()).join()).toContain('1 满意\n2 不满意');
  expect(await say(phone, '1')).toEqual(['【智能客服】2: 满意']);
});

test('a long message of an agent arrives whole; a long name does not crowd it out', () => {
  const text = '退费'.repeat(300);
  const sent = renderAgentSms({ name: `${'很'.repeat(50)}长`, text, language: 'zh-Hans' }, replies);
  expect(sent).toBe(`${'很'.repeat(16)}（人工）：${text}`);
  expect(segmentsOf(sent).parts.join('')).toBe(sent);
  expect(renderAgentSms({ name: 'Lin', text: ' Hello ', language: 'en' }, replies)).toBe('Lin (person): Hello');
});

test('braces in what an agent writes stay braces', () => {
  const sent = renderAgentSms({ name: '{name}', text: '{name} __proto__ {text}', language: 'zh-Hans' }, replies);
  expect(sent).toBe('{name}（人工）：{name} __proto__ {text}');
});
