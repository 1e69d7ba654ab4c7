import { foldsOf } from '../../../../src/understanding/cli/measure/folds';

const items = ['话费', '宽带', '彩铃', '流量', '积分', '短信', '副卡', '发票', '套餐', '漫游'];
const verbs = ['怎么取消订购', '为什么变贵了呢', '帮我打开一下', '在哪里可以查询', '周末能不能办理'];
const utterances = items.flatMap((item, at) =>
  verbs.map((verb) => ({ text: `${item}${verb}`, intents: [at % 2 === 0 ? 'even' : 'odd'], file: 'a.yaml' })),
);
const keyOf = (text: string): string => text;

test('the same data always give the same folds, another seed gives others', () => {
  const folds = foldsOf(utterances, 5, keyOf);
  expect([...foldsOf(utterances, 5, keyOf)]).toEqual([...folds]);
  expect([...foldsOf(utterances, 5, keyOf, 7)]).not.toEqual([...folds]);
});

test('near-duplicates stay together', () => {
  const more = [...utterances, { text: '积分在哪里可以查询呀', intents: ['even'], file: 'b.yaml' }];
  const folds = foldsOf(more, 5, keyOf);
  expect(folds[more.length - 1]).toBe(folds[more.findIndex(({ text }) => text === '积分在哪里可以查询')]);
});

test('each intent is spread over the folds as evenly as its clusters allow', () => {
  const alone = Array.from({ length: 40 }, (_, at) => {
    const from = 0x4e00 + at * 12;
    return { text: String.fromCharCode(...Array.from({ length: 6 }, (__, step) => from + step)), file: 'a.yaml' };
  }).map((one, at) => ({ ...one, intents: [at < 10 ? 'small' : 'large'] }));
  const folds = foldsOf(alone, 5, keyOf);
  for (let fold = 0; fold < 5; fold++) {
    const inside = alone.filter((_, at) => folds[at] === fold);
    expect(inside.filter(({ intents }) => intents[0] === 'small')).toHaveLength(2);
    expect(inside.filter(({ intents }) => intents[0] === 'large')).toHaveLength(6);
  }
});
