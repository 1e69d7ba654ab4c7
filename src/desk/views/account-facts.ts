import type { Catalogue } from '../../complaints/catalogue';
import type { ComplaintSlots } from '../../complaints/complaint';
import { disputedItems } from '../../complaints/disputed-items';
import type { Handoff } from '../../handoff/handoff';
import { type AccountGateway, AccountUnavailable } from '../../ports/account-gateway';
import { maskName } from '../../ports/mask';
import { maskedText } from '../../ports/masked';
import type { AccountFacts } from '../desk-api';

const months = 6;

/**
 * What the business system knows of the number, the disputed line marked. Only of a number that was proved: a stated or
 * calling number reveals nothing of an account (S13).
 */
export async function accountFacts(
  accounts: Pick<AccountGateway, 'subscriber' | 'bills' | 'dataUsage' | 'services'>,
  catalogue: Pick<Catalogue, 'itemOf'>,
  { brief }: Pick<Handoff, 'brief'>,
  disputes: readonly Readonly<ComplaintSlots>[],
): Promise<AccountFacts> {
  const { phone, identity } = brief.customer;
  if (phone === undefined) return unavailable('no_phone');
  if (identity !== 'verified') return unavailable('not_proved');
  try {
    const [subscriber, bills, usage, services] = await Promise.all([
      accounts.subscriber(phone),
      accounts.bills(phone, months),
      accounts.dataUsage(phone),
      accounts.services(phone),
    ]);
    const disputed = disputedItems(bills, disputes, catalogue);
    const serviceIds = new Set([...disputed].flatMap(({ serviceId }) => serviceId ?? []));
    return {
      ...(subscriber && {
        subscriber: {
          name: maskName(subscriber.name),
          brand: subscriber.brand,
          plan: subscriber.plan,
          balanceFen: subscriber.balanceFen,
          status: subscriber.status,
          arrearsFen: subscriber.arrearsFen,
          age: subscriber.age,
        },
      }),
      bills: bills.map((bill) => ({
        ...bill,
        items: bill.items.map((item) => ({ ...item, disputed: disputed.has(item) })),
      })),
      ...(usage && { usage }),
      services: services.map((service) => ({
        ...service,
        orderedDetail: maskedText(service.orderedDetail),
        orderedDetailEn: maskedText(service.orderedDetailEn),
        disputed: serviceIds.has(service.id),
      })),
    };
  } catch (error) {
    if (error instanceof AccountUnavailable) return unavailable('system_away');
    throw error;
  }
}

const unavailable = (why: NonNullable<AccountFacts['unavailable']>): AccountFacts => ({
  unavailable: why,
  bills: [],
  services: [],
});
