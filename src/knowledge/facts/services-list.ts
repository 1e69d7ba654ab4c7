import type { OrderedService } from '../../ports/account-gateway';
import { day, lines, list, money, name, phrase } from '../fact-value';
import type { FactsFunction, FactsInput } from '../facts-function';
import { isNamed } from './is-named';
import { activeServices } from './services-of';

const linesOf = (services: readonly OrderedService[]) =>
  lines(
    'service',
    services.map((service) => ({
      service: name(service),
      fee: service.monthlyFen === 0 || service.freeWithPlan ? phrase('free') : money(service.monthlyFen),
      date: day(service.orderedAt),
      via: phrase(`via_${service.orderedVia}`),
    })),
  );
const paid = (services: readonly OrderedService[]) =>
  services.filter((service) => service.monthlyFen > 0 && !service.freeWithPlan);
const sum = (services: readonly OrderedService[]) =>
  money(paid(services).reduce((total, service) => total + service.monthlyFen, 0));

/** Which value-added services run, and what they cost together. */
export const servicesList: FactsFunction = {
  variants: { some: ['services', 'total'], only_free: ['services', 'total'], none: [] },
  of({ account }) {
    if (!account.services) return undefined;
    const active = activeServices(account);
    if (active.length === 0) return { variant: 'none', values: {} };
    return {
      variant: paid(active).length > 0 ? 'some' : 'only_free',
      values: { services: linesOf(active), total: sum(active) },
    };
  },
};

/** The service a customer means: by name, else by the lexicon's item, else the only one there is. */
function meant(input: FactsInput, candidates: readonly OrderedService[]): OrderedService | undefined {
  const byName = candidates.find((service) => isNamed(input, service));
  const byItem = candidates.filter((service) => input.slots.items.includes(service.kind));
  return byName ?? (byItem.length === 1 ? byItem[0] : candidates.length === 1 ? candidates[0] : undefined);
}

/** Cancelling a value-added service: the one named, else the list to choose from. */
export const serviceCancel: FactsFunction = {
  variants: { chosen: ['service', 'fee', 'date', 'via'], choose: ['services', 'total'], none: [] },
  proposal: ['service', 'fee'],
  of(input) {
    const { account } = input;
    if (!account.services || !account.subscriber) return undefined;
    const candidates = paid(activeServices(account));
    if (candidates.length === 0) return { variant: 'none', values: {} };
    const service = meant(input, candidates);
    if (service) {
      return {
        variant: 'chosen',
        values: {
          service: name(service),
          fee: money(service.monthlyFen),
          date: day(service.orderedAt),
          via: phrase(`via_${service.orderedVia}`),
        },
        action: { kind: 'cancel_service', phone: account.subscriber.phone, serviceId: service.id },
      };
    }
    return {
      variant: 'choose',
      values: { services: linesOf(candidates), total: sum(candidates) },
      followUps: candidates.slice(0, 4).map((each) => ({ id: 'cancel_named', values: { service: name(each) } })),
    };
  },
};

const freeKinds = ['caller_display', 'missed_call_reminder', 'ring_back_tone'] as const;

/** Free services the plan includes and the customer does not use. */
export const freeServices: FactsFunction = {
  variants: { unused: ['plan', 'unused'], all_used: ['plan'], none: ['plan'] },
  of({ account }) {
    const { subscriber, services } = account;
    if (!subscriber || !services) return undefined;
    const plan = name({ name: subscriber.plan.name, nameEn: subscriber.plan.nameEn });
    const included = freeKinds.filter((kind) => subscriber.plan.includes.includes(kind));
    const used = new Set<string>(activeServices(account).map((service) => service.kind));
    const unused = included.filter((kind) => !used.has(kind));
    if (included.length === 0) return { variant: 'none', values: { plan } };
    if (unused.length === 0) return { variant: 'all_used', values: { plan } };
    return {
      variant: 'unused',
      values: { plan, unused: list(unused.map((kind) => phrase(`included_${kind}`))) },
    };
  },
};
