import type { Recognized } from '../../../src/understanding/recognizers/protocol';
import { withSecondOpinion } from '../../../src/understanding/recognizers/second-opinion';
import { recognize } from '../../../src/understanding/recognizers/worker';
import { extractSlots } from '../../../src/understanding/slots/extract';
import { clock } from '../understander';

async function read(text: string, language: 'zh-Hans' | 'en', answer?: Recognized) {
  let asked = 0;
  const pool = {
    recognize: async (request: { text: string; language: 'zh' | 'en'; today: string }) => {
      asked++;
      return answer ?? recognize(request);
    },
    ready: async () => {},
    close: async () => {},
  };
  const own = extractSlots(text, text, clock, () => []);
  const slots = await withSecondOpinion(own, text, language, clock, pool);
  return { asked, own, slots };
}

test.each([
  '五一路营业厅的人骂我',
  '三号柜台那位不理人',
  '地铁九号线里没有信号',
  '中秋送的流量没到',
  '现在还是上不了网',
  '打固话一分钟收几毛',
  '昨天扣了我六块',
  '阳光小区3号楼没网',
])('nobody is asked about %s', async (text) => {
  const { asked, own, slots } = await read(text, 'zh-Hans');
  expect(asked).toBe(0);
  expect(slots).toEqual(own);
});

test.each([
  ['two hundred dollars and ten cents', [20010]],
  ['you took three thousand yuan', [300000]],
  ['fifty cents', [50]],
])('%s is %j fen', async (text, amountsFen) => {
  expect((await read(text, 'en')).slots.amountsFen).toEqual(amountsFen);
});

test('days of a text asked about for its day only', async () => {
  const { slots } = await read('since last christmas and now again', 'en', {
    amountsFen: [100],
    dates: [
      { date: '2025-12-25', words: 'last christmas' },
      { date: '2026-11-21', words: 'now' },
    ],
  });
  expect(slots.dates).toEqual([{ date: '2025-12-25', words: 'last christmas' }]);
  expect(slots.amountsFen).toEqual([]);
});

test('smaller units are smaller, and minutes are no money', () => {
  const fenOf = (text: string) => recognize({ text, language: 'zh', today: '2026-11-21' }).amountsFen;
  expect(fenOf('五毛')).toEqual([50]);
  expect(fenOf('三十元五角')).toEqual([3050]);
  expect(fenOf('1800分钟')).toEqual([]);
});
