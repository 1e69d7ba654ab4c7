import { money, phrase } from '../fact-value';
import type { FactsFunction } from '../facts-function';

/** What is left on the account, and whether something is owed. */
export const balance: FactsFunction = {
  variants: {
    enough: ['balance', 'status'],
    low: ['balance', 'status'],
    arrears: ['balance', 'arrears', 'status'],
  },
  of({ account, catalogue }) {
    const { subscriber } = account;
    if (!subscriber) return undefined;
    const values = {
      balance: money(subscriber.balanceFen),
      arrears: money(subscriber.arrearsFen),
      status: phrase(`status_${subscriber.status}`),
    };
    if (subscriber.arrearsFen > 0) return { variant: 'arrears', values };
    return { variant: subscriber.balanceFen < catalogue.lowBalanceFen ? 'low' : 'enough', values };
  },
};
