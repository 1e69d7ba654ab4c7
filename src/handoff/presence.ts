import type { Clock } from '../ports/clock';
import type { DocumentStore } from '../ports/document-store';
import type { Presence, PresenceStatus } from './agent';

/** Who of the staff takes customers now; stored, so that every node knows and a restart forgets nobody. */
export interface Presences {
  of(name: string): Promise<Presence | undefined>;
  /** Everybody who ever opened the desk, by staff name. */
  list(): Promise<ReadonlyMap<string, Presence>>;
  /** @param reason why away: a code of routing.yaml `away_reasons` */
  setStatus(name: string, status: PresenceStatus, reason?: string): Promise<Presence>;
  /**
   * A sign of life of an open desk page, every 5 s. Who was gone for longer than ten minutes comes back as away and says
   * so when ready: yesterday's "available" offers nobody a customer this morning.
   */
  seen(name: string): Promise<Presence>;
  /** Has no customer left, from now on. */
  idle(name: string): Promise<void>;
  /** Took an offer: what was let pass before is forgotten. */
  answered(name: string): Promise<void>;
  /**
   * Let an offer pass. @param toAway after how many in a row they are set away, reason `no_answer`
   * @returns whether they are away now because of it
   */
  missed(name: string, toAway: number): Promise<boolean>;
}

export interface PresenceDeps {
  readonly documents: DocumentStore;
  readonly clock: Clock;
}

const kind = 'presence';
const listLimit = 5_000;
const tries = 8;
const forgottenMs = 10 * 60_000;

/** Wire one for the whole process; every write is conditional on the version read. */
export function createPresence({ documents, clock }: PresenceDeps): Presences {
  /** @param change `undefined` leaves it as it is */
  async function update(name: string, change: (presence: Presence, now: number) => Presence | undefined) {
    for (let tried = 0; tried < tries; tried += 1) {
      const stored = await documents.get<Presence>(kind, name);
      const now = clock.now();
      const before = stored?.value ?? { status: 'away', since: now, seenAt: now, idleSince: now };
      const after = change(before, now);
      if (after === undefined || (await documents.put(kind, name, after, stored?.version ?? 0)) !== undefined)
        return after ?? before;
    }
    throw new PresenceBusy(name);
  }

  return {
    of: async (name) => (await documents.get<Presence>(kind, name))?.value,
    list: async () =>
      new Map((await documents.list<Presence>(kind, listLimit)).map(({ key, value }) => [key, value] as const)),
    setStatus: (name, status, reason) =>
      update(name, (presence, now) => ({
        ...statusOf(presence, now, status, reason),
        seenAt: now,
        // Whoever was away has been idle from the moment they are back.
        idleSince: presence.status === 'available' ? presence.idleSince : now,
      })),
    seen: (name) =>
      update(name, (presence, now) =>
        now - presence.seenAt > forgottenMs
          ? { ...statusOf(presence, now, 'away'), seenAt: now, idleSince: now }
          : { ...presence, seenAt: now },
      ),
    idle: async (name) => {
      await update(name, (presence, now) => ({ ...presence, idleSince: now }));
    },
    answered: async (name) => {
      await update(name, ({ missedOffers, ...presence }) => (missedOffers === undefined ? undefined : presence));
    },
    missed: async (name, toAway) => {
      const after = await update(name, (presence, now) => {
        const missedOffers = (presence.missedOffers ?? 0) + 1;
        if (missedOffers < toAway || presence.status !== 'available') return { ...presence, missedOffers };
        return statusOf(presence, now, 'away', 'no_answer');
      });
      return after.status === 'away' && after.reason === 'no_answer';
    },
  };
}

/** Another status begins; the same one again with the same reason goes on. */
function statusOf(
  { missedOffers: _missed, reason: before, ...presence }: Presence,
  now: number,
  status: PresenceStatus,
  reason?: string,
): Presence {
  const same = presence.status === status && before === reason;
  return { ...presence, status, since: same ? presence.since : now, ...(reason === undefined ? {} : { reason }) };
}

/** Others kept writing the same small document; the caller tries again with the next sign of life. */
export class PresenceBusy extends Error {
  readonly code = 'PRESENCE_BUSY';
  constructor(name: string) {
    super(`The presence of ${name} kept changing while it was written; do it again.`);
  }
}
