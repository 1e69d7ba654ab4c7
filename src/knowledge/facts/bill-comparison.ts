import type { Bill, BillItem } from '../../ports/account-gateway';

/** A charge that is new or greater than the month before. */
export interface Increase {
  readonly item: BillItem;
  readonly beforeFen: number;
  readonly moreFen: number;
}

/** What makes `bill` higher than `before`, greatest increase first. */
export function increasesOf(bill: Bill, before: Bill): readonly Increase[] {
  const earlier = new Map<string, number>();
  for (const item of before.items) earlier.set(item.code, (earlier.get(item.code) ?? 0) + item.amountFen);
  return bill.items
    .map((item) => {
      const beforeFen = earlier.get(item.code) ?? 0;
      return { item, beforeFen, moreFen: item.amountFen - beforeFen };
    })
    .filter((increase) => increase.moreFen > 0)
    .toSorted((a, b) => b.moreFen - a.moreFen);
}

/** Mean total of up to five closed bills before `bill`; `undefined` without any. @param bills newest first */
export function meanBefore(bills: readonly Bill[], bill: Bill): number | undefined {
  const earlier = bills.filter((each) => !each.open && each.month < bill.month).slice(0, 5);
  if (earlier.length === 0) return undefined;
  return Math.round(earlier.reduce((sum, each) => sum + each.totalFen, 0) / earlier.length);
}

/** Over `factor` × the mean of the last five months: the customer must be told at once. */
export function isAbnormal(bills: readonly Bill[], bill: Bill, factor: number): boolean {
  const mean = meanBefore(bills, bill);
  return mean !== undefined && mean > 0 && bill.totalFen > factor * mean;
}
