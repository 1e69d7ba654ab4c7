import type { OrderedService } from '../../ports/account-gateway';
import { day, type FactValues, money, month, name, phrase } from '../fact-value';
import type { Facts, FactsFunction, FactsInput } from '../facts-function';
import { ringBackTone } from './services-of';

const tone = ['tone', 'fee', 'date', 'via', 'detail'] as const;

const valuesOf = (service: OrderedService): FactValues => ({
  tone: name(service),
  fee: money(service.monthlyFen),
  date: day(service.orderedAt),
  via: phrase(`via_${service.orderedVia}`),
  detail: name({ name: service.orderedDetail, nameEn: service.orderedDetailEn }),
});

/** What a running tone can be: cancelled by this conversation. */
const cancel = (service: OrderedService, { account }: FactsInput): Pick<Facts, 'action'> =>
  account.subscriber
    ? { action: { kind: 'cancel_service', phone: account.subscriber.phone, serviceId: service.id } }
    : {};

/** The charge of this tone on the newest bill that has it. */
function chargeOf(service: OrderedService, { account }: FactsInput) {
  for (const bill of account.bills ?? []) {
    const item = bill.items.find((each) => each.serviceId === service.id && each.amountFen > 0);
    if (item) return { bill, item };
  }
  return undefined;
}

function disputable(service: OrderedService, input: FactsInput): Pick<Facts, 'disputable'> {
  const charge = chargeOf(service, input);
  if (!charge) return {};
  const { bill, item } = charge;
  return {
    disputable: {
      item: { name: item.name, nameEn: item.nameEn },
      amountFen: item.amountFen,
      billMonth: bill.month,
    },
  };
}

/** The tone as it stands, with the offer to cancel a running one: asked for its fee, its cancelling. */
export const ringBackToneState: FactsFunction = {
  variants: { active: tone, free: tone, cancelled: [...tone, 'cancelled', 'lastFeeMonth'], none: [] },
  proposal: ['tone', 'fee'],
  of(input) {
    if (!input.account.services) return undefined;
    const service = ringBackTone(input.account);
    if (!service) return { variant: 'none', values: {} };
    const values = valuesOf(service);
    if (service.cancelledAt !== undefined) return { variant: 'cancelled', values: { ...values, ...ended(service) } };
    return { variant: service.freeWithPlan ? 'free' : 'active', values, ...cancel(service, input) };
  },
};

const ended = (service: OrderedService): FactValues => ({
  cancelled: day(service.cancelledAt ?? service.orderedAt),
  lastFeeMonth: service.lastFeeMonth ? month(service.lastFeeMonth) : phrase('unknown_month'),
});

/** "I never ordered it": who ordered it, how and when; cancel and dispute. */
export const ringBackToneOrder: FactsFunction = {
  variants: { ordered: tone, free: tone, cancelled: [...tone, 'cancelled', 'lastFeeMonth'], none: [] },
  proposal: ['tone', 'fee'],
  of(input) {
    const found = ringBackToneState.of(input);
    const service = ringBackTone(input.account);
    if (!found || !service) return found;
    return {
      ...found,
      variant: found.variant === 'active' ? 'ordered' : found.variant,
      ...disputable(service, input),
    };
  },
};

/** "Still charged after I cancelled": a fee after the last fee month is an error of ours, and said so. */
export const ringBackToneAfterCancel: FactsFunction = {
  variants: {
    wrong_charge: [...tone, 'cancelled', 'lastFeeMonth', 'month', 'amount'],
    stopped: [...tone, 'cancelled', 'lastFeeMonth'],
    still_active: tone,
    none: [],
  },
  proposal: ['tone', 'fee'],
  of(input) {
    const found = ringBackToneState.of(input);
    const service = ringBackTone(input.account);
    if (!found || !service) return found;
    if (service.cancelledAt === undefined) return { ...found, variant: 'still_active', ...disputable(service, input) };
    const charge = chargeOf(service, input);
    const late = charge && service.lastFeeMonth !== undefined && charge.bill.month > service.lastFeeMonth;
    if (!late) return { variant: 'stopped', values: found.values };
    return {
      variant: 'wrong_charge',
      values: { ...found.values, month: month(charge.bill.month), amount: money(charge.item.amountFen) },
      ...disputable(service, input),
    };
  },
};

/** Ordering the function, or that it is there already. */
export const ringBackToneOffer: FactsFunction = {
  variants: { already: tone, free_with_plan: [], offer: [] },
  proposal: [],
  of({ account }) {
    const { subscriber, services } = account;
    if (!subscriber || !services) return undefined;
    const service = ringBackTone(account);
    if (service && service.cancelledAt === undefined) return { variant: 'already', values: valuesOf(service) };
    return {
      variant: subscriber.plan.includes.includes('ring_back_tone') ? 'free_with_plan' : 'offer',
      values: {},
      action: { kind: 'order_ring_back_tone', phone: subscriber.phone },
    };
  },
};
