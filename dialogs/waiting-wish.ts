import { hasChinese } from '../src/ports/language';
import type { Understanding } from '../src/understanding/understanding';
import type { Cues } from './cues';

/** What somebody who waits for a person, or for a call back, may want of the line. */
export type WaitingWish = 'place' | 'leave' | 'call_back' | 'other_time' | 'other_number' | 'cancel_call_back';

/** A longer message tells something; characters, and for letters about words. */
const longest = { chinese: 24, latin: 70 };

/** Short enough to be about the line rather than a story. */
export const isShort = (text: string): boolean => text.length <= (hasChinese(text) ? longest.chinese : longest.latin);

/** Reads a message of somebody in line; pure. @returns `undefined` when it is about something else */
export function waitingWish({ text, control }: Pick<Understanding, 'text' | 'control'>, cues: Cues) {
  return isShort(text) ? wishOf(text, control, cues) : undefined;
}

function wishOf(text: string, control: Understanding['control'], cues: Cues): WaitingWish | undefined {
  if (cues.has('otherNumber', text)) return 'other_number';
  if (cues.has('callBack', text)) return cues.has('dropIt', text) ? 'cancel_call_back' : 'call_back';
  if (cues.has('otherTime', text)) return 'other_time';
  if (cues.has('leave', text) || control === 'cancel') return 'leave';
  return cues.has('place', text) ? 'place' : undefined;
}
