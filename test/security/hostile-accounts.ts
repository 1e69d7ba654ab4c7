import type { AccountGateway } from '../../src/ports/account-gateway';

/** A business system whose every word for people was written by somebody else; `word` gives one after the other. */
export function hostileAccounts(gateway: AccountGateway, word: () => string): AccountGateway {
  return {
    ...gateway,
    async subscriber(phone) {
      const known = await gateway.subscriber(phone);
      return known && { ...known, name: word(), plan: { ...known.plan, name: word(), nameEn: word() } };
    },
    async bills(phone, months) {
      const bills = await gateway.bills(phone, months);
      return bills.map((bill) => ({
        ...bill,
        items: bill.items.map((item) => ({ ...item, name: word(), nameEn: word() })),
      }));
    },
    async services(phone) {
      const services = await gateway.services(phone);
      return services.map((service) => ({
        ...service,
        name: word(),
        nameEn: word(),
        orderedDetail: word(),
        orderedDetailEn: word(),
      }));
    },
  };
}
