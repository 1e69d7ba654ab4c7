import { shanghaiDay, shanghaiMonth } from '../ports/calendar';
import type { Language } from '../ports/language';

const englishMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** A month: `11月`, `November`; with its year when that is not this year's. @param month `YYYY-MM` */
export function monthText(month: string, language: Language, now: number): string {
  const [year = '', index = '1'] = month.split('-');
  const sameYear = shanghaiMonth(now).startsWith(year);
  if (language === 'en') return `${englishMonths[Number(index) - 1] ?? month}${sameYear ? '' : ` ${year}`}`;
  return `${sameYear ? '' : `${year}年`}${Number(index)}月`;
}

/** A month on a paper, which is read years later: always with its year, `2026年11月`, `November 2026`. @param month `YYYY-MM` */
export function monthWithYear(month: string, language: Language): string {
  const [year = '', index = '1'] = month.split('-');
  if (language === 'en') return `${englishMonths[Number(index) - 1] ?? month} ${year}`;
  return `${year}年${Number(index)}月`;
}

/** A day in Asia/Shanghai: `11月5日`, `5 November`. @param at epoch ms */
export function dayText(at: number, language: Language, now: number): string {
  const [year = '', month = '1', day = '1'] = shanghaiDay(at).split('-');
  const sameYear = shanghaiMonth(now).startsWith(year);
  if (language === 'en') return `${Number(day)} ${englishMonths[Number(month) - 1]}${sameYear ? '' : ` ${year}`}`;
  return `${sameYear ? '' : `${year}年`}${Number(month)}月${Number(day)}日`;
}
