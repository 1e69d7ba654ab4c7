import { chineseDecimal, chineseNumber } from '../chinese-number';
import { moneySpoken } from '../money';
import type { SpeechRule } from '../speech-rule';

const per = '分钟|分鐘|GB|MB|KB|G|M|条|條|则|則|个月|個月|月|年|天|日|次|户|戶|人|小时|小時|张|張|个|個|秒|通';
const dollars = new Map([
  ['US$', '美元'],
  ['$', '美元'],
  ['HK$', '港币'],
  ['NT$', '新台币'],
  ['€', '欧元'],
  ['£', '英镑'],
]);

const twoOr = (digits: string): string => (digits === '2' ? '两' : chineseDecimal(digits));
const volumeNames = new Map([
  ['K', 'K'],
  ['M', '兆'],
  ['G', 'G'],
  ['T', 'T'],
]);
const volume = (unit: string): string => volumeNames.get(unit.charAt(0).toUpperCase()) ?? unit;

/** Ranges, signs and money. A range first, lest its dash is heard as a minus. */
export const chineseMoney: readonly SpeechRule[] = [
  [
    /(?<![\d,.])(?<![¥$€£] ?)\d{1,3}(?:,\d{3}){1,3}(?![\d,]|\.\d| ?[元KMGT%])/g,
    (grouped) => chineseNumber(Number(grouped.replaceAll(',', ''))),
  ],
  [/(?<=\d),(?=\d{3}(?!\d))/g, ''],
  [/(\d)%?-(?=(\d{1,4}(?:\.\d{1,2})?)[%％])/g, (_, digit = '') => `${digit}%到`],
  [
    /(?:([A-Z]{0,2}\$|[¥€£])|(?:RMB|CNY)) ?(-?\d{1,9}(?:\.\d{1,2})?)([万萬亿億]?)元?/g,
    (_, sign: string | undefined, digits = '', myriad = '') => `${digits}${myriad}${dollars.get(sign ?? '') ?? '元'}`,
  ],
  [
    new RegExp(`(?<![\\d.])((?:\\d{1,9}(?:\\.\\d{1,4})?元?[-~到至])?\\d{1,9}(?:\\.\\d{1,4})?[元分角])/(${per})`, 'g'),
    (_, price = '', unit = '') => `每${unit}${price}`,
  ],
  [new RegExp(`(?<=[元次条條个個分])/(?=(?:${per})(?![A-Za-z]))`, 'g'), '每'],
  [/(?<=[\d元块塊角天月日号號点點时時年%BGMKbm次条條个個])(?:-| - )(?=[\d¥])/g, '到'],
  [/(?<![\dA-Za-z])-(?=\d)/g, '负'],
  [/(?<!\d)[~≈] ?(?=\d)/g, '约'],
  [/(?<![\d.])(\d{1,9}(?:\.\d{1,2})?) ?元/g, (_, digits = '') => moneySpoken(Math.round(Number(digits) * 100))],
  [
    /(?<![\d.])(\d{1,4})(块|塊)(\d)(?![\d元年月天日个個])/g,
    (_, yuan = '', word = '', jiao = '') => `${twoOr(yuan)}${word}${chineseNumber(Number(jiao))}`,
  ],
];

/** Volumes, speeds, generations of networks, percentages, units. */
export const chineseMeasures: readonly SpeechRule[] = [
  [
    /(?<![\d.])([2-6]) ?G(?=(?:[/、和或+]\dG)? ?(?:网|網|信号|信號|訊號|基站|手机|手機|卡|套餐|用户|用戶))/gi,
    (_, n = '') => `${chineseNumber(Number(n))}G`,
  ],
  [
    /(\d{1,9}(?:\.\d{1,3})?) ?([KMGTkmgt])(?:bps|[Bb]its?\/s|b\/s)(?![A-Za-z])/g,
    (_, n = '', unit = '') => twoOr(n) + volume(unit),
  ],
  [
    /(\d{1,9}(?:\.\d{1,3})?) ?([KMGT])B(?:ps|\/s|\/秒)(?![A-Za-z])/gi,
    (_, n = '', unit = '') => `每秒${twoOr(n)}${volume(unit)}`,
  ],
  [/(\d{1,9}(?:\.\d{1,3})?) ?([KMGT])B(?![A-Za-z])/gi, (_, n = '', unit = '') => twoOr(n) + volume(unit)],
  [/(\d{1,9}(?:\.\d{1,3})?) ?([KMGT])(?![A-Za-z])/g, (_, n = '', unit = '') => twoOr(n) + volume(unit)],
  [/(\d{1,4})g(?![A-Za-z])/g, (_, n = '') => `${chineseNumber(Number(n))}G`],
  [/(?<![A-Za-z])([KMGT])(?:B|bps|b\/s|B\/s)(?![A-Za-z])/g, (_, unit = '') => volume(unit)],
  [
    /(\d{1,9}(?:\.\d{1,4})?) ?([%‰])/g,
    (_, n = '', sign = '') => `${sign === '%' ? '百' : '千'}分之${chineseDecimal(n)}`,
  ],
  [/(?<=\d) ?(?:℃|°C)/g, '摄氏度'],
  [/(?<=\d) ?km\/h(?![A-Za-z])/gi, '公里每小时'],
  [/(?<=\d) ?km(?![A-Za-z])/gi, '公里'],
  [/(?<=\d) ?kg(?![A-Za-z])/gi, '公斤'],
  [/(?<=\d) ?(?:h|hrs?)(?![A-Za-z])/g, '小时'],
  [/(?<=\d) ?min(?![A-Za-z])/g, '分钟'],
  [/(?<=\d) ?ms(?![A-Za-z])/g, '毫秒'],
  [/(?<=\d) ?mAh(?![A-Za-z])/g, '毫安时'],
];
