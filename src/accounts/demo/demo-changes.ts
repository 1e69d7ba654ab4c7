import type { AccountAction, ActionResult } from '../../ports/account-gateway';
import { monthsBefore, shanghaiDay, shanghaiMonth, startOfShanghaiDay } from '../../ports/calendar';
import type { DemoData } from './demo-data';
import { type DemoSubscriber, orderedTone, packOf } from './demo-subscriber';

/** An action that took effect. */
export interface DemoChange {
  readonly action: AccountAction;
  readonly at: number;
  readonly reference: string;
}

interface Decision {
  readonly result: ActionResult;
  readonly change?: DemoChange;
}

const refuse = (reason: 'not_found' | 'already_done' | 'not_allowed'): Decision => ({ result: { ok: false, reason } });

/** What the business system answers to an action, and what it remembers. */
export function decide(
  found: DemoSubscriber | undefined,
  action: AccountAction,
  now: number,
  serial: number,
  { packs }: DemoData,
): Decision {
  if (!found) return refuse('not_found');
  const reference = `D${shanghaiDay(now).replaceAll('-', '')}${String(serial).padStart(4, '0')}`;
  const nextMonth = monthsBefore(shanghaiMonth(now), -1);
  const done = (effectiveMonth?: string): Decision => ({
    result: { ok: true, reference, ...(effectiveMonth ? { effectiveMonth } : {}) },
    change: { action, at: now, reference },
  });
  switch (action.kind) {
    case 'cancel_service': {
      if (found.usage.packs.some((pack) => pack.id === action.serviceId)) return done(nextMonth);
      const service = found.services.find((each) => each.id === action.serviceId);
      if (!service) return refuse('not_found');
      return service.cancelledAt === undefined ? done(nextMonth) : refuse('already_done');
    }
    case 'set_data_cap':
      if (action.capFen < 0) return refuse('not_allowed');
      return found.usage.capFen === action.capFen ? refuse('already_done') : done();
    case 'order_data_pack':
      if (!packs.some((pack) => pack.id === action.packId)) return refuse('not_found');
      return found.subscriber.status === 'active' ? done() : refuse('not_allowed');
    case 'order_ring_back_tone':
      if (found.subscriber.status !== 'active') return refuse('not_allowed');
      return found.services.some((each) => each.kind === 'ring_back_tone' && each.cancelledAt === undefined)
        ? refuse('already_done')
        : done();
    case 'credit':
      return action.amountFen > 0 ? done() : refuse('not_allowed');
    case 'open_repair_order':
      return done();
  }
}

/** The subscriber as the changes left it. */
export function applyChanges(found: DemoSubscriber, changes: readonly DemoChange[], data: DemoData): DemoSubscriber {
  return changes
    .filter(({ action }) => action.phone === found.subscriber.phone)
    .reduce((before, change) => apply(before, change, data), found);
}

function apply(found: DemoSubscriber, { action, at, reference }: DemoChange, data: DemoData): DemoSubscriber {
  const { usage, services } = found;
  switch (action.kind) {
    case 'cancel_service':
      return {
        ...found,
        services: services.map((each) =>
          each.id === action.serviceId && each.cancelledAt === undefined
            ? { ...each, cancelledAt: at, lastFeeMonth: shanghaiMonth(at) }
            : each,
        ),
      };
    case 'set_data_cap':
      return { ...found, usage: { ...usage, capFen: action.capFen } };
    case 'order_data_pack': {
      if (shanghaiMonth(at) !== usage.month) return found;
      const expiresAt = startOfShanghaiDay(`${monthsBefore(usage.month, -1)}-01`) - 1;
      const ordered = packOf(action.packId, data, expiresAt);
      return { ...found, usage: { ...usage, packs: [...usage.packs, ordered] } };
    }
    case 'order_ring_back_tone':
      return { ...found, services: [...services, orderedTone(found, data, at, reference)] };
    case 'credit':
      return credited(found, action.amountFen);
    case 'open_repair_order':
      return found;
  }
}

/** Arrears are settled first; what is left is balance. */
function credited({ subscriber, ...found }: DemoSubscriber, amountFen: number): DemoSubscriber {
  const settledFen = Math.min(subscriber.arrearsFen, amountFen);
  const arrearsFen = subscriber.arrearsFen - settledFen;
  const isServedAgain = subscriber.status === 'suspended_arrears' && arrearsFen === 0;
  const balanceFen = subscriber.balanceFen + amountFen - settledFen;
  return {
    ...found,
    subscriber: { ...subscriber, arrearsFen, balanceFen, ...(isServedAgain && { status: 'active' }) },
  };
}
