import type { FactsFunction } from '../facts-function';

/** Reporting a fault: with a known number and place a repair order can be opened at once. */
export const repairOrder: FactsFunction = {
  variants: { place_known: ['place'], place_missing: [] },
  proposal: ['place'],
  of({ account, slots }) {
    const { subscriber } = account;
    const place = slots.places[0];
    if (!subscriber) return undefined;
    if (!place) return { variant: 'place_missing', values: {} };
    return {
      variant: 'place_known',
      values: { place: { kind: 'name', zh: place, en: place } },
      action: { kind: 'open_repair_order', phone: subscriber.phone, service: 'broadband', place },
    };
  },
};
