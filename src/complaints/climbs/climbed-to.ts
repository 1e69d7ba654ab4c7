import type { AgentProfile, SeniorStep } from '../../handoff/agent';
import type { Routing } from '../../handoff/routing-data';
import type { Climbed, Complaint } from '../complaint';

/** What the steps above the agents are called in data files. */
export const stepOf = { 1: 'team_lead', 2: 'manager' } as const satisfies Record<Climbed['to'], SeniorStep>;

/**
 * Who stands where a complaint has climbed to: supervisors of that step, or of none in particular, whose teams (none: all)
 * serve its department. Where nobody does, every supervisor: nothing climbs to where nobody is.
 */
export function climbedTo(
  staff: readonly AgentProfile[],
  climbed: Pick<Climbed, 'to'>,
  { owner }: Pick<Complaint['promise'], 'owner'>,
  routing: Pick<Routing, 'owners'>,
): readonly AgentProfile[] {
  const supervisors = staff.filter(({ role }) => role === 'supervisor');
  const step = stepOf[climbed.to];
  const there = supervisors.filter(
    ({ ladder = step, teams = [] }) =>
      ladder === step && (teams.length === 0 || teams.some((team) => serves(team, owner, routing))),
  );
  return there.length > 0 ? there : supervisors;
}

const serves = (team: string, owner: string, { owners }: Pick<Routing, 'owners'>): boolean =>
  Object.hasOwn(owners, team) && (owners[team] ?? []).includes(owner);
