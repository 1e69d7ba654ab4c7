import { type AccountGateway, AccountUnavailable } from '../../src/ports/account-gateway';
import type { Store } from '../../src/storage/store';
import { away } from './gateways';
import type { ProductWorld } from './product';
import type { AccountFacts } from './protocol';

/**
 * Stands still at crash points behind writes of complaints.
 * @param restless there may be work on troubles of many
 */
export function watched(
  store: Store,
  { passed, filed }: Pick<ProductWorld, 'passed' | 'filed'>,
  restless: () => void,
): Store {
  const { complaints } = store;
  return {
    ...store,
    complaints: {
      ...complaints,
      async insert(complaint, outbox) {
        const stored = await complaints.insert(complaint, outbox);
        await passed('complaint_stored');
        restless();
        const { number, conversationId, type, subType, phone, createdAt } = stored;
        const known = { ...(subType !== undefined && { subType }), ...(phone !== undefined && { phone }) };
        filed({ number, conversation: conversationId, type, ...known, at: createdAt });
        return stored;
      },
      async replace(complaint, outbox) {
        const stored = await complaints.replace(complaint, outbox);
        if (stored?.problem) restless();
        await passed('act_stored');
        return stored;
      },
    },
  };
}

/** The business system is the world's: it knows who is in the plan, and takes credits. */
export function accountsOf(world: ProductWorld): AccountGateway {
  const read = async <What extends keyof AccountFacts>(what: What, phone: string): Promise<AccountFacts[What]> => {
    const answer = await world.call({ gateway: 'read', read: { what, phone } });
    if (answer === away) throw new AccountUnavailable(what);
    return answer as AccountFacts[What];
  };
  return {
    subscriber: (phone) => read('subscriber', phone),
    bills: async (phone, months) => (await read('bills', phone)).slice(0, months),
    dataUsage: (phone) => read('dataUsage', phone),
    services: (phone) => read('services', phone),
    async perform(action, key) {
      await world.call({ gateway: 'account', key, action });
      await world.passed('remedy_paid');
      return { ok: true, reference: `paid ${key}` };
    },
  };
}
