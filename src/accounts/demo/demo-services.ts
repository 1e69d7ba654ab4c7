import type { OrderedService } from '../../ports/account-gateway';

type Ordered = Pick<OrderedService, 'orderedAt' | 'orderedVia' | 'orderedDetail' | 'orderedDetailEn'> &
  Partial<Pick<OrderedService, 'cancelledAt' | 'lastFeeMonth' | 'freeWithPlan'>>;

const service =
  (kind: OrderedService['kind'], name: string, nameEn: string, monthlyFen: number) =>
  (id: string, ordered: Ordered): OrderedService => ({
    id,
    kind,
    name,
    nameEn,
    monthlyFen: ordered.freeWithPlan ? 0 : monthlyFen,
    freeWithPlan: false,
    ...ordered,
  });

/** Value-added services of the demo operator. */
export const demoServices = {
  ringBackTone: service('ring_back_tone', '彩铃功能', 'Ring-back tone', 600),
  callerDisplay: service('caller_display', '来电显示', 'Caller display', 500),
  missedCallReminder: service('missed_call_reminder', '漏话提醒', 'Missed-call reminder', 300),
  video: service('video', '视频会员', 'Video membership', 1500),
  game: service('game', '游戏会员', 'Games membership', 1000),
  reading: service('reading', '阅读包', 'Reading pack', 500),
} as const;
