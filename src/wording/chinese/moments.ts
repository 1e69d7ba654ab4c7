import { chineseNumber, digitByDigit } from '../chinese-number';
import type { SpeechRule } from '../speech-rule';

const day = (month: string, date: string): string =>
  `${chineseNumber(Number(month))}月${chineseNumber(Number(date))}日`;
const isMonth = (text: string): boolean => Number(text) >= 1 && Number(text) <= 12;
const isDay = (text: string): boolean => Number(text) >= 1 && Number(text) <= 31;

const parts = new Map([
  ['1/2', '二分之一'],
  ['1/3', '三分之一'],
  ['2/3', '三分之二'],
  ['1/4', '四分之一'],
  ['3/4', '四分之三'],
]);

/** `21/11` and `11/21` leave no doubt; of `12/5` the month comes first, as Chinese dates have it. */
function slashed(found: string, first: string, second: string): string {
  const part = parts.get(found);
  if (part) return part;
  if (isMonth(first) && isDay(second)) return day(first, second);
  return isDay(first) && isMonth(second) ? day(second, first) : `${first}，${second}`;
}

function clock(found: string, hour: string, minute: string): string {
  if (Number(hour) > 24 || Number(minute) > 59) return found;
  const minutes = Number(minute) === 0 ? '' : `${Number(minute) < 10 ? '零' : ''}${chineseNumber(Number(minute))}分`;
  return `${Number(hour) === 2 ? '两' : chineseNumber(Number(hour))}点${minutes}`;
}

/** Dates, months, years and times of day. */
export const chineseMoments: readonly SpeechRule[] = [
  [
    /(?<![\d.])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d-])(?:T(?=\d))?/g,
    (found, year = '', _sign = '', month = '', date = '') =>
      isMonth(month) && isDay(date) ? `${digitByDigit(year)}年${day(month, date)}` : found,
  ],
  [
    /(?<![\d.-])((?:19|20)\d\d)[-/](0[1-9]|1[0-2])(?![\d/-])/g,
    (_, year = '', month = '') => `${digitByDigit(year)}年${chineseNumber(Number(month))}月`,
  ],
  [/(?<![\d./])(\d{1,2})\/(\d{1,2})(?![\d/%])/g, slashed],
  [/(?<![\d.])(\d{4})(?= ?年)|(?<![\d.])(\d{2})(?=年\d{1,2}月)/g, (found) => digitByDigit(found)],
  [/(?<![\d.])0(\d)(?=[月日号號])/g, (_, digit = '') => chineseNumber(Number(digit))],
  [/(?<=\d[:：]\d\d(?:[:：]\d\d)?)-(?=\d)/g, '到'],
  [/(?<![\d:：.])(\d{1,2})[:：](\d{2})(?:[:：]\d{2})?(?![\d:：])/g, clock],
  [/(?<=\d)[:：](?=\d)/g, '比'],
];
