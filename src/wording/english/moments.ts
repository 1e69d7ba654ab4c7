import { englishNumber, englishOrdinal, englishYear } from '../english-number';
import type { SpeechRule } from '../speech-rule';

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];
const monthNames = `${months.join('|')}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec`;
const full = (name: string): string => months.find((month) => month.startsWith(name.slice(0, 3))) ?? name;

const day = (date: string, month: string, year = ''): string =>
  `the ${englishOrdinal(Number(date))} of ${month}${year === '' ? '' : ` ${englishYear(Number(year))}`}`;
const isDay = (text: string): boolean => Number(text) >= 1 && Number(text) <= 31;
const isMonth = (text: string): boolean => Number(text) >= 1 && Number(text) <= 12;
const named = (month: string): string => months[Number(month) - 1] ?? '';

const parts = new Map([
  ['1/2', 'one half'],
  ['1/3', 'one third'],
  ['2/3', 'two thirds'],
  ['1/4', 'one quarter'],
  ['3/4', 'three quarters'],
]);

/** `21/11` and `11/21` leave no doubt; of `5/11` the day comes first. */
function slashed(found: string, first: string, second: string): string {
  const part = parts.get(found);
  if (part) return part;
  if (isDay(first) && isMonth(second)) return day(first, named(second));
  return isMonth(first) && isDay(second) ? day(second, named(first)) : `${first}, ${second}`;
}

function clock(found: string, hour: string, minute: string, half: string): string {
  const [h, m] = [Number(hour), Number(minute)];
  if (h > 24 || m > 59) return found.replace(':', ' to ');
  if (half === '' && m === 0 && h % 12 === 0) return h === 12 ? 'noon' : 'midnight';
  const minutes = m === 0 ? '' : ` ${m < 10 ? 'oh ' : ''}${englishNumber(m)}`;
  const meridiem = half === '' ? (h % 24 < 12 ? 'am' : 'pm') : half.toLowerCase().replace(/[. ]/g, '');
  return `${englishNumber(h % 12 === 0 ? 12 : h % 12)}${minutes} ${meridiem}`;
}

/** Dates, months, years and times of day. */
export const englishMoments: readonly SpeechRule[] = [
  [
    /(?<![\d.])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d-])(T(?=\d))?/g,
    (found, year = '', _sign = '', month = '', date = '', clocked: string | undefined = undefined) =>
      isMonth(month) && isDay(date) ? `${day(date, named(month), year)}${clocked === 'T' ? ' ' : ''}` : found,
  ],
  [
    /(?<![\d.-])((?:19|20)\d\d)[-/](0[1-9]|1[0-2])(?![\d/-])/g,
    (_, year = '', month = '') => `${named(month)} ${englishYear(Number(year))}`,
  ],
  [/(?<![\d./])(\d{1,2})\/(\d{1,2})(?![\d/%])/g, slashed],
  [/(?<=\d[:：]\d\d(?:[:：]\d\d)?) ?-(?=\d)/g, ' to '],
  [
    /(?<![\d:.])(\d{1,2})[:：](\d{2})(?:[:：]\d{2})?(?![\d:：])(?: ?([ap]\.?m\b\.?))?/gi,
    (found, hour = '', minute = '', half = '') => clock(found, hour, minute, half),
  ],
  [/(?<=\d|\b[ap]m) ?[-–] ?(?=\d)(?=[\d: ]{1,6}[ap]m)/gi, ' to '],
  [
    new RegExp(
      `(?:\\bthe )?(?<![\\d.-])(\\d{1,2})(?:st|nd|rd|th)? (?:of )?(${monthNames})\\b(?:,? (\\d{4})(?!\\d))?`,
      'g',
    ),
    (found, date = '', month = '', year = '') => (isDay(date) ? day(date, full(month), year) : found),
  ],
  [
    new RegExp(
      `\\b(${monthNames}) (\\d{1,2})(?:st|nd|rd|th)?(?!\\d|\\.\\d| ?(?:yuan|RMB|[KMGT]B|%))(?:, ?(\\d{4})(?!\\d))?`,
      'g',
    ),
    (_, month = '', date = '', year = '') =>
      `${full(month)} the ${englishOrdinal(Number(date))}${year === '' ? '' : ` ${englishYear(Number(year))}`}`,
  ],
  [
    new RegExp(
      `\\b(${monthNames}|in|since|of|until|year) ((?:19|20)\\d\\d)(?!\\d|\\.\\d| (?:yuan|fen|RMB|[KMGT]B|minutes|days|points|people|customers)\\b)`,
      'g',
    ),
    (_, word = '', year = '') =>
      `${full(word).length > 2 && months.includes(full(word)) ? full(word) : word} ${englishYear(Number(year))}`,
  ],
  [/(?<![\d.])(\d{1,4})(?:st|nd|rd|th)\b/g, (_, n = '') => englishOrdinal(Number(n))],
];
