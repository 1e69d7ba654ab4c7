import type { AgentProfile, Presence } from './agent';
import type { Handoff } from './handoff';
import type { Routing } from './routing-data';

/** Somebody who may be asked, and how many customers they have, offers included. */
export interface RoutableAgent {
  readonly profile: AgentProfile;
  /** Absent: never opened the desk. */
  readonly presence?: Presence | undefined;
  readonly load: number;
}

/** Whom to ask about whom. */
export interface NextOffer {
  readonly handoffId: string;
  readonly agent: string;
}

export type OfferRules = Pick<
  Routing,
  'choice' | 'capacity' | 'widen_after_seconds' | 'any_language_after_seconds' | 'vanished_seconds'
>;

/** The last moment an entry came (back) into the line. */
export const enteredLineAt = ({ history = [], createdAt }: Handoff): number =>
  history.findLast(({ from, to }) => to === 'waiting' && from !== 'waiting' && from !== 'offered')?.at ?? createdAt;

/** By rank, then as they came: the order of the line. */
export const inLine = (a: Handoff, b: Handoff): number =>
  rank(a) - rank(b) || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
const rank = (handoff: Handoff): number => handoff.rank ?? handoff.createdAt;

/**
 * Whether the desk offers it to our people: not what another desk has, and not a call, which the telephone puts through;
 * a call back is a matter of the desk again.
 */
export const isOffered = (handoff: Handoff): boolean =>
  handoff.status === 'waiting' &&
  handoff.hub === undefined &&
  (handoff.brief.channel !== 'voice' || handoff.callBack !== undefined);

/** Present: the desk page showed life a moment ago. */
export const isThere = (presence: Presence | undefined, now: number, rules: Pick<Routing, 'vanished_seconds'>) =>
  presence !== undefined && now - presence.seenAt <= 1000 * rules.vanished_seconds;

/**
 * The offers to make now, at most one an entry and one a free slot. First in line, first served; each is offered to whom it
 * is reserved for, else to whom it is preferred, else to the one the rule chooses among all who fit.
 */
export function nextOffers(
  now: number,
  waiting: readonly Handoff[],
  agents: readonly RoutableAgent[],
  rules: OfferRules,
): readonly NextOffer[] {
  const load = new Map(agents.map((agent) => [agent.profile.name, agent.load]));
  const loadOf = ({ profile }: RoutableAgent): number => load.get(profile.name) ?? 0;
  const capacityOf = ({ profile }: RoutableAgent): number => profile.capacity ?? rules.capacity;
  const free = agents.filter(
    ({ profile, presence }) =>
      profile.role !== 'admin' && presence?.status === 'available' && isThere(presence, now, rules),
  );
  const before = choices[rules.choice];

  return [...waiting]
    .filter(isOffered)
    .sort(inLine)
    .flatMap((handoff) => {
      const able = free
        .filter((agent) => loadOf(agent) < capacityOf(agent) && fits(handoff, agent.profile, now, rules))
        .map((agent) => ({ agent, load: loadOf(agent), share: loadOf(agent) / capacityOf(agent) }))
        .sort((a, b) => before(a, b) || (a.agent.profile.name < b.agent.profile.name ? -1 : 1));
      const chosen = able.find(({ agent }) => agent.profile.name === handoff.preferredAgent) ?? able[0];
      if (chosen === undefined) return [];
      const { name } = chosen.agent.profile;
      load.set(name, chosen.load + 1);
      return [{ handoffId: handoff.id, agent: name }];
    });
}

interface Candidate {
  readonly agent: RoutableAgent;
  readonly load: number;
  readonly share: number;
}
const idleSince = ({ agent }: Candidate): number => agent.presence?.idleSince ?? 0;
const choices: Readonly<Record<Routing['choice'], (a: Candidate, b: Candidate) => number>> = {
  // Nobody with a customer is idle: they come after all who are, the least loaded first.
  longest_idle: (a, b) => a.load - b.load || idleSince(a) - idleSince(b),
  least_loaded: (a, b) => a.share - b.share || idleSince(a) - idleSince(b),
};

/** Whether somebody may be asked, apart from being there and having room. */
function fits(handoff: Handoff, profile: AgentProfile, now: number, rules: OfferRules): boolean {
  const { name, role, channels = [], languages = [], teams = [] } = profile;
  const { reservedFor, passedOver = [], preferredAgent, brief, skill } = handoff;
  if (passedOver.some(({ agent, until }) => agent === name && until > now)) return false;
  if (channels.length > 0 && !channels.includes(brief.channel)) return false;
  if (reservedFor !== undefined && reservedFor.until > now) return reservedFor.agent === name;
  // Supervisors are asked for what is meant for them, and else look after the line.
  if (role === 'supervisor') return preferredAgent === name;
  const waited = now - enteredLineAt(handoff);
  const anyTeam = waited >= 1000 * rules.widen_after_seconds || preferredAgent === name;
  const anyLanguage = waited >= 1000 * rules.any_language_after_seconds;
  return (
    (anyTeam || teams.length === 0 || teams.includes(skill)) &&
    (anyLanguage || languages.length === 0 || languages.includes(brief.language))
  );
}
