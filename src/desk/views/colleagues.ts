import type { Presence } from '../../handoff/agent';
import type { Handoff } from '../../handoff/handoff';
import type { Colleague, Me, PresenceView } from '../desk-api';
import type { DeskContext } from '../desk-context';
import type { StaffIdentity } from '../staff-account';

const mostAssigned = 1_000;

/** Everybody who serves, by name; with how many customers they have. */
export async function colleagues(
  context: Pick<DeskContext, 'people' | 'presence' | 'queue' | 'routing' | 'clock'>,
): Promise<readonly Colleague[]> {
  const [people, present, assigned] = await Promise.all([
    context.people(),
    context.presence.list(),
    context.queue.list(['assigned'], mostAssigned),
  ]);
  return serving(people).map((person) => colleagueOf(context, person, present.get(person.name), assigned));
}

/** Administrators serve nobody. */
export const serving = (people: readonly StaffIdentity[]): readonly StaffIdentity[] =>
  people.filter(({ role }) => role !== 'admin').sort((a, b) => (a.name < b.name ? -1 : 1));

export function colleagueOf(
  { routing, clock }: Pick<DeskContext, 'routing' | 'clock'>,
  person: StaffIdentity,
  presence: Presence | undefined,
  assigned: readonly Pick<Handoff, 'agent'>[],
): Colleague {
  // A page that is closed, or a machine that is off: whatever was set last, nobody is there.
  const isThere = presence !== undefined && clock.now() - presence.seenAt <= routing.vanished_seconds * 1000;
  return {
    name: person.name,
    displayName: person.displayName ?? person.name,
    role: person.role,
    teams: person.teams ?? [],
    presence: isThere ? presenceView(presence) : undefined,
    load: assigned.filter(({ agent }) => agent === person.name).length,
    capacity: person.capacity ?? routing.capacity,
  };
}

/** What the page says of whoever asks. Somebody the desk never saw is away. */
export function meOf(
  { routing, clock }: Pick<DeskContext, 'routing' | 'clock'>,
  person: StaffIdentity,
  presence?: Presence,
): Me {
  return {
    name: person.name,
    displayName: person.displayName ?? person.name,
    role: person.role,
    teams: person.teams ?? [],
    capacity: person.capacity ?? routing.capacity,
    presence: presence ? presenceView(presence) : { status: 'away', since: clock.now() },
  };
}

const presenceView = ({ status, reason, since }: Presence): PresenceView => ({
  status,
  ...(reason === undefined ? {} : { reason }),
  since,
});
