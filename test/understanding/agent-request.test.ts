import type { LoadedUnderstander } from '../../src/understanding/load';
import { realUnderstander } from './understander';

let understander: LoadedUnderstander;
beforeAll(async () => {
  understander = await realUnderstander();
}, 60_000);

const wordings = [
  '人工',
  '转人工',
  '人工服务',
  '我要人工',
  '找人工',
  '给我转人工客服',
  '请转人工台',
  '接人工',
  '转人工服务谢谢',
  '我要找真人',
  '有没有真人',
  '真人客服',
  '我要跟活人说话',
  '叫个人来',
  '找个人跟我说',
  '不想跟机器人说话',
  '我不要机器人',
  '接线员',
  '转接线员',
  '客服小姐姐',
  '我要找客服',
  '联系人工客服',
  '给我回个电话',
  '让你们经理接电话',
  '找你们领导',
  '人功',
  '转人公',
  '我要任工',
  '转 人 工',
  '轉人工',
  '我要真人客服',
  '幫我轉接客服專員',
  '人工人工人工',
  '喂你好给我转一下人工',
  '嗯那个我想找人工服务',
  '我的宽带坏了转人工',
  'human',
  'agent',
  'I want to talk to a human',
  'let me speak to a person',
  'real person please',
  'connect me to an agent',
  'can I speak with a representative',
  'operator',
  'I need a live agent',
  'talk to custmer service',
  'speak to an agnet',
  'get me a human now',
  'call me back please',
  'I dont want a bot',
];
const others = [
  '人工智能是什么',
  '人工费多少钱',
  '客服态度很差',
  '你们客服挂我电话',
  '打了十几次人工都没人接，投诉你们',
  '人工服务也解决不了，气死我了，多扣的钱到现在没退',
  '客服说三天内回复，一个星期了没动静',
  '我昨天打人工问过了说没有这笔扣费',
  'I spoke to an agent yesterday and she was very rude to me',
  'your agent hung up on me',
  '彩铃怎么取消',
  '人民广场营业厅几点开门',
  'agent fee for the apartment',
  '工人来装宽带几点到',
];

test('every wording of wanting a person is heard', async () => {
  const missed = [];
  for (const text of wordings) if ((await understander.understand(text)).intent !== 'agent.request') missed.push(text);
  expect(missed).toEqual([]);
});

test('what only sounds like it is not', async () => {
  const wrong = [];
  for (const text of others) if ((await understander.understand(text)).intent === 'agent.request') wrong.push(text);
  expect(wrong).toEqual([]);
});
