import { join } from 'node:path';
import type { HandoffActs } from './handoff/acts';
import type { AgentProfile } from './handoff/agent';
import { createHandoffActs } from './handoff/handoff-acts';
import { loadServiceHours, type ServiceHours } from './handoff/hours';
import { calendarWarnings } from './handoff/lint-handoff';
import { createPresence, type Presences } from './handoff/presence';
import { loadRouting, type Routing } from './handoff/routing-data';
import { createRoutingJob, routingEveryMs, routingJobName } from './handoff/routing-job';
import { createWaits, type Waits } from './handoff/waits';
import { loadWrapUp, type WrapUpData } from './handoff/wrap-up-data';
import type { BackgroundJob } from './platform/background-jobs';
import type { Clock } from './ports/clock';
import type { IdGenerator } from './ports/id-generator';
import type { Log } from './ports/log';
import type { Store } from './storage/store';

/** The line of customers and the people who serve them, one for the whole process. */
export interface Handoffs {
  readonly hours: ServiceHours;
  readonly routing: Routing;
  readonly wrapUp: WrapUpData;
  readonly presence: Presences;
  readonly waits: Waits;
  readonly acts: HandoffActs;
  /** Offers, absences, call backs and news of the line, on one node at a time. */
  readonly job: BackgroundJob;
}

export interface HandoffsDeps {
  readonly store: Pick<Store, 'handoffs' | 'documents'>;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly log: Log;
  /** Everybody who may be given customers, as they are now. */
  readonly staff: () => readonly AgentProfile[];
  /** Path of nlp-models. */
  readonly dataDir: string;
  /** Something changed: {@link Handoffs.job} need not wait for its next look. */
  readonly nudge: () => void;
  /** {@link Handoffs.job} has looked: what it offered and took back is to be seen at once. */
  readonly looked: () => void;
}

/** Reads the data files of the line and wires who acts on it. @throws DataFileError naming the file at fault */
export function handoffsOf({ store, dataDir, nudge, looked, ...rest }: HandoffsDeps): Handoffs {
  const dir = join(dataDir, 'handoff');
  const data = { hours: loadServiceHours(dir), routing: loadRouting(dir), wrapUp: loadWrapUp(dir) };
  for (const warning of calendarWarnings(dir, rest.clock.now()))
    rest.log.warn({ warning }, 'service hours: look after');
  const queue = store.handoffs;
  const presence = createPresence({ documents: store.documents, clock: rest.clock });
  const deps = { ...rest, ...data, queue, presence };
  const waits = createWaits(deps);
  const routing = createRoutingJob({ ...deps, waits });
  return {
    ...data,
    presence,
    waits,
    acts: createHandoffActs({ ...deps, nudge }),
    job: {
      name: routingJobName,
      everyMs: routingEveryMs,
      run: (signal) => routing.run(signal).finally(looked),
    },
  };
}
