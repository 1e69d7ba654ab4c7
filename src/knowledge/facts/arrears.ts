import { money } from '../fact-value';
import type { FactsFunction } from '../facts-function';

/** Whether the number is stopped, why, and what brings it back. */
export const arrears: FactsFunction = {
  variants: {
    suspended: ['arrears'],
    owing: ['arrears'],
    on_request: ['balance'],
    clear: ['balance'],
  },
  of({ account }) {
    const { subscriber } = account;
    if (!subscriber) return undefined;
    const values = { arrears: money(subscriber.arrearsFen), balance: money(subscriber.balanceFen) };
    if (subscriber.status === 'suspended_arrears') return { variant: 'suspended', values };
    if (subscriber.status === 'suspended_request') return { variant: 'on_request', values };
    return { variant: subscriber.arrearsFen > 0 ? 'owing' : 'clear', values };
  },
};
