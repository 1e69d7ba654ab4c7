import type { AgentProfile } from './agent';
import type { Handoff } from './handoff';
import type { HandoffActorRole } from './state-table';

/** Who does something with a hand-over: the parts played, any of which may allow it, and what the history shows. */
export interface HandoffActor {
  readonly roles: readonly HandoffActorRole[];
  readonly id: string;
}

/** A timer of the desk. */
export const deskActor: HandoffActor = { roles: ['desk'], id: 'desk' };
/** The customer, mostly through the bot. */
export const customerActor: HandoffActor = { roles: ['customer', 'bot'], id: 'customer' };

/** People of another desk are kept apart from ours of the same name; ours have no colon in their names. */
export const hubAgent = (hub: string, agent: string): string => `${hub}:${agent}`;

/**
 * Whether a hand-over is this person's to look after with others: it belongs to their team, was put aside for them, is a
 * call back they booked, or a telephone call, which rings where it rings. Another desk's customers are no team's, and
 * administrators run the desk and serve nobody.
 */
export const isColleague = (
  { name, role, teams = [] }: AgentProfile,
  { status, agent, skill, hub, reservedFor, brief }: Handoff,
): boolean =>
  role !== 'admin' &&
  hub === undefined &&
  (teams.length === 0 ||
    teams.includes(skill) ||
    reservedFor?.agent === name ||
    (status === 'call_back_booked' && agent === name) ||
    brief.channel === 'voice');

/**
 * The parts a member of staff plays in one hand-over. `agent`: it is offered to them, they have it, or had it last when it
 * is done. `colleague`: see {@link isColleague}.
 */
export function staffActor(handoff: Handoff, profile: AgentProfile): HandoffActor {
  const { name, role } = profile;
  if (role === 'admin') return { roles: [], id: name };
  const own = handoff.status === 'offered' ? handoff.offer?.agent === name : handoff.agent === name;
  const isOwn = own && (handoff.status === 'offered' || handoff.status === 'assigned' || handoff.status === 'done');
  return {
    id: name,
    roles: [
      ...(isOwn ? (['agent'] as const) : []),
      ...(isOwn || isColleague(profile, handoff) ? (['colleague'] as const) : []),
      ...(role === 'supervisor' ? (['supervisor'] as const) : []),
    ],
  };
}
