import { join } from 'node:path';
import fc from 'fast-check';
import { namesTime, spanNamed } from '../../dialogs/call-back-time';
import { loadServiceHours } from '../../src/handoff/hours';
import { dataDir } from '../support/desk';

const now = Date.parse('2026-11-21T10:00:00+08:00');
const spans = loadServiceHours(join(dataDir, 'handoff')).callBacks(now, 15);
const begins = (words: string): string | undefined => {
  const span = spanNamed(words, spans, now);
  return span && new Date(span.from + 8 * 3_600_000).toISOString().slice(0, 16);
};

test.each([
  ['明天下午三点给我回电', '2026-11-22T14:00'],
  ['明天上午10点', '2026-11-22T09:00'],
  ['下午', '2026-11-21T14:00'],
  ['今晚', '2026-11-21T19:00'],
  ['晚上8点', '2026-11-21T19:00'],
  ['后天', '2026-11-23T09:00'],
  ['後天下午兩點', '2026-11-23T14:00'],
  ['三点', '2026-11-21T14:00'],
  ['11點半', '2026-11-21T11:00'],
  ['明早', '2026-11-22T09:00'],
  ['中午十二点', '2026-11-21T11:00'],
  ['tomorrow at 3 pm', '2026-11-22T14:00'],
  ['this afternoon', '2026-11-21T14:00'],
  ['10am', '2026-11-22T09:00'],
  ['7:30 p.m. please', '2026-11-21T19:00'],
  ['the day after tomorrow in the morning', '2026-11-23T09:00'],
  ['明天下午２点', '2026-11-22T14:00'],
])('%s', (words, from) => {
  expect(begins(words)).toBe(from);
});

test.each(['凌晨3点', '明天早上6点', '13800000007', '随便', 'whenever', '', '过几天'])('no span for “%s”', (words) => {
  expect(begins(words)).toBeUndefined();
});

test('a time is named by a day, a part of it or an hour', () => {
  for (const words of ['明天', '下午', '3点', 'tomorrow', '5 pm']) expect(namesTime(words)).toBe(true);
  for (const words of ['什么是彩铃', '13800000007', 'call me']) expect(namesTime(words)).toBe(false);
});

test('any text is read, and a span found is one that was offered', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300, unit: 'binary' }), (words) => {
      const span = spanNamed(words, spans, now);
      expect(span === undefined || spans.includes(span)).toBe(true);
    }),
  );
});
