import { changeText, numberOf, numberText } from '../../../../web/board/state/figure-text';
import { boardWordings } from '../../../../web/wording/board/board-wording';

const zh = boardWordings['zh-Hans'];

test('a share of nothing is unknown, a count of nothing is 0', () => {
  expect(numberOf({ n: 0, of: 0 }, 'share')).toBeUndefined();
  expect(numberOf({ n: 0, of: 0 }, 'count')).toBe(0);
  expect(numberOf({ n: 3, of: 12 }, 'share')).toBe(0.25);
  expect(numberOf({ n: 3, of: 12_000 }, 'per_10000')).toBe(2.5);
  expect(numberOf(undefined, 'count')).toBeUndefined();
});

test('figures are written with their unit', () => {
  expect(numberText(0.1234, 'share', zh, 'zh-Hans')).toBe('12.3%');
  expect(numberText(1234, 'count', zh, 'zh-Hans')).toBe('1,234');
  expect(numberText(5_400_000, 'ms', zh, 'zh-Hans')).toBe('1 小时 30 分');
  expect(numberText(123_456, 'fen', zh, 'zh-Hans')).toBe('¥1,234.56');
  expect(numberText(undefined, 'share', zh, 'zh-Hans')).toBe('–');
});

test('shares change in points, the rest in per cent; more is good or bad as the measure says', () => {
  const change = (
    now: number | undefined,
    before: number | undefined,
    unit: 'share' | 'count',
    good: 'more' | 'less' | 'neither',
  ) => changeText(now, before, { unit, good }, zh.figure, 'zh-Hans');
  expect(change(0.15, 0.1, 'share', 'less')).toEqual({ way: 'up', tone: 'bad', text: '5.0 个百分点' });
  expect(change(80, 100, 'count', 'less')).toEqual({ way: 'down', tone: 'good', text: '20.0%' });
  expect(change(80, 100, 'count', 'neither').tone).toBe('plain');
  expect(change(5, 0, 'count', 'less')).toEqual({ way: 'same', tone: 'plain', text: '上期无数据' });
  expect(change(0, 0, 'count', 'less').text).toBe('与上期持平');
  expect(change(undefined, 3, 'count', 'less').text).toBe('上期无数据');
});
