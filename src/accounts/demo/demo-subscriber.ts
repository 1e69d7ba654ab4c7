import type { Bill, BillItem, DataUsage, OrderedService, Subscriber } from '../../ports/account-gateway';
import type { DemoClockwork } from './demo-clockwork';
import type { DemoData, DemoSheet } from './demo-data';

/** Everything the demo business system holds about one number. */
export interface DemoSubscriber {
  readonly subscriber: Subscriber;
  readonly usage: DataUsage;
  readonly services: readonly OrderedService[];
  /** Newest first, six months. */
  readonly bills: readonly Bill[];
}

/** What the data tell of a subscriber, at this time. @throws Error naming what the data do not have */
export function writeOut(sheet: DemoSheet, data: DemoData, time: DemoClockwork): DemoSubscriber {
  const { phone, is, usage } = sheet;
  const plan = told(data.plans, is.plan);
  const services = sheet.services.map((ordered) => serviceOf(ordered, data, time));
  const planFee = chargeOf('plan_fee', plan.monthlyFen, data);
  const fee = {
    ...planFee,
    name: planFee.name.replace('{plan}', plan.name),
    nameEn: planFee.nameEn.replace('{plan}', plan.nameEn),
  };
  const bills = [0, 1, 2, 3, 4, 5].map((monthsAgo): Bill => {
    const charged = sheet.charges
      .filter(({ months: [newest, oldest] }) => newest <= monthsAgo && monthsAgo <= oldest)
      .map((row) => itemOf(row, { phone, monthsAgo, services, data }));
    const items = [fee, ...charged].filter(({ amountFen }) => amountFen > 0);
    const totalFen = items.reduce((sum, { amountFen }) => sum + amountFen, 0);
    return { month: time.monthsAgo(monthsAgo), totalFen, open: monthsAgo === 0, items };
  });
  const { capFen, ...used } = usage;
  const packs = usage.packs.map(({ id, usedMb }) => ({ ...packOf(id, data, time.endOfMonth), usedMb }));
  return {
    subscriber: { ...is, plan, phone },
    usage: { month: time.month, quotaMb: plan.dataMb, ...used, ...(capFen !== undefined && { capFen }), packs },
    services,
    bills,
  };
}

/** A ring-back tone the customer opened with us. */
export const orderedTone = (
  { subscriber }: DemoSubscriber,
  data: DemoData,
  orderedAt: number,
  id: string,
): OrderedService => ({
  ...orderOf('ring_back_tone', 'in_chat', subscriber.plan.includes.includes('ring_back_tone'), data),
  ...{ id, orderedAt },
});

/** A pack as it is when just ordered. @throws Error when none of that id is sold */
export function packOf(id: string, { packs }: DemoData, expiresAt: number): DataUsage['packs'][number] {
  const sold = packs.find((pack) => pack.id === id);
  if (!sold) throw new Error(`${id} is no pack of knowledge/catalogue.yaml`);
  const { name, nameEn, mb, priceFen } = sold;
  return { id, name, nameEn, quotaMb: mb, usedMb: 0, priceFen, expiresAt };
}

function orderOf(
  kind: DemoSheet['services'][number]['kind'],
  order: string,
  isFree: boolean,
  data: DemoData,
): Omit<OrderedService, 'id' | 'orderedAt'> {
  const { name, nameEn, monthlyFen } = data.services[kind];
  const { via, detail, detailEn } = told(data.orders, order);
  const ordered = { orderedVia: via, orderedDetail: detail, orderedDetailEn: detailEn };
  return { kind, name, nameEn, monthlyFen: isFree ? 0 : monthlyFen, freeWithPlan: isFree, ...ordered };
}

function serviceOf(
  { id, kind, at, order, free, cancelled }: DemoSheet['services'][number],
  data: DemoData,
  time: DemoClockwork,
): OrderedService {
  return {
    ...orderOf(kind, order, free, data),
    ...{ id, orderedAt: time.at(...at) },
    ...(cancelled && { cancelledAt: time.at(...cancelled), lastFeeMonth: time.monthsAgo(cancelled[0]) }),
  };
}

interface Charged {
  readonly phone: string;
  readonly monthsAgo: number;
  readonly services: readonly OrderedService[];
  readonly data: DemoData;
}

function itemOf(row: DemoSheet['charges'][number], { phone, monthsAgo, services, data }: Charged): BillItem {
  if ('code' in row) return chargeOf(row.code, row.fen + wobble(phone, monthsAgo, row.spread), data);
  if ('pack' in row) {
    const { name, nameEn, priceFen } = packOf(row.pack, data, 0);
    return { code: 'data_pack', name, nameEn, amountFen: priceFen };
  }
  const service = services.find(({ id }) => id === row.service);
  if (!service) throw new Error(`${row.service} is not among the services`);
  const { id, kind, name, nameEn, monthlyFen } = service;
  return kind === 'ring_back_tone'
    ? { ...chargeOf('ring_back_tone_fee', monthlyFen, data), serviceId: id }
    : { code: `service_fee_${id}`, name, nameEn, amountFen: monthlyFen, serviceId: id };
}

const chargeOf = (code: string, amountFen: number, { charges }: DemoData): BillItem => ({
  ...{ code, ...told(charges, code) },
  amountFen,
});

/** Spreads amounts over months without chance: the same phone and month give the same figure. */
const wobble = (phone: string, monthsAgo: number, spreadFen: number): number => {
  const seed = Number(phone.slice(-4)) * 31 + monthsAgo * 17;
  return Math.floor((((seed * 7919) % 101) / 100) * (spreadFen / 10)) * 10;
};

function told<T>(table: Readonly<Record<string, T>>, name: string): T {
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  if (found === undefined) throw new Error(`${name} is told nowhere`);
  return found;
}
