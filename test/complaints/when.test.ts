import { byWhen, dayOf, pointInTime, timeSpan } from '../../src/complaints/when';
import { now } from './example-complaint';

const at = (time: string): number => Date.parse(`${time}:00+08:00`);

describe('times as customers say them, Asia/Shanghai', () => {
  test.each([
    ['2026-11-21T17:00', '今天下午5点前', '今天下午五点前', 'by 5 pm today'],
    ['2026-11-22T15:00', '明天下午3点前', '明天下午三点前', 'by 3 pm tomorrow'],
    ['2026-11-22T09:07', '明天上午9点07分前', '明天上午九点零七分前', 'by 9:07 am tomorrow'],
    ['2026-11-23T15:00', '后天下午3点前', '后天下午三点前', 'by 3 pm on 23 Nov'],
    ['2026-11-24T15:00', '11月24日15:00前', '十一月二十四日下午三点前', 'by 3 pm on 24 Nov'],
    ['2027-01-02T02:30', '2027年1月2日02:30前', '二零二七年一月二日凌晨两点三十分前', 'by 2:30 am on 2 Jan 2027'],
    ['2026-11-22T12:00', '明天中午12点前', '明天中午十二点前', 'by noon tomorrow'],
    ['2026-11-22T00:00', '明天凌晨0点前', '明天凌晨零点前', 'by 12:00 am tomorrow'],
  ])('%s', (time, text, speak, english) => {
    expect(byWhen(at(time), now, 'zh-Hans')).toEqual({ text, speak });
    expect(byWhen(at(time), now, 'en').text).toBe(english);
  });

  test('Traditional Chinese has its own characters', () => {
    expect(byWhen(at('2026-11-23T14:00'), now, 'zh-Hant')).toEqual({ text: '後天下午2點前', speak: '後天下午兩點前' });
  });

  test('English months are spoken in full', () => {
    expect(pointInTime(at('2026-11-24T15:00'), now, 'en').speak).toBe('3 pm on 24 November');
  });

  test('a day begins at midnight in Shanghai', () => {
    expect(dayOf(Date.parse('2026-11-21T16:00:00Z'), now, 'zh-Hans').text).toBe('明天');
    expect(dayOf(at('2026-11-20T10:00'), now, 'zh-Hans').text).toBe('11月20日');
  });

  test('spans name the part of the day once', () => {
    const span = (from: string, until: string, language: 'zh-Hans' | 'en') =>
      timeSpan(at(from), at(until), now, language).text;
    expect(span('2026-11-22T09:00', '2026-11-22T11:00', 'zh-Hans')).toBe('明天上午9点到11点');
    expect(span('2026-11-22T11:00', '2026-11-22T13:00', 'zh-Hans')).toBe('明天上午11点到下午1点');
    expect(span('2026-11-25T14:00', '2026-11-25T16:00', 'en')).toBe('on 25 Nov between 2 pm and 4 pm');
  });
});
