import { money } from '../fact-value';
import type { FactsFunction } from '../facts-function';

/** Whether the customer's usual spend reaches the offer's minimum; said as arithmetic, never as a refusal. */
export const depositOffer: FactsFunction = {
  variants: { low_spend: ['mean', 'extra'], enough_spend: ['mean'] },
  of({ account, catalogue }) {
    const closed = (account.bills ?? []).filter((bill) => !bill.open).slice(0, 5);
    if (closed.length === 0) return undefined;
    const mean = Math.round(closed.reduce((sum, bill) => sum + bill.totalFen, 0) / closed.length);
    // Rounded to whole yuan: "about 20", which is how people think of their spend.
    const about = Math.round(mean / 100) * 100;
    const minimum = catalogue.depositOffer.minMonthlyFen;
    return mean < minimum
      ? { variant: 'low_spend', values: { mean: money(about), extra: money(minimum - about) } }
      : { variant: 'enough_spend', values: { mean: money(about) } };
  },
};
