import { dayOf, hourMs } from './own-calendar';
import type { AccountFacts } from './protocol';

/** `YYYY-MM`, so many months before a time's. */
export function monthBefore(at: number, months: number): string {
  const [year = 0, month = 1] = dayOf(at).split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 7);
}

/** Somebody with a plan, six bills, and nothing out of the ordinary. */
export function accountOf(phone: string, at: number): AccountFacts {
  return {
    subscriber: {
      phone,
      name: '某某',
      brand: 'easy_own',
      age: 41,
      plan: {
        name: '轻享59元套餐',
        nameEn: 'Light 59',
        monthlyFen: 5_900,
        voiceMinutes: 300,
        dataMb: 10_240,
        includes: [],
      },
      balanceFen: 2_000,
      status: 'active',
      arrearsFen: 0,
    },
    bills: [1, 2, 3, 4, 5, 6].map((months) => billOf(monthBefore(at, months), 6_000 + months * 100)),
    dataUsage: usageOf(at, 3_000),
    services: [],
  };
}

export const billOf = (month: string, totalFen: number): AccountFacts['bills'][number] => ({
  month,
  totalFen,
  open: false,
  items: [{ code: 'plan_fee', name: '套餐费', nameEn: 'Plan', amountFen: totalFen }],
});

export const usageOf = (at: number, usedMb: number): NonNullable<AccountFacts['dataUsage']> => ({
  month: monthBefore(at, 0),
  quotaMb: 10_240,
  usedMb: Math.min(usedMb, 10_240),
  outOfPlanMb: Math.max(0, usedMb - 10_240),
  outOfPlanFen: 0,
  packs: [],
});

export const serviceOf = (id: string, at: number, isCancelled: boolean): AccountFacts['services'][number] => ({
  id,
  kind: 'video',
  name: '视频会员',
  nameEn: 'Video membership',
  monthlyFen: 1_500,
  orderedAt: at - hourMs,
  orderedVia: 'app',
  orderedDetail: '手机营业厅办理',
  orderedDetailEn: 'Ordered in the app',
  freeWithPlan: false,
  ...(isCancelled && { cancelledAt: at }),
});
