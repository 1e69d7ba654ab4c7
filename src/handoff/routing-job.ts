import type { Clock } from '../ports/clock';
import type { HandoffQueue } from '../ports/handoff-queue';
import type { Log } from '../ports/log';
import type { AgentProfile, Presence } from './agent';
import type { Handoff } from './handoff';
import type { ServiceHours } from './hours';
import { openHandoffs } from './open-handoffs';
import type { Presences } from './presence';
import type { Routing } from './routing-data';
import { agentsGone, callBacksDue, leftAfterHours, offersExpired, offersToMake, updatesDue } from './routing-steps';
import type { Waits } from './waits';

export interface RoutingJobDeps {
  readonly queue: HandoffQueue;
  readonly presence: Presences;
  readonly waits: Waits;
  readonly clock: Clock;
  readonly log: Log;
  readonly hours: ServiceHours;
  readonly routing: Routing;
  readonly staff: () => readonly AgentProfile[];
}

/** What one look sees. */
export interface Look {
  readonly now: number;
  readonly open: readonly Handoff[];
  readonly presences: ReadonlyMap<string, Presence>;
  /** Nobody counts as vanished before this: our own absence is not theirs. */
  readonly watchingSince: number;
}

export const routingJobName = 'handoff-routing';
export const routingEveryMs = 500;
/** Longer between two looks: this node was paused, or had not the job; pages could not show life either. */
const pausedMs = 5_000;

/**
 * The timers of the line, all of them fields of stored entries: offers made and run out, agents gone without a word, call
 * backs due, news for those who wait, and who is left when the desk closes. Wire it as a background job:
 * `{ name: routingJobName, everyMs: routingEveryMs, run: createRoutingJob(deps).run }`, and nudge it after acts and new
 * entries. Every step is a conditional write that looks again, so another node's run beside it does no harm.
 */
export function createRoutingJob(deps: RoutingJobDeps): { run(signal: AbortSignal): Promise<void> } {
  const entries = openHandoffs(deps.queue);
  let watchingSince: number | undefined;
  let lastLook = 0;

  return {
    async run(signal) {
      const now = deps.clock.now();
      if (watchingSince === undefined || now - lastLook > pausedMs || now < lastLook) watchingSince = now;
      lastLook = now;
      let look: Look | undefined;
      for (const step of [callBacksDue, agentsGone, offersExpired, leftAfterHours, offersToMake, updatesDue]) {
        look ??= { now, open: await entries.look(now), presences: await deps.presence.list(), watchingSince };
        const writes = step(deps, look);
        // What was written shows in the next look.
        if (writes.length > 0) look = undefined;
        for (const write of writes) {
          if (signal.aborted) return;
          await write();
        }
      }
      lastLook = deps.clock.now();
    },
  };
}
