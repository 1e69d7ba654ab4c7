import type { Localized } from '../../src/ports/language';
import { yuan } from '../shared/spans';
import { type DeskWording, label } from '../wording/desk/desk-wording';

export { clockSpan, spanOf, whenOf, yuan } from '../shared/spans';

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

/** What a hand-over is about, in one line. */
export const summaryText = (
  { summary, summaries }: { readonly summary: string; readonly summaries?: Localized },
  language: keyof Localized,
): string => summaries?.[language] ?? summary;

/** A code by the name the data files give it. */
export const nameOf = (
  list: readonly { readonly code: string; readonly names: Localized }[] | undefined,
  code: string,
  language: keyof Localized,
): string | undefined => list?.find((one) => one.code === code)?.names[language];
