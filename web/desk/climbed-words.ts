import type { ClimbedNotice } from '../../src/desk/desk-events';
import type { DeskWording } from '../wording/desk/desk-wording';
import { filled } from '../wording/wording';
import { timerText } from './views/complaints/timer-text';

/** Which complaint climbed where and why; `others`: how many more did at the same moment. */
export function climbedWords({ number, to, why }: ClimbedNotice, others: number, wording: DeskWording): string {
  const { climbed } = wording.complaints;
  const reason = why === 'again' || why === 'person' ? climbed.why[why] : (timerText(why, wording) ?? why);
  const words = filled(climbed.told, { number, step: climbed.step[to], why: reason });
  return others === 0 ? words : filled(climbed.more, { words, n: others });
}
