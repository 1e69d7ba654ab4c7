import type { Findings } from './findings';

/** `short` runs with every `npm test`, `long` with `npm run faults`. */
export type Size = 'short' | 'long';

/** One thing that goes wrong, played with the built product in real processes. */
export interface Fault {
  /** As `npm run faults -- <name>` takes it. */
  readonly name: string;
  /** For people: what goes wrong and which promises of requirements.md hold. */
  readonly title: string;
  /** Needs a server that speaks MongoDB's protocol. */
  readonly mongo: boolean;
  /**
   * Plays it and notes what came of it; a broken promise is noted, not thrown.
   * @throws what kept it from being played at all
   */
  run(scene: Scene): Promise<void>;
}

/** What a run gets and must give back nothing of: folders, processes and servers end with it. */
export interface Scene {
  readonly size: Size;
  readonly findings: Findings;
  /** A folder of its own, removed afterwards. */
  folder(): string;
  /** Ends something when the run is over, however it ended; the last one first. */
  afterwards(end: () => Promise<unknown> | unknown): void;
}
