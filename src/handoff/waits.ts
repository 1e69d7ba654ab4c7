import type { Clock } from '../ports/clock';
import type { HandoffQueue } from '../ports/handoff-queue';
import type { AgentProfile } from './agent';
import { estimateWait } from './estimate-wait';
import type { Handoff } from './handoff';
import type { Presences } from './presence';
import { isThere } from './routing';
import type { Routing } from './routing-data';

/** Where somebody stands in line. */
export interface Place {
  /** 1 is next. */
  readonly position: number;
  /** Absent where there is nothing to be honest about. */
  readonly waitMinutes?: number;
}

export interface Waits {
  /** `undefined` when it does not wait. */
  placeOf(id: string): Promise<Place | undefined>;
  /** The estimate alone, for a place known already. @param skill the team that should take it */
  minutesFor(skill: string, position: number): Promise<number | undefined>;
}

export interface WaitsDeps {
  readonly queue: Pick<HandoffQueue, 'position' | 'byId' | 'acceptedSince'>;
  readonly presence: Pick<Presences, 'list'>;
  readonly clock: Clock;
  readonly staff: () => readonly AgentProfile[];
  readonly routing: Routing;
}

const hourMs = 3_600_000;
const mostLooked = 100;
/** Looked up at most this often; everybody in line asks the same. */
const keptMs = 15_000;

/** What customers are told about their wait, from the last hour. Wire one for the whole process. */
export function createWaits({ queue, presence, clock, staff, routing }: WaitsDeps): Waits {
  let kept: { readonly at: number; readonly facts: Promise<LastHour> } | undefined;

  async function look(now: number): Promise<LastHour> {
    const [accepted, present] = await Promise.all([queue.acceptedSince(now - hourMs, mostLooked), presence.list()]);
    const onDuty = staff().filter(({ name, role }) => {
      const known = present.get(name);
      return role === 'agent' && known !== undefined && known.status !== 'away' && isThere(known, now, routing);
    });
    return {
      accepted: accepted.map(({ skill, acceptedAt, wrapUp }) => ({ skill, took: tookMs(acceptedAt, wrapUp) })),
      onDuty,
    };
  }

  async function minutesFor(skill: string, position: number): Promise<number | undefined> {
    const now = clock.now();
    if (kept === undefined || now - kept.at >= keptMs) kept = { at: now, facts: look(now) };
    const { accepted, onDuty } = await kept.facts.catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    const team = onDuty.filter(({ teams = [] }) => teams.length === 0 || teams.includes(skill));
    const own = accepted.filter((one) => one.skill === skill).flatMap(({ took }) => took ?? []);
    const all = accepted.flatMap(({ took }) => took ?? []);
    const slots = team.reduce((sum, { capacity = routing.capacity }) => sum + capacity, 0);
    return estimateWait({ position, slots, handlingMs: own.length >= 3 ? own : all });
  }

  return {
    minutesFor,
    async placeOf(id) {
      const position = await queue.position(id);
      const handoff = position === undefined ? undefined : await queue.byId(id);
      if (position === undefined || handoff === undefined) return undefined;
      const waitMinutes = await minutesFor(handoff.skill, position);
      return { position, ...(waitMinutes === undefined ? {} : { waitMinutes }) };
    },
  };
}

interface LastHour {
  readonly accepted: readonly { readonly skill: string; readonly took: number | undefined }[];
  readonly onDuty: readonly AgentProfile[];
}

const tookMs = (acceptedAt: number | undefined, wrapUp: Handoff['wrapUp']): number | undefined =>
  acceptedAt === undefined || wrapUp === undefined ? undefined : Math.max(0, wrapUp.at - acceptedAt);
