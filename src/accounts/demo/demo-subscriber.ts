import type { Bill, BillItem, DataUsage, OrderedService, Subscriber } from '../../ports/account-gateway';
import type { DemoClockwork } from './demo-clockwork';

/** Everything the demo business system holds about one number. */
export interface DemoSubscriber {
  readonly subscriber: Subscriber;
  readonly usage: DataUsage;
  readonly services: readonly OrderedService[];
  /** Newest first, six months. */
  readonly bills: readonly Bill[];
}

/** How a demo subscriber is told in `demo-subscribers.ts`. */
export interface DemoSubscriberSheet {
  readonly subscriber: Omit<Subscriber, 'phone' | 'status' | 'arrearsFen'> &
    Partial<Pick<Subscriber, 'status' | 'arrearsFen'>>;
  readonly usage: Omit<DataUsage, 'month'>;
  readonly services: readonly OrderedService[];
  /** Charges besides the plan fee in one month, 0 being the running one. */
  extras(monthsAgo: number): readonly BillItem[];
}

export type DemoSheet = (time: DemoClockwork) => DemoSubscriberSheet;

/** One line of a bill. */
export const charge = (
  code: string,
  name: string,
  nameEn: string,
  amountFen: number,
  serviceId?: string,
): BillItem => ({ code, name, nameEn, amountFen, ...(serviceId ? { serviceId } : {}) });

export const calls = (fen: number): BillItem => charge('voice', '通话费', 'Calls', fen);
export const texts = (fen: number): BillItem => charge('sms', '短信费', 'Text messages', fen);
export const overage = (fen: number): BillItem => charge('data_overage', '套餐外流量费', 'Data outside the plan', fen);

/** The monthly fee of an ordered service. */
export const serviceFee = (service: OrderedService): BillItem =>
  service.kind === 'ring_back_tone'
    ? charge('ring_back_tone_fee', '彩铃功能费', 'Ring-back tone function fee', service.monthlyFen, service.id)
    : charge(`service_fee_${service.id}`, service.name, service.nameEn, service.monthlyFen, service.id);

/** Spreads amounts over months without chance: the same phone and month give the same figure. */
export const wobble = (phone: string, monthsAgo: number, spreadFen: number): number => {
  const seed = Number(phone.slice(-4)) * 31 + monthsAgo * 17;
  return Math.floor((((seed * 7919) % 101) / 100) * (spreadFen / 10)) * 10;
};

/** The sheet written out: phone, six bills, status. */
export function writeOut(phone: string, sheet: DemoSubscriberSheet, time: DemoClockwork): DemoSubscriber {
  const { plan } = sheet.subscriber;
  const bills = [0, 1, 2, 3, 4, 5].map((monthsAgo): Bill => {
    const items = [
      charge('plan_fee', `${plan.name}月租费`, `Monthly fee, ${plan.nameEn}`, plan.monthlyFen),
      ...sheet.extras(monthsAgo),
    ].filter((item) => item.amountFen > 0);
    return {
      month: time.monthsAgo(monthsAgo),
      totalFen: items.reduce((sum, item) => sum + item.amountFen, 0),
      open: monthsAgo === 0,
      items,
    };
  });
  return {
    subscriber: { status: 'active', arrearsFen: 0, ...sheet.subscriber, phone },
    usage: { month: time.month, ...sheet.usage },
    services: sheet.services,
    bills,
  };
}
