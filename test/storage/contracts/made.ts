import type { ManualClock } from '../../support/manual-clock';

/** A store under test, and a second one on the same data as another process would have it. */
export interface Made<Store> {
  readonly store: Store;
  readonly other: Store;
}
export type MakeStore<Store> = (clock: ManualClock) => Promise<Made<Store>> | Made<Store>;
