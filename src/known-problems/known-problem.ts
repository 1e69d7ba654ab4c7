import type { ComplaintType } from '../complaints/complaint';
import type { ToldWords } from './told-words';

/** `suggested` by the rule; `open`: a supervisor said so; `repaired`: told to everybody attached, answers awaited. */
export const knownProblemStatuses = ['suggested', 'dismissed', 'open', 'repaired', 'closed'] as const;
export type KnownProblemStatus = (typeof knownProblemStatuses)[number];

/** The parent of complaints of the same kind at the same place (an outage, a wrong charge of many). */
export interface KnownProblem {
  readonly id: string;
  /** Readable: `P20261122-03`. */
  readonly number: string;
  readonly status: KnownProblemStatus;
  readonly type: ComplaintType;
  readonly subTypes: readonly string[];
  /** Codes of nlp-models/complaints/areas.yaml; none: everywhere. */
  readonly areas: readonly string[];
  /** When it began: as a supervisor said, else when the first complaint of the cluster came. None: nobody knows. */
  readonly since?: number;
  /** What is known, and when it will be repaired, as customers are told; wording around it is data. */
  readonly known?: ToldWords & { readonly at: number; readonly by: string };
  readonly repairBy?: number;
  /** What was done, as customers are told; coded root cause. */
  readonly repair?: ToldWords & { readonly cause: string; readonly at: number; readonly by: string };
  /** What the rule saw. */
  readonly suggestion?: { readonly at: number; readonly count: number; readonly numbers: readonly string[] };
  readonly history: readonly {
    readonly at: number;
    readonly actor: string;
    readonly event: string;
    readonly note?: string;
    /** Of the request that asked for it (src/ports/act-key.ts). */
    readonly key?: string;
  }[];
}
