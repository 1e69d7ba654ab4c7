import { daysBefore, shanghaiDay } from '../ports/calendar';
import type { WrapUp } from './handoff';
import { wrapUpResults } from './handoff';
import type { WrapUpData } from './wrap-up-data';

export type WrapUpFault = 'result' | 'cause' | 'remedy' | 'followUpOn';

const day = /^\d{4}-\d{2}-\d{2}$/;
/** Later is no day anybody still remembers. */
const longestDays = 90;

/** The first thing a wrap-up lacks or has wrong; `undefined` when it can be closed with it. */
export function wrapUpFault(
  { result, cause, remedy, followUpOn }: Omit<WrapUp, 'at' | 'by'>,
  data: Pick<WrapUpData, 'isCause' | 'isRemedy'>,
  now: number,
): WrapUpFault | undefined {
  if (!wrapUpResults.includes(result)) return 'result';
  if (!data.isCause(cause)) return 'cause';
  if (remedy !== undefined && !data.isRemedy(remedy)) return 'remedy';
  if (followUpOn === undefined) return result === 'follow_up' ? 'followUpOn' : undefined;
  const today = shanghaiDay(now);
  const isDay = day.test(followUpOn) && !Number.isNaN(Date.parse(`${followUpOn}T00:00:00Z`));
  return isDay && followUpOn >= today && followUpOn <= daysBefore(today, -longestDays) ? undefined : 'followUpOn';
}

/** What of a wrap-up the customer's conversation learns. */
export const agreedIn = ({ result, agreed, followUpOn }: Pick<WrapUp, 'result' | 'agreed' | 'followUpOn'>) => ({
  result,
  ...(agreed === undefined ? {} : { agreed }),
  ...(followUpOn === undefined ? {} : { followUpOn }),
});
