import type { ClockView } from '../../../../src/desk/complaint-api';
import type { DeskWording } from '../../../wording/desk/desk-wording';
import { filled } from '../../../wording/wording';
import { spanOf } from '../../format';

const soonMs = 3_600_000;

/** How a clock stands, in words and by weight. Late is late also when it was done in the end. */
export function clockText(
  clock: Pick<ClockView, 'dueAt' | 'doneAt' | 'paused' | 'used'>,
  now: number,
  wording: DeskWording,
  timeOf: (at: number) => string,
): { readonly text: string; readonly tone: '' | 'soon' | 'late' } {
  const { dueAt, doneAt, paused, used } = clock;
  const words = wording.complaints;
  if (doneAt !== undefined) {
    const late = doneAt > dueAt;
    return {
      text: filled(late ? words.clockDoneLate : words.clockDone, { time: timeOf(doneAt) }),
      tone: late ? 'late' : '',
    };
  }
  if (paused) return { text: words.paused, tone: '' };
  if (dueAt < now) return { text: filled(words.overdue, { time: spanOf(now - dueAt, wording) }), tone: 'late' };
  const soon = used >= 0.8 || dueAt - now < soonMs;
  return { text: filled(words.left, { time: spanOf(dueAt - now, wording) }), tone: soon ? 'soon' : '' };
}
