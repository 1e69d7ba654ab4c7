import { daysBefore, monthsBefore, shanghaiDay, shanghaiMonth } from '../../ports/calendar';
import type { Clock } from '../../ports/clock';
import { numberSource, parseNumber } from './numbers';
import { anyNumber, sign, signsOf } from './signs';

export interface NamedDay {
  readonly date: string;
  readonly words: string;
}

const relative: readonly (readonly [RegExp, number])[] = [
  [/大前天/g, 3],
  [/(?<!大)前天|前日|前几天|day before yesterday/g, 2],
  [/昨天|昨日|昨晚|昨夜|昨儿|琴日|寻日|(?<!before )yesterday|last night/g, 1],
  [/今天|今日|今早|今晚|今儿|today|this morning|tonight/g, 0],
];
/** Feasts with a fixed day of the solar calendar, as month and day. */
const feasts: readonly (readonly [RegExp, number, number])[] = [
  [/元旦/g, 1, 1],
  [/五一(?:节|劳动节|那天|当天)|劳动节/g, 5, 1],
  [/六一(?:节|儿童节|那天|当天)|儿童节/g, 6, 1],
  [/国庆(?:节|那天|当天)?(?!假|期间)|十一(?:那天|当天)/g, 10, 1],
  [/双十一|双11/g, 11, 11],
  [/圣诞节?|christmas day/g, 12, 25],
];
const weekdays = '一二三四五六日天';
const weekday = /(上上|上|这|本|今)?个?(?:周|星期|礼拜)([一二三四五六日天1-6])(?!天|次|个)/g;
const englishWeekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const englishWeekday = /(?:(last|this|on)\s)?(sunday|monday|tuesday|wednesday|thursday|friday|saturday)(?![a-z])/g;
const monthDay = new RegExp(
  `(?:(\\d{4}|今|去|前)年)?(?<!\\d|\\d\\.)(${numberSource})月份?的?(${numberSource})(?:号|日)`,
  'g',
);
const monthOnlyDay = new RegExp(`(上个?月|这个?月|本月|当月|今个?月)的?(${numberSource})(?:号|日)`, 'g');
const dayOnly = new RegExp(
  `(?<![月\\d.工])(${numberSource})(?:号|日)(?!线|楼|营业|窗|柜|店|台|员|工作|客服|门|院|地铁|码|公馆|\\d)`,
  'g',
);
const iso = /(?<!\d)(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g;
const englishMonths = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const englishDate = new RegExp(
  `(?<![a-z])(${englishMonths.join('|')})[a-z]{0,6}\\.?\\s(\\d{1,2})(?:st|nd|rd|th)?(?!\\d)|(?<!\\d)(\\d{1,2})(?:st|nd|rd|th)?\\s(?:of\\s)?(${englishMonths.join('|')})[a-z]{0,6}`,
  'g',
);
const daysAgo = new RegExp(`(${numberSource})天(?:前|之前|以前)`, 'g');

/** No day without one of these. */
const dayWords = anyNumber | sign.latin | sign.ago | sign.feast | sign.week;

/** Days named in a text; a day without a year or month means the last one gone by (complaints are about the past). */
export function daysOf(text: string, original: string, clock: Clock, signs = signsOf(text)): NamedDay[] {
  if ((signs & dayWords) === 0) return [];
  const has = (kinds: number): boolean => (signs & kinds) !== 0;
  const dated = has(anyNumber) && has(sign.day);
  const today = shanghaiDay(clock.now());
  const found: { at: number; end: number; date: string }[] = [];
  const put = (match: RegExpMatchArray, date: string | undefined): void => {
    const at = match.index ?? 0;
    const end = at + match[0].length;
    if (date && !found.some((other) => at < other.end && end > other.at)) found.push({ at, end, date });
  };
  for (const match of has(sign.digit) ? text.matchAll(iso) : [])
    put(match, day(Number(match[1]), Number(match[2]), Number(match[3])));
  for (const match of dated && has(sign.month) ? text.matchAll(monthDay) : []) {
    const month = parseNumber(match[2] ?? '');
    const date = parseNumber(match[3] ?? '');
    if (month !== undefined && date !== undefined) put(match, past(today, yearOf(match[1], today), month, date));
  }
  for (const match of dated && has(sign.month) ? text.matchAll(monthOnlyDay) : []) {
    const [year = 0, month = 0] = monthsBefore(today.slice(0, 7), match[1]?.startsWith('上') ? 1 : 0)
      .split('-')
      .map(Number);
    put(match, day(year, month, parseNumber(match[2] ?? '') ?? 0));
  }
  if (has(sign.ago | sign.latin)) {
    for (const [words, before] of relative)
      for (const match of text.matchAll(words)) put(match, daysBefore(today, before));
  }
  for (const match of has(anyNumber) && has(sign.ago) ? text.matchAll(daysAgo) : []) {
    const count = parseNumber(match[1] ?? '');
    if (count !== undefined && count > 0 && count < 1000) put(match, daysBefore(today, Math.round(count)));
  }
  for (const [words, month, date] of has(sign.feast | sign.latin) ? feasts : []) {
    for (const match of text.matchAll(words)) put(match, past(today, undefined, month, date));
  }
  for (const match of has(sign.week) ? text.matchAll(weekday) : [])
    put(match, ofWeek(today, chineseWeekday(match[2]), match[1]));
  for (const match of has(sign.latin) ? text.matchAll(englishWeekday) : []) {
    put(match, ofWeek(today, englishWeekdays.indexOf(match[2] ?? ''), match[1] === 'last' ? '上' : undefined));
  }
  for (const match of has(sign.latin) && has(sign.digit) ? text.matchAll(englishDate) : []) {
    const month = englishMonths.indexOf((match[1] ?? match[4] ?? '').slice(0, 3)) + 1;
    put(match, past(today, undefined, month, Number(match[2] ?? match[3])));
  }
  for (const match of dated ? text.matchAll(dayOnly) : []) {
    const date = parseNumber(match[1] ?? '');
    if (date !== undefined) put(match, lastDay(today, date));
  }
  return found.sort((a, b) => a.at - b.at).map(({ at, end, date }) => ({ date, words: original.slice(at, end) }));
}

const namedMonth = new RegExp(
  `(?:(\\d{4}|今|去|前)年)?的?(?<![\\d.])(${numberSource})月份?(?!\\d|[一二三四五六七八九十]{1,3}(?:号|日)|的?\\d{1,2}(?:号|日))`,
  'g',
);
const relativeMonth = /上上个?月|上个?月|前个?月|这个?月|本月|当月|今个月|last month|this month|month before last/g;
const englishMonth =
  /(?<![a-z])(january|february|march|april|june|july|august|september|october|november|december)(?![a-z]|\s\d{1,2}(?!\d))/g;

/** Bill months named in a text, `YYYY-MM`, in order; never in the future. */
export function monthsOf(text: string, clock: Clock, signs = signsOf(text)): string[] {
  if ((signs & (sign.month | sign.latin)) === 0) return [];
  const now = shanghaiMonth(clock.now());
  const found: { at: number; month: string }[] = [];
  for (const match of text.matchAll(relativeMonth)) {
    const words = match[0];
    const before = /上上|前|before/.test(words) ? 2 : /上|last/.test(words) ? 1 : 0;
    found.push({ at: match.index, month: monthsBefore(now, before) });
  }
  for (const match of (signs & sign.month) !== 0 && (signs & anyNumber) !== 0 ? text.matchAll(namedMonth) : []) {
    const month = parseNumber(match[2] ?? '');
    if (month === undefined || month < 1 || month > 12 || !Number.isInteger(month)) continue;
    found.push({ at: match.index, month: pastMonth(now, yearOf(match[1], now), month) });
  }
  for (const match of (signs & sign.latin) !== 0 ? text.matchAll(englishMonth) : []) {
    found.push({
      at: match.index,
      month: pastMonth(now, undefined, englishMonths.indexOf((match[1] ?? '').slice(0, 3)) + 1),
    });
  }
  return [...new Set(found.sort((a, b) => a.at - b.at).map(({ month }) => month))];
}

function yearOf(word: string | undefined, today: string): number | undefined {
  if (!word) return undefined;
  const year = Number(today.slice(0, 4));
  if (word === '今') return year;
  if (word === '去') return year - 1;
  if (word === '前') return year - 2;
  return Number(word);
}

function pastMonth(now: string, year: number | undefined, month: number): string {
  const thisYear = Number(now.slice(0, 4));
  const asIs = `${year ?? thisYear}-${String(month).padStart(2, '0')}`;
  return year === undefined && asIs > now ? `${thisYear - 1}${asIs.slice(4)}` : asIs;
}

function past(today: string, year: number | undefined, month: number, date: number): string | undefined {
  const thisYear = Number(today.slice(0, 4));
  const asIs = day(year ?? thisYear, month, date);
  return asIs && year === undefined && asIs > today ? day(thisYear - 1, month, date) : asIs;
}

function lastDay(today: string, date: number): string | undefined {
  for (let back = 0; back < 3; back++) {
    const [year = 0, month = 0] = monthsBefore(today.slice(0, 7), back).split('-').map(Number);
    const candidate = day(year, month, date);
    if (candidate && candidate <= today) return candidate;
  }
  return undefined;
}

/** `undefined` for a day the calendar does not have. */
function day(year: number, month: number, date: number): string | undefined {
  if (!Number.isInteger(date) || !Number.isInteger(month) || year < 2000 || year > 2100) return undefined;
  const value = new Date(Date.UTC(year, month - 1, date));
  return value.getUTCMonth() === month - 1 && value.getUTCDate() === date
    ? value.toISOString().slice(0, 10)
    : undefined;
}

function chineseWeekday(char: string | undefined): number {
  if (!char) return 0;
  const index = weekdays.indexOf(char);
  return (index >= 0 ? Math.min(index, 6) + 1 : Number(char)) % 7;
}

/** Monday-first weeks, as customers count; without "last", the most recent such day up to today. */
function ofWeek(today: string, weekdayIndex: number, which: string | undefined): string {
  const now = new Date(`${today}T00:00:00Z`).getUTCDay();
  const fromMonday = (index: number): number => (index + 6) % 7;
  const monday = fromMonday(now);
  const wanted = fromMonday(weekdayIndex);
  if (which === '上' || which === '上上') return daysBefore(today, monday + (which === '上' ? 7 : 14) - wanted);
  const back = (monday - wanted + 7) % 7;
  return daysBefore(today, back);
}
