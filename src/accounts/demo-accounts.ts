import type { AccountAction, AccountGateway, ActionResult } from '../ports/account-gateway';
import type { Clock } from '../ports/clock';
import { applyChanges, type DemoChange, decide } from './demo/demo-changes';
import { demoClockwork } from './demo/demo-clockwork';
import type { DemoData } from './demo/demo-data';
import { type DemoSubscriber, writeOut } from './demo/demo-subscriber';

/**
 * A business system of invented subscribers, kept in memory. Bills and orders are told relative to the clock's month; what
 * a customer changes lasts until the process ends.
 * @param data what `loadDemoData` read
 */
export function createDemoAccounts(clock: Clock, data: DemoData): AccountGateway {
  const sheets = new Map(data.subscribers.map((sheet) => [sheet.phone, sheet]));
  const changes: DemoChange[] = [];
  const results = new Map<string, ActionResult>();

  const look = (phone: string): DemoSubscriber | undefined => {
    const sheet = sheets.get(phone);
    if (!sheet) return undefined;
    const time = demoClockwork(clock.now());
    return applyChanges(writeOut(sheet, data, time), changes, data);
  };

  return {
    subscriber: async (phone) => look(phone)?.subscriber,
    bills: async (phone, months) => look(phone)?.bills.slice(0, Math.max(0, months)) ?? [],
    dataUsage: async (phone) => look(phone)?.usage,
    services: async (phone) => look(phone)?.services ?? [],
    async perform(action: AccountAction, key: string) {
      const earlier = results.get(key);
      if (earlier) return earlier;
      const decision = decide(look(action.phone), action, clock.now(), changes.length + 1, data);
      results.set(key, decision.result);
      if (decision.change) changes.push(decision.change);
      return decision.result;
    },
  };
}
