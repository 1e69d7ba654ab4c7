import fc from 'fast-check';
import { complaintNumbersOf, phonesOf } from '../../../src/understanding/slots/contacts';
import { correctionOf } from '../../../src/understanding/slots/correction';
import { daysOf, monthsOf } from '../../../src/understanding/slots/dates';
import { dataOf, durationsOf } from '../../../src/understanding/slots/measures';
import { amountsOf } from '../../../src/understanding/slots/money';
import { agesOf, staffOf } from '../../../src/understanding/slots/people';
import { placesOf } from '../../../src/understanding/slots/places';
import { signsOf } from '../../../src/understanding/slots/signs';
import { clock } from '../understander';

const all = -1;
const pieces = fc.constantFrom(
  ...[
    '扣了',
    '多收',
    '6',
    '58.5',
    '三十',
    '两百',
    '块',
    '元五角',
    '毛钱',
    '¥12',
    'six yuan',
    '昨天',
    '大前天',
    '三天前',
  ],
  ...[
    'yesterday',
    'last friday',
    '上周五',
    '5月3号',
    '上个月15号',
    '12号',
    '2026-10-03',
    'may 5',
    '五一节',
    '双十一',
    '圣诞',
  ],
  ...[
    'christmas day',
    '上个月',
    '10月份',
    'last month',
    'in may',
    '三个星期',
    '半天',
    '好几年',
    'two weeks',
    '3个G',
    '500兆',
  ],
  ...[
    '剩2g',
    '工号8021',
    '3号柜台',
    '五号窗口',
    '姓王的经理',
    '李师傅',
    'staff no 12',
    '我今年七十了',
    '68岁',
    "i'm 70",
  ],
  ...[
    '中山路营业厅',
    '阳光小区3号',
    ' at the Nanjing Road ',
    '不是六块是八块',
    '应该是9不是8',
    '说错了是5不是6',
    'not 5 but 6',
  ],
  ...['13800000001', '一三八零零零零零零零一', '01012345678', 'c20261121-0042-7', '的', '，', ' '],
);
const text = fc.array(pieces, { maxLength: 5 }).map((parts) => parts.join(''));

test('nothing is missed because a pattern was not tried', () => {
  fc.assert(
    fc.property(text, (given) => {
      const signs = signsOf(given);
      expect(amountsOf(given, signs)).toEqual(amountsOf(given, all));
      expect(daysOf(given, given, clock, signs)).toEqual(daysOf(given, given, clock, all));
      expect(monthsOf(given, clock, signs)).toEqual(monthsOf(given, clock, all));
      expect(durationsOf(given, given, signs)).toEqual(durationsOf(given, given, all));
      expect(dataOf(given, signs)).toEqual(dataOf(given, all));
      expect(placesOf(given, given, signs)).toEqual(placesOf(given, given, all));
      expect(staffOf(given, given, signs)).toEqual(staffOf(given, given, all));
      expect(agesOf(given, signs)).toEqual(agesOf(given, all));
      expect(correctionOf(given, given, signs)).toEqual(correctionOf(given, given, all));
      expect(phonesOf(given)).toEqual(phonesOf(given, 99));
      expect(complaintNumbersOf(given)).toEqual(complaintNumbersOf(given, 99));
    }),
    { numRuns: 3000 },
  );
});

test('a day after a full stop is a day', () => {
  expect(daysOf('系统说的.7月31日开的', '系统说的.7月31日开的', clock)).toEqual([
    { date: '2026-07-31', words: '7月31日' },
  ]);
  expect(daysOf('1.7月3日', '1.7月3日', clock).map(({ words }) => words)).not.toContain('7月3日');
});
