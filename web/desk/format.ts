import type { Localized } from '../../src/ports/language';
import { clockTime, dateAndTime, dayOf } from '../shared/times';
import { type DeskWording, label } from '../wording/desk/desk-wording';
import { filled } from '../wording/wording';

/** 95 s → 1 分钟; 4,000 s → 1 小时 6 分 */
export function spanOf(ms: number, wording: DeskWording): string {
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

/** The clock for today, with the date for other days. */
export const whenOf = (at: number, now: number, language: string): string =>
  dayOf(at) === dayOf(now) ? clockTime(at) : dateAndTime(at, language);

export const yuan = (fen: number): string => (fen / 100).toFixed(2);
/** 1536 → 1.5 GB */
export const dataSize = (mb: number): string =>
  Math.abs(mb) < 1024 ? `${Math.round(mb)} MB` : `${Number((mb / 1024).toFixed(2))} GB`;

/** One collected value as text; money in yuan, codes by their name. */
export function slotText(name: string, value: unknown, wording: DeskWording): string {
  if (typeof value === 'number' && name.endsWith('Fen')) return `¥${yuan(value)}`;
  if (typeof value === 'boolean') return value ? wording.yes : wording.no;
  if (typeof value === 'string') return name === 'frequency' ? label(wording.slot, value) : value;
  if (Array.isArray(value)) return value.map((item) => slotText(name, item, wording)).join(' · ');
  return JSON.stringify(value) ?? '';
}

/** The matter named for people: the complaint types, or the plain question. */
export const topicText = (
  topic: {
    readonly intent: string;
    readonly names?: Localized;
    readonly complaintTypes: readonly { readonly type: string }[];
  },
  wording: DeskWording,
  language: keyof Localized,
): string =>
  topic.complaintTypes.length > 0
    ? topic.complaintTypes.map(({ type }) => label(wording.complaintType, type)).join(' · ')
    : (topic.names?.[language] ?? (topic.intent === 'None' ? wording.inbox.noTopic : topic.intent));

/** A code by the name the data files give it. */
export const nameOf = (
  list: readonly { readonly code: string; readonly names: Localized }[] | undefined,
  code: string,
  language: keyof Localized,
): string | undefined => list?.find((one) => one.code === code)?.names[language];
