import type { OrderedService } from '../../ports/account-gateway';
import type { AccountData } from '../answer';

/** Services that run now. */
export const activeServices = (account: AccountData): readonly OrderedService[] =>
  (account.services ?? []).filter((service) => service.cancelledAt === undefined);

/** The ring-back tone to talk about: the running one, else the one cancelled last. */
export function ringBackTone(account: AccountData): OrderedService | undefined {
  const tones = (account.services ?? []).filter((service) => service.kind === 'ring_back_tone');
  return (
    tones.find((tone) => tone.cancelledAt === undefined) ??
    tones.toSorted((a, b) => (b.cancelledAt ?? 0) - (a.cancelledAt ?? 0))[0]
  );
}
