import { boardWordings } from '../../../web/wording/board/board-wording';

const flat = (value: unknown, path = ''): [string, string][] =>
  typeof value === 'string'
    ? [[path, value]]
    : Object.entries(value as object).flatMap(([key, inside]) => flat(inside, `${path}.${key}`));
const gaps = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([gap]) => gap).sort();

test.each(['zh-Hant', 'en'] as const)('%s says everything, with the same gaps', (language) => {
  const [own, other] = [new Map(flat(boardWordings['zh-Hans'])), new Map(flat(boardWordings[language]))];
  expect([...other.keys()].sort()).toEqual([...own.keys()].sort());
  expect([...own].filter(([path, text]) => gaps(text).join() !== gaps(other.get(path) ?? '').join())).toEqual([]);
  expect([...other].filter(([, text]) => text.trim() === '').map(([path]) => path)).toEqual(
    [...own].filter(([, text]) => text.trim() === '').map(([path]) => path),
  );
});

const simplified = '这们对时间说话门业务员数据统计问题类点报处边还进过长东车见贝页风飞马鸟';

test('Traditional Chinese has no simplified signs', () => {
  const said = flat(boardWordings['zh-Hant']).filter(([, words]) =>
    [...words].some((sign) => simplified.includes(sign)),
  );
  expect(said).toEqual([]);
});
