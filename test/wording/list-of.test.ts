import { listOf } from '../../src/wording/list-of';

test.each([
  ['zh-Hans', ['甲'], '甲'],
  ['zh-Hant', ['甲', '乙', '丙'], '甲、乙、丙'],
  ['en', ['C20261122-0003-9', 'C20261122-0004-7'], 'C20261122-0003-9 and C20261122-0004-7'],
  ['en', ['a', 'b', 'c'], 'a, b, and c'],
] as const)('%s: %j', (language, items, expected) => {
  expect(listOf(items, language)).toBe(expected);
});
