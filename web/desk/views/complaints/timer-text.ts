import type { DeskWording } from '../../../wording/desk/desk-wording';
import { filled } from '../../../wording/wording';

/** What a timer was about, by its name (src/complaints/timers.ts: `resolve:80#0`); `undefined`: this is no timer's name. */
export function timerText(name: string, { complaints }: DeskWording): string | undefined {
  const [, kind = '', which = ''] = /^([a-z_]{1,20})(?::([\w-]{1,80}))?#\d{1,6}$/.exec(name) ?? [];
  const words = complaints.timer;
  const key = Object.hasOwn(words, `${kind}:${which}`) ? `${kind}:${which}` : kind;
  const text = Object.entries(words).find(([known]) => known === key)?.[1];
  return text === undefined ? undefined : filled(text, { n: which });
}
