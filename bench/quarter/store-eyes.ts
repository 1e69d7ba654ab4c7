import type { StoredProblem } from '../../src/known-problems/stored-problem';
import type { Appeared } from './protocol';

/** What the simulation reads in the product's file past the product: it changes nothing there. */
export interface StoreEyes {
  /** When the store holds something due, the earliest, epoch ms; `undefined`: nothing at all. */
  next(): Promise<DueTimes>;
  /** What customers on pages were shown since the last look; where the world looks for itself, nothing. */
  appeared(): readonly Appeared[];
  /** Hand-overs somebody waits in or talks in. */
  openHandoffs(): Promise<number>;
  /** Known problems since the last look, all of them at the first. */
  suggested(): Promise<readonly string[]>;
  /** When the longest waiting account event is due, epoch ms. */
  noticeDue(): Promise<number | undefined>;
  /** Every known problem that is kept. */
  problems(): Promise<readonly StoredProblem[]>;
}

export interface DueTimes {
  readonly turns?: number;
  readonly outbox?: number;
  readonly complaints?: number;
}

/** @param json an activity as it is stored */
export function shownBy(json: string): Omit<Appeared, 'conversation'> {
  const { text = '', suggestedActions } = JSON.parse(json) as {
    text?: string;
    suggestedActions?: { actions: readonly { title: string }[] };
  };
  return { text, choices: (suggestedActions?.actions ?? []).map(({ title }) => title) };
}
