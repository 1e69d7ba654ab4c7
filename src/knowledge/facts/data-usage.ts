import type { DataUsage } from '../../ports/account-gateway';
import { day, type FactValue, type FactValues, lines, money, month, name, volume } from '../fact-value';
import type { FactsFunction } from '../facts-function';

const usedValues = ['month', 'quota', 'used', 'left', 'outOfPlan', 'outOfPlanFee'] as const;

/** Plan and packs together. */
const quotaOf = (usage: DataUsage): number => usage.quotaMb + usage.packs.reduce((sum, pack) => sum + pack.quotaMb, 0);
const usedOf = (usage: DataUsage): number => usage.usedMb + usage.packs.reduce((sum, pack) => sum + pack.usedMb, 0);

function valuesOf(usage: DataUsage): Record<string, FactValue> {
  return {
    month: month(usage.month),
    quota: volume(quotaOf(usage)),
    used: volume(usedOf(usage)),
    left: volume(Math.max(0, quotaOf(usage) - usedOf(usage))),
    outOfPlan: volume(usage.outOfPlanMb),
    outOfPlanFee: money(usage.outOfPlanFen),
  };
}

const packLines = (usage: DataUsage): FactValue =>
  lines(
    'pack_left',
    usage.packs.map((pack) => ({
      pack: name(pack),
      left: volume(Math.max(0, pack.quotaMb - pack.usedMb)),
      until: day(pack.expiresAt),
    })),
  );

/** How much is left; also why it is gone, and what use without a plan costs. */
export const dataRemaining: FactsFunction = {
  variants: {
    left: usedValues,
    left_with_packs: [...usedValues, 'packs'],
    nearly_used: usedValues,
    used_up: usedValues,
    no_plan: usedValues,
  },
  of({ account }) {
    const { usage } = account;
    if (!usage) return undefined;
    const values: FactValues = { ...valuesOf(usage), packs: packLines(usage) };
    const quota = quotaOf(usage);
    if (quota === 0) return { variant: 'no_plan', values };
    if (usage.outOfPlanMb > 0 || usedOf(usage) >= quota) return { variant: 'used_up', values };
    if (usedOf(usage) >= quota * 0.9) return { variant: 'nearly_used', values };
    return { variant: usage.packs.length > 0 ? 'left_with_packs' : 'left', values };
  },
};

/** Where the data went: only what the business system knows, no guess about single apps. */
export const whyUsedUp: FactsFunction = {
  variants: { over: usedValues, used_up: usedValues, left: usedValues, no_plan: usedValues },
  of(input) {
    const found = dataRemaining.of(input);
    if (!found) return undefined;
    const over = (input.account.usage?.outOfPlanMb ?? 0) > 0;
    const variant =
      found.variant === 'no_plan' ? 'no_plan' : over ? 'over' : found.variant === 'used_up' ? 'used_up' : 'left';
    return { variant, values: found.values };
  },
};

/** Without a data plan, by volume: what it came to this month. */
export const noPlanUsage: FactsFunction = {
  variants: { no_plan: usedValues, has_plan: usedValues },
  of(input) {
    const found = dataRemaining.of(input);
    return found && { variant: found.variant === 'no_plan' ? 'no_plan' : 'has_plan', values: found.values };
  },
};

/** Packs in use. */
export const dataPacks: FactsFunction = {
  variants: { has_packs: ['packs', 'pack', 'until'], no_packs: [] },
  proposal: ['pack', 'until'],
  of({ account }) {
    const { usage, subscriber } = account;
    if (!usage) return undefined;
    const pack = usage.packs[0];
    if (!pack) return { variant: 'no_packs', values: {} };
    return {
      variant: 'has_packs',
      values: { packs: packLines(usage), pack: name(pack), until: day(pack.expiresAt) },
      ...(subscriber && usage.packs.length === 1
        ? { action: { kind: 'cancel_service', phone: subscriber.phone, serviceId: pack.id } }
        : {}),
    };
  },
};
