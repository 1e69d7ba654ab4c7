import { increasesOf, isAbnormal, meanBefore } from '../knowledge/facts/bill-comparison';
import type { AccountGateway, Bill, DataUsage } from '../ports/account-gateway';
import { shanghaiDay } from '../ports/calendar';
import type { AccountEvent, NoticeValue } from './notice';
import type { NoticeRules, RuleName } from './notice-rules';

/** Something worth telling. */
export interface Finding {
  readonly rule: RuleName;
  /** Told once for each number and occasion of a rule. */
  readonly occasion: string;
  readonly facts: NoticeValue['facts'];
  /** Occasions of the rule that make this one superfluous when they were told before. */
  readonly unless?: readonly string[];
}

type Kind = AccountEvent['kind'];
type EventOf<K extends Kind> = Extract<AccountEvent, { readonly kind: K }>;
type Rules = NoticeRules['rules'];
type Accounts = Pick<AccountGateway, 'subscriber' | 'bills' | 'dataUsage' | 'services'>;
type Check<K extends Kind> = (event: EventOf<K>, accounts: Accounts, rules: Rules) => Promise<Finding | undefined>;

/** The month told of, up to five before it, and a running one. */
const monthsRead = 7;

const checks: { readonly [K in Exclude<Kind, 'repair_appointment'>]: Check<K> } = {
  async bill_ready({ phone, month }, accounts, { abnormal_bill: rule }) {
    const bills = await accounts.bills(phone, monthsRead);
    const bill = bills.find((one) => one.month === month);
    // What came after it is what the customer knows by now.
    if (!bill || bills.some((one) => !one.open && one.month > month)) return undefined;
    if (bill.totalFen < rule.least_fen || !isAbnormal(bills, bill, rule.times)) return undefined;
    return { rule: 'abnormal_bill', occasion: month, facts: factsOf(bill, bills) };
  },

  async data_used({ phone }, accounts, { plan_used: { percent } }) {
    const usage = await accounts.dataUsage(phone);
    const quota = usage ? quotaOf(usage) : 0;
    if (!usage || quota === 0) return undefined;
    const left = usage.outOfPlanMb > 0 ? 0 : Math.max(0, quota - usedOf(usage));
    const reached = percent.filter((share) => quota - left >= (quota * share) / 100);
    const share = reached.at(-1);
    if (share === undefined) return undefined;
    const occasionOf = (each: number) => `${usage.month}:${each}`;
    return {
      rule: 'plan_used',
      occasion: occasionOf(share),
      facts: {
        percent: share,
        month: usage.month,
        leftMb: left,
        quotaMb: quota,
        ...(usage.capFen !== undefined && { capFen: usage.capFen }),
      },
      unless: percent.filter((each) => each > share).map(occasionOf),
    };
  },

  async service_ordered({ phone, serviceId }, accounts) {
    const service = (await accounts.services(phone)).find(({ id }) => id === serviceId);
    if (!service || service.cancelledAt !== undefined) return undefined;
    const { name, nameEn, orderedAt, orderedVia, monthlyFen, freeWithPlan } = service;
    return {
      rule: 'service_ordered',
      occasion: `${serviceId}:${orderedAt}`,
      facts: { name, nameEn, orderedAt, via: orderedVia, monthlyFen: freeWithPlan ? 0 : monthlyFen },
    };
  },

  async line_status({ phone, status, at }, accounts) {
    const subscriber = await accounts.subscriber(phone);
    // It has changed again, and that is told by an event of its own.
    if (subscriber?.status !== status) return undefined;
    const { arrearsFen } = subscriber;
    return { rule: 'line_status', occasion: `${shanghaiDay(at)}:${status}`, facts: { status, arrearsFen } };
  },
};

/**
 * Whether what happened is worth telling, by the account as it is now; nothing is taken from the event but what to look for.
 * @throws AccountUnavailable to be asked again later
 */
export function weigh(
  event: Exclude<AccountEvent, { kind: 'repair_appointment' }>,
  accounts: Accounts,
  { rules }: Pick<NoticeRules, 'rules'>,
): Promise<Finding | undefined> {
  const check = checks[event.kind] as Check<Kind>;
  return check(event, accounts, rules);
}

/** Plan and packs together, as customers are told when they ask (knowledge/facts/data-usage.ts). */
const quotaOf = ({ quotaMb, packs }: DataUsage): number => packs.reduce((sum, pack) => sum + pack.quotaMb, quotaMb);
const usedOf = ({ usedMb, packs }: DataUsage): number => packs.reduce((sum, pack) => sum + pack.usedMb, usedMb);

function factsOf(bill: Bill, bills: readonly Bill[]): Finding['facts'] {
  const before = bills.find(({ month, open }) => !open && month < bill.month);
  const [more] = before ? increasesOf(bill, before) : [];
  return {
    month: bill.month,
    open: bill.open ? 1 : 0,
    totalFen: bill.totalFen,
    meanFen: meanBefore(bills, bill) ?? 0,
    ...(more && { item: more.item.name, itemEn: more.item.nameEn, itemFen: more.item.amountFen }),
  };
}
