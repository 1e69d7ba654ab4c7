import type { Bill } from '../../ports/account-gateway';
import { type FactValues, lines, money, month, name } from '../fact-value';
import type { FactsFunction } from '../facts-function';

const itemsOf = (bill: Bill): FactValues => ({
  month: month(bill.month),
  total: money(bill.totalFen),
  items: lines(
    'bill_item',
    bill.items.map((item) => ({ item: name(item), amount: money(item.amountFen) })),
  ),
});

/** A named month's bill, or the last closed one with the totals of the months before. */
export const billDetail: FactsFunction = {
  variants: { one_month: ['month', 'total', 'items'], recent: ['month', 'total', 'items', 'bills'] },
  of({ account, slots }) {
    const bills = account.bills ?? [];
    const asked = bills.find((bill) => slots.months.includes(bill.month));
    if (asked) return { variant: 'one_month', values: itemsOf(asked) };
    const latest = bills.find((bill) => !bill.open) ?? bills[0];
    if (!latest) return undefined;
    return {
      variant: 'recent',
      values: {
        ...itemsOf(latest),
        bills: lines(
          'bill_total',
          bills.map((bill) => ({ month: month(bill.month), total: money(bill.totalFen) })),
        ),
      },
    };
  },
};
