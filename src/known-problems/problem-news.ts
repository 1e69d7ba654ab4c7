/** What is known, as customers are told it. */
export interface ProblemNews {
  /** In Simplified Chinese. */
  readonly known: string;
  readonly english?: string | undefined;
  /** None: it is not known (any more). */
  readonly repairBy?: number | undefined;
}

/** News, and what has turned out of the beginning. */
export interface ProblemUpdate extends ProblemNews {
  /** None: as it was. */
  readonly since?: number | undefined;
}

/** What was done, as customers are told it. */
export interface ProblemRepair {
  /** In Simplified Chinese. */
  readonly text: string;
  readonly english?: string | undefined;
  /** Coded root cause. */
  readonly cause: string;
}
