import type { Language, Localized } from '../../src/ports/language';
import type { DeskWording } from '../wording/wording';
import { filled } from '../wording/wording';

/** A name from the wording's own table, the raw code when it has none. */
export const label = (table: Readonly<Record<string, string>>, code: string): string =>
  Object.hasOwn(table, code) ? (table[code] ?? code) : code;

/** 95 s → 1 分钟; 4,000 s → 1 小时 6 分 */
export function waitingTime(ms: number, wording: DeskWording): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return filled(wording.seconds, { n: seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return filled(wording.minutes, { n: minutes });
  return filled(wording.hours, { n: Math.floor(minutes / 60), m: minutes % 60 });
}

/** One collected value as text; money in yuan, codes by their name. */
export function slotText(name: string, value: unknown, wording: DeskWording): string {
  if (typeof value === 'number' && name.endsWith('Fen')) return `¥${(value / 100).toFixed(2)}`;
  if (typeof value === 'boolean') return value ? wording.yes : wording.no;
  if (typeof value === 'string') return name === 'frequency' ? label(wording.slot, value) : value;
  if (Array.isArray(value)) return value.map((item) => slotText(name, item, wording)).join(' · ');
  return JSON.stringify(value) ?? '';
}

/** Problem named for people: the complaint types, or the plain question's intent. */
export const topicText = (
  topic: {
    readonly intent: string;
    readonly names?: Localized;
    readonly complaintTypes: readonly { readonly type: string }[];
  },
  wording: DeskWording,
  language: Language,
): string =>
  topic.complaintTypes.length > 0
    ? topic.complaintTypes.map(({ type }) => label(wording.complaintType, type)).join(' · ')
    : (topic.names?.[language] ?? topic.intent);
