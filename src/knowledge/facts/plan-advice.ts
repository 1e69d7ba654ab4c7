import { money, name } from '../fact-value';
import type { FactsFunction } from '../facts-function';

/** Advice by age and monthly spend: what fits, as advice and never pushed. */
export const planAdvice: FactsFunction = {
  variants: { young: ['mean', 'plan'], business: ['mean', 'plan'], saving: ['mean', 'plan'], fits: ['mean', 'plan'] },
  of({ account }) {
    const { subscriber, bills } = account;
    const closed = (bills ?? []).filter((bill) => !bill.open).slice(0, 5);
    if (!subscriber || closed.length === 0) return undefined;
    const mean = Math.round(closed.reduce((sum, bill) => sum + bill.totalFen, 0) / closed.length);
    const values = { mean: money(Math.round(mean / 100) * 100), plan: name(subscriber.plan) };
    const brand = mean >= 10_000 ? 'global_tone' : subscriber.age >= 12 && subscriber.age <= 25 ? 'm_zone' : 'easy_own';
    if (brand === subscriber.brand) return { variant: 'fits', values };
    return { variant: { global_tone: 'business', m_zone: 'young', easy_own: 'saving' }[brand], values };
  },
};
