import type { ActorRole } from '../complaints/state-table';
import type { KnownProblemStatus } from './known-problem';

/** What can happen to a known problem. */
export const problemEvents = [
  'suggest',
  'open',
  'dismiss',
  'update',
  'attach',
  'detach',
  'repair',
  'close',
  'end',
  'remind',
] as const;
export type ProblemEvent = (typeof problemEvents)[number];

/** What has to hold besides. */
export const problemGuards = [
  /** No complaint is part of it. */
  'nobody_attached',
  /** Every complaint that is part of it has been closed, withdrawn or merged. */
  'none_left_open',
] as const;
export type ProblemGuard = (typeof problemGuards)[number];

/** One allowed step. `from` may be `none`: it begins so. `reason`: it needs a note saying why. */
export interface ProblemStep {
  readonly event: ProblemEvent;
  readonly from: readonly (KnownProblemStatus | 'none')[];
  /** `undefined`: the status stays. */
  readonly to?: KnownProblemStatus;
  readonly by: readonly Extract<ActorRole, 'desk' | 'supervisor'>[];
  readonly guard?: ProblemGuard;
  readonly reason?: true;
}

/** What is not in this table does not happen. `desk`: the job that watches over them. */
export const problemTable: readonly ProblemStep[] = [
  { event: 'suggest', from: ['none'], to: 'suggested', by: ['desk'] },
  { event: 'open', from: ['none', 'suggested'], to: 'open', by: ['supervisor'] },
  // A suggestion nobody takes up lapses.
  { event: 'dismiss', from: ['suggested'], to: 'dismissed', by: ['supervisor', 'desk'], reason: true },
  // Opened by mistake: nobody was promised anything yet.
  { event: 'dismiss', from: ['open'], to: 'dismissed', by: ['supervisor'], guard: 'nobody_attached', reason: true },
  { event: 'update', from: ['open'], by: ['supervisor'] },
  { event: 'attach', from: ['open'], by: ['supervisor'] },
  { event: 'detach', from: ['open', 'repaired'], by: ['supervisor'] },
  // Everybody attached gets the answer, and is asked whether it is solved.
  { event: 'repair', from: ['open'], to: 'repaired', by: ['supervisor'] },
  // Closes those whose customer said yes or was tried twice; who said no leaves it. The rest is waited for.
  { event: 'close', from: ['repaired'], by: ['supervisor'] },
  { event: 'end', from: ['repaired'], to: 'closed', by: ['desk'], guard: 'none_left_open' },
  // A note for whoever opened it.
  { event: 'remind', from: ['open'], by: ['desk'] },
];
