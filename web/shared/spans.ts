import { filled } from '../wording/wording';
import { clockTime, dateAndTime, dayOf } from './times';

/** How spans are said. */
export interface SpanWording {
  readonly time: Readonly<Record<'seconds' | 'minutes' | 'hours' | 'days', string>>;
}

/** 95 s → 1 分钟; 4,000 s → 1 小时 6 分 */
export function spanOf(ms: number, wording: SpanWording): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (seconds < 60) return filled(wording.time.seconds, { n: seconds });
  if (minutes < 60) return filled(wording.time.minutes, { n: minutes });
  if (hours < 48) return filled(wording.time.hours, { n: hours, m: minutes % 60 });
  return filled(wording.time.days, { n: Math.floor(hours / 24), m: hours % 24 });
}

/** 95 s → 1:35, 4,000 s → 1:06:40: for columns, where spans are compared. */
export function clockSpan(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const pad = (n: number) => String(n).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
}

export const yuan = (fen: number): string => (fen / 100).toFixed(2);

/** The clock for today, with the date for other days. */
export const whenOf = (at: number, now: number, language: string): string =>
  dayOf(at) === dayOf(now) ? clockTime(at) : dateAndTime(at, language);
