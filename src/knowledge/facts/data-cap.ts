import { money } from '../fact-value';
import type { FactsFunction } from '../facts-function';

/** A spending limit for data outside the plan: the amount named, or the choices. */
export const dataCap: FactsFunction = {
  variants: { set: ['cap'], ask_amount: [], ask_amount_has_cap: ['current'] },
  proposal: ['cap'],
  of({ account, slots, catalogue }) {
    const { subscriber, usage } = account;
    if (!subscriber) return undefined;
    const capFen = slots.amountsFen[0];
    if (capFen !== undefined && capFen >= 0 && capFen <= catalogue.defaultCapFen) {
      return {
        variant: 'set',
        values: { cap: money(capFen) },
        action: { kind: 'set_data_cap', phone: subscriber.phone, capFen },
      };
    }
    const followUps = catalogue.capChoicesFen.map((fen) => ({ id: 'cap_choice', values: { cap: money(fen) } }));
    return usage?.capFen === undefined
      ? { variant: 'ask_amount', values: {}, followUps }
      : { variant: 'ask_amount_has_cap', values: { current: money(usage.capFen) }, followUps };
  },
};
