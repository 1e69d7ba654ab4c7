import type { Colleague, HandoffSummary } from './desk-api';

/** The line as it is now. */
export interface LiveView {
  readonly now: number;
  readonly agents: readonly (Colleague & {
    readonly customers: readonly HandoffSummary[];
    /** Finished today, and the mean time from acceptance to the end. */
    readonly finishedToday: number;
    readonly handlingMs?: number;
  })[];
  readonly waiting: readonly HandoffSummary[];
  readonly waitingInAll: number;
  /** Waits of the last hour by team against the standard of routing.yaml. */
  readonly waits: readonly {
    readonly team: string;
    readonly waiting: number;
    readonly longestMs: number;
    readonly accepted: number;
    readonly medianMs?: number;
    readonly standardMs: number;
    /** Share accepted within the standard, 0–1. */
    readonly withinStandard?: number;
  }[];
}

/** The trail, newest first. */
export interface AuditPage {
  readonly entries: readonly {
    readonly at: number;
    readonly staff: string;
    readonly act: string;
    readonly about?: string;
    readonly details: Readonly<Record<string, unknown>>;
  }[];
}
/** What could not be sent. */
export interface DeadLetters {
  readonly entries: readonly {
    readonly key: string;
    readonly kind: string;
    readonly createdAt: number;
    readonly attempts: number;
    readonly error: string;
  }[];
}
