import type { FiguresFilter } from '../figures/figures';
import { daysBefore, shanghaiDay } from '../ports/calendar';

/** The days before and after a deed in which its cause is counted; the day of the deed is in neither. */
export function effectSpans(
  doneAt: number,
  days: number,
): Readonly<Record<'before' | 'after', Pick<FiguresFilter, 'from' | 'until'>>> {
  const done = shanghaiDay(doneAt);
  return {
    before: { from: daysBefore(done, days), until: daysBefore(done, 1) },
    after: { from: daysBefore(done, -1), until: daysBefore(done, -days) },
  };
}
