import { chineseDecimal, chineseNumber } from '../chinese-number';
import type { SpeechRule } from '../speech-rule';
import { called } from './called';

const counter =
  '个|個|天|周|週|次|条|條|件|笔|筆|张|張|分|小时|小時|秒|点|點|块|塊|倍|种|種|项|項|位|部|台|臺|家|户|戶|只|隻|段|人|名|份|套|年|元|角|成|封|步|遍|趟|回|则|則|档|檔|款|类|類|千|万|萬|亿|億|兆|岁|歲|门|門|通|公|本|页|頁|美|港|欧|英|新';

/** Whatever numbers are left: counted where something is counted, called where they are too long to be a count. */
export const chineseCounts: readonly SpeechRule[] = [
  [/第 ?(\d{1,9})/g, (_, n = '') => `第${chineseNumber(Number(n))}`],
  [new RegExp(`(?<![\\d.])2(?= ?(?:${counter})|[到至]\\d{1,6} ?(?:${counter}))`, 'g'), '两'],
  [new RegExp(`(?<![\\d.])([1-9]\\d{4,11})(?= ?(?:${counter}))`, 'g'), (_, n = '') => chineseNumber(Number(n))],
  [/(?<![\d.])(\d{1,12}\.\d{1,12})(?!\d)/g, (_, n = '') => chineseDecimal(n)],
];

/** After codes and numbers to dial. */
export const chineseRest: readonly SpeechRule[] = [
  [/(?<=\d)\.(?=\d)/g, '点'],
  [/\.(?=\d)/g, '点'],
  [/(?<!\d)\d{1,4}(?!\d)/g, (n) => chineseNumber(Number(n))],
  [/\d+/g, called],
];
