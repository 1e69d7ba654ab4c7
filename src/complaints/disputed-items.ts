import type { Bill, BillItem } from '../ports/account-gateway';
import type { Catalogue } from './catalogue';
import type { ComplaintSlots } from './complaint';

/**
 * The lines the complaints are about: of the month named, else of the newest bill that has one. The thing named decides;
 * where none is named, or nothing bears its name, the exact amount.
 */
export function disputedItems(
  bills: readonly Bill[],
  disputes: readonly Readonly<ComplaintSlots>[],
  catalogue: Pick<Catalogue, 'itemOf'>,
): ReadonlySet<BillItem> {
  const found = new Set<BillItem>();
  for (const { item = '', amountFen, billMonth } of disputes) {
    const named = item === '' ? undefined : (catalogue.itemOf(item) ?? item);
    const byName = ({ code, name, nameEn }: BillItem): boolean =>
      named !== undefined &&
      (code.startsWith(named) || catalogue.itemOf(name) === named || [name, nameEn].includes(item));
    const byAmount = (line: BillItem): boolean => amountFen !== undefined && line.amountFen === amountFen;
    const inQuestion = bills.filter(({ month }) => billMonth === undefined || month === billMonth);
    for (const fits of [(line: BillItem) => byName(line) && byAmount(line), byName, byAmount]) {
      const bill = inQuestion.find(({ items }) => items.some(fits));
      if (!bill) continue;
      for (const line of bill.items) if (fits(line)) found.add(line);
      break;
    }
  }
  return found;
}
