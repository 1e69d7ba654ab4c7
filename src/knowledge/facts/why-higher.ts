import type { Bill, OrderedService } from '../../ports/account-gateway';
import { day, type FactValue, lines, money, month, name, phrase } from '../fact-value';
import type { Facts, FactsFunction, FactsInput } from '../facts-function';
import { type Increase, increasesOf, isAbnormal, meanBefore } from './bill-comparison';

const compared = ['month', 'standing', 'total', 'lastMonth', 'lastTotal', 'more'] as const;
const named = [...compared, 'item', 'amount', 'itemMore', 'increases'] as const;
const ordered = [...named, 'service', 'date', 'via', 'detail', 'fee'] as const;

/** Which two bills to compare: the named month, else the running one if it is already higher, else the last closed. */
function billsToCompare({ account, slots }: FactsInput): readonly [Bill, Bill] | undefined {
  const bills = account.bills ?? [];
  const pairs = bills.slice(0, -1).map((bill, at) => [bill, bills[at + 1] as Bill] as const);
  return (
    pairs.find(([bill]) => slots.months.includes(bill.month)) ??
    pairs.slice(0, 2).find(([bill, before]) => bill.totalFen > before.totalFen) ??
    pairs[0]
  );
}

/** The increase asked about: the one of the very amount the customer named, else the greatest. */
const asked = (increases: readonly Increase[], amounts: readonly number[]): Increase | undefined =>
  increases.find((increase) => amounts.includes(increase.moreFen) || amounts.includes(increase.item.amountFen)) ??
  increases[0];

/**
 * "Why is my bill higher": names the new or greater line; when it comes from an ordered service, who ordered it, how and
 * when, with the offer to cancel it and to dispute the charge.
 */
export const whyHigher: FactsFunction = {
  variants: {
    abnormal: [...named, 'mean'],
    ordered_service: ordered,
    cancelled_service: ordered,
    new_item: named,
    greater_item: [...named, 'before'],
    same_amount: [...compared, 'item', 'amount', 'service', 'date', 'via', 'detail', 'fee'],
    not_higher: compared,
  },
  proposal: ['service', 'fee'],
  of(input) {
    const pair = billsToCompare(input);
    if (!pair) return undefined;
    const [bill, before] = pair;
    const increases = increasesOf(bill, before);
    const increase = asked(increases, input.slots.amountsFen);
    const values: Record<string, FactValue> = {
      month: month(bill.month),
      standing: phrase(bill.open ? 'standing_so_far' : 'standing_closed'),
      total: money(bill.totalFen),
      lastMonth: month(before.month),
      lastTotal: money(before.totalFen),
      more: money(Math.max(0, bill.totalFen - before.totalFen)),
    };
    if (!increase || bill.totalFen <= before.totalFen) {
      return sameAmount(bill, values, input) ?? { variant: 'not_higher', values };
    }
    const { item } = increase;
    Object.assign(values, {
      item: name(item),
      amount: money(item.amountFen),
      itemMore: money(increase.moreFen),
      before: money(increase.beforeFen),
      increases: lines(
        'increase',
        increases.slice(0, 4).map((each) => ({ item: name(each.item), more: money(each.moreFen) })),
      ),
    });
    const disputable = {
      item: { name: item.name, nameEn: item.nameEn },
      amountFen: item.amountFen,
      billMonth: bill.month,
    };
    const bills = input.account.bills ?? [];
    if (isAbnormal(bills, bill, input.catalogue.abnormalBillFactor)) {
      values['mean'] = money(meanBefore(bills, bill) ?? 0);
      return { variant: 'abnormal', values, disputable };
    }
    const service = input.account.services?.find((each) => each.id === item.serviceId);
    if (service) return { ...fromService(service, values, input), disputable };
    return { variant: increase.beforeFen > 0 ? 'greater_item' : 'new_item', values, disputable };
  },
};

/** Nothing grew, but the amount the customer named is a service's charge: that one is meant. */
function sameAmount(bill: Bill, values: Record<string, FactValue>, input: FactsInput): Facts | undefined {
  const item = bill.items.find(
    (each) => each.serviceId !== undefined && input.slots.amountsFen.includes(each.amountFen),
  );
  const service = item && input.account.services?.find((each) => each.id === item.serviceId);
  if (!service) return undefined;
  return {
    ...fromService(service, { ...values, item: name(item), amount: money(item.amountFen) }, input),
    variant: 'same_amount',
    disputable: { item: { name: item.name, nameEn: item.nameEn }, amountFen: item.amountFen, billMonth: bill.month },
  };
}

function fromService(service: OrderedService, values: Record<string, FactValue>, { account }: FactsInput): Facts {
  Object.assign(values, {
    service: name(service),
    date: day(service.orderedAt),
    via: phrase(`via_${service.orderedVia}`),
    detail: name({ name: service.orderedDetail, nameEn: service.orderedDetailEn }),
    fee: money(service.monthlyFen),
  });
  const phone = account.subscriber?.phone;
  if (service.cancelledAt !== undefined) return { variant: 'cancelled_service', values };
  return {
    variant: 'ordered_service',
    values,
    followUps: [{ id: service.kind === 'ring_back_tone' ? 'crbt_cancel' : 'cancel_named', values }],
    ...(phone ? { action: { kind: 'cancel_service', phone, serviceId: service.id } } : {}),
  };
}
