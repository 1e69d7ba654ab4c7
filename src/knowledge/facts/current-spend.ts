import { lines, money, month, name } from '../fact-value';
import type { FactsFunction } from '../facts-function';

/** This month so far. */
export const currentSpend: FactsFunction = {
  variants: { running: ['month', 'total', 'items'] },
  of({ account }) {
    const bill = account.bills?.find((each) => each.open) ?? account.bills?.[0];
    if (!bill) return undefined;
    return {
      variant: 'running',
      values: {
        month: month(bill.month),
        total: money(bill.totalFen),
        items: lines(
          'bill_item',
          bill.items.map((item) => ({ item: name(item), amount: money(item.amountFen) })),
        ),
      },
    };
  },
};
