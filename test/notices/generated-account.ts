import type { AccountGateway, Bill, DataUsage, OrderedService, Subscriber } from '../../src/ports/account-gateway';
import { monthsBefore } from '../../src/ports/calendar';

export interface GeneratedAccount {
  status: Subscriber['status'];
  arrearsFen: number;
  /** Totals of months, newest (running) first. */
  totals: number[];
  usage: DataUsage | undefined;
  services: OrderedService[];
}

/** A business system of one customer whose account is what a test says; counts how often it was asked. */
export function generatedAccounts(phone: string, month: string, account: GeneratedAccount) {
  const bill = (totalFen: number, ago: number): Bill => ({
    month: monthsBefore(month, ago),
    totalFen,
    open: ago === 0,
    items: [{ code: 'plan_fee', name: '套餐费', nameEn: 'Plan', amountFen: totalFen }],
  });
  const own = <T>(to: string, value: () => T): T | undefined => (to === phone ? value() : undefined);
  const gateway = {
    subscriber: async (to) =>
      own(to, () => ({
        phone,
        name: '某某',
        brand: 'easy_own',
        age: 30,
        plan: { name: '', nameEn: '', monthlyFen: 0, voiceMinutes: 0, dataMb: 0, includes: [] },
        balanceFen: 0,
        status: account.status,
        arrearsFen: account.arrearsFen,
      })),
    bills: async (to, months) => own(to, () => account.totals.map(bill).slice(0, months)) ?? [],
    dataUsage: async (to) => own(to, () => account.usage),
    services: async (to) => own(to, () => account.services) ?? [],
    perform: async () => ({ ok: false, reason: 'not_allowed' }),
  } satisfies Pick<AccountGateway, 'subscriber' | 'bills' | 'dataUsage' | 'services' | 'perform'>;
  return gateway as unknown as AccountGateway;
}
