import { lines, list, money, name, number, phrase, volume } from '../fact-value';
import type { FactsFunction } from '../facts-function';
import { activeServices } from './services-of';

const contents = ['plan', 'monthly', 'minutes', 'data', 'included'] as const;

/** What the customer's plan holds and what runs beside it. */
export const planContents: FactsFunction = {
  variants: { all_inside: contents, with_extras: [...contents, 'extras'] },
  of({ account }) {
    const { subscriber } = account;
    if (!subscriber) return undefined;
    const { plan } = subscriber;
    const values = {
      plan: name(plan),
      monthly: money(plan.monthlyFen),
      minutes: number(plan.voiceMinutes),
      data: plan.dataMb > 0 ? volume(plan.dataMb) : phrase('no_data'),
      included:
        plan.includes.length > 0 ? list(plan.includes.map((id) => phrase(`included_${id}`))) : phrase('nothing'),
    };
    const extras = activeServices(account).filter((service) => service.monthlyFen > 0 && !service.freeWithPlan);
    if (extras.length === 0) return { variant: 'all_inside', values };
    return {
      variant: 'with_extras',
      values: {
        ...values,
        extras: lines(
          'bill_item',
          extras.map((service) => ({ item: name(service), amount: money(service.monthlyFen) })),
        ),
      },
    };
  },
};
