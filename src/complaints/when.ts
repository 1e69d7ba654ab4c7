import { daysBefore, shanghaiDay, shanghaiTime } from '../ports/calendar';
import type { Language } from '../ports/language';
import type { Wording } from '../ports/wording';
import { chineseNumber } from '../wording/chinese-number';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const spokenMonths = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** A deadline, Asia/Shanghai: `明天下午3点前`, `11月23日15:00前`, `by 3 pm on 23 Nov`. */
export function byWhen(at: number, now: number, language: Language): Wording {
  const { text, speak } = pointInTime(at, now, language);
  return language === 'en' ? { text: `by ${text}`, speak: `by ${speak}` } : { text: `${text}前`, speak: `${speak}前` };
}

/** A moment: today, tomorrow and the day after by name, other days by date; the year only when it is not this one. */
export function pointInTime(at: number, now: number, language: Language): Wording {
  const day = dayName(at, now, language);
  const { hour, minute } = shanghaiTime(at);
  if (language === 'en') {
    const time = englishTime(hour, minute);
    return day.near
      ? { text: `${time} ${day.text}`, speak: `${time} ${day.speak}` }
      : { text: `${time} on ${day.text}`, speak: `${time} on ${day.speak}` };
  }
  const spoken = chineseTime(hour, minute, language, true);
  return day.near
    ? { text: `${day.text}${chineseTime(hour, minute, language, false)}`, speak: `${day.speak}${spoken}` }
    : { text: `${day.text}${pad(hour)}:${pad(minute)}`, speak: `${day.speak}${spoken}` };
}

/** The day alone: `今天`, `11月21日`, `21 Nov`. */
export function dayOf(at: number, now: number, language: Language): Wording {
  const { text, speak } = dayName(at, now, language);
  return { text, speak };
}

/** A span within one day: `明天上午9点到11点`, `tomorrow between 9 am and 11 am`. */
export function timeSpan(from: number, until: number, now: number, language: Language): Wording {
  const day = dayName(from, now, language);
  const start = shanghaiTime(from);
  const end = shanghaiTime(until);
  if (language === 'en') {
    const span = `between ${englishTime(start.hour, start.minute)} and ${englishTime(end.hour, end.minute)}`;
    const on = day.near ? '' : 'on ';
    return { text: `${on}${day.text} ${span}`, speak: `${on}${day.speak} ${span}` };
  }
  const same = dayPart(start.hour) === dayPart(end.hour);
  const part = (spoken: boolean): string => {
    const until = chineseTime(end.hour, end.minute, language, spoken, !same);
    return `${chineseTime(start.hour, start.minute, language, spoken)}到${until}`;
  };
  return { text: `${day.text}${part(false)}`, speak: `${day.speak}${part(true)}` };
}

function dayName(at: number, now: number, language: Language): Wording & { near: boolean } {
  const day = shanghaiDay(at);
  const today = shanghaiDay(now);
  const names = { 'zh-Hans': ['今天', '明天', '后天'], 'zh-Hant': ['今天', '明天', '後天'], en: ['today', 'tomorrow'] };
  const near = names[language].find((_, ahead) => day === daysBefore(today, -ahead));
  if (near !== undefined) return { text: near, speak: near, near: true };
  const [year = '', month = '', date = ''] = day.split('-');
  const otherYear = year !== today.slice(0, 4);
  const [m, d] = [Number(month), Number(date)];
  if (language === 'en') {
    const tail = otherYear ? ` ${year}` : '';
    return { text: `${d} ${months[m - 1]}${tail}`, speak: `${d} ${spokenMonths[m - 1]}${tail}`, near: false };
  }
  const spokenYear = [...year].map((digit) => '零一二三四五六七八九'[Number(digit)]).join('');
  return {
    text: `${otherYear ? `${year}年` : ''}${m}月${d}日`,
    speak: `${otherYear ? `${spokenYear}年` : ''}${chineseNumber(m)}月${chineseNumber(d)}日`,
    near: false,
  };
}

function dayPart(hour: number): string {
  if (hour < 6) return '凌晨';
  if (hour < 12) return '上午';
  if (hour === 12) return '中午';
  return hour < 18 ? '下午' : '晚上';
}

function chineseTime(hour: number, minute: number, language: Language, spoken: boolean, part = true): string {
  const named = part ? dayPart(hour) : '';
  const clock = language === 'zh-Hant' ? '點' : '点';
  const twelve = hour > 12 ? hour - 12 : hour;
  if (!spoken) return `${named}${twelve}${clock}${minute === 0 ? '' : `${pad(minute)}分`}`;
  const minutes = minute === 0 ? '' : `${minute < 10 ? '零' : ''}${chineseNumber(minute)}分`;
  return `${named}${twelve === 2 ? (language === 'zh-Hant' ? '兩' : '两') : chineseNumber(twelve)}${clock}${minutes}`;
}

function englishTime(hour: number, minute: number): string {
  if (hour === 0 && minute === 0) return '12:00 am';
  if (hour === 12 && minute === 0) return 'noon';
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  return `${twelve}${minute === 0 ? '' : `:${pad(minute)}`} ${hour < 12 ? 'am' : 'pm'}`;
}

const pad = (value: number): string => `${value}`.padStart(2, '0');
