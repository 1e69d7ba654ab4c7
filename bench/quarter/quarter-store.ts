import type { Complaint } from '../../src/complaints/complaint';
import type { Appeared, StorePlace } from './protocol';
import type { RawStore } from './raw-store';

/** The store of one quarter, as the world has it: made before the product comes up, read past it, and taken away. */
export interface QuarterStore {
  /** What the product's processes are told. */
  readonly place: StorePlace;
  complaints(): Promise<readonly Complaint[]>;
  raw(): Promise<RawStore>;
  /** What a conversation was shown since the last look; absent where the product's only process tells it. */
  shown?(conversation: string): Promise<readonly Appeared[]>;
  /** Nothing can be written until it is opened again. */
  shut(): Promise<void>;
  open(): Promise<void>;
  /** Removes it, unless it is to be kept. */
  close(): Promise<void>;
}

/** Kept, so that a difference can be looked into. */
export const isKept = (): boolean => process.env['QUARTER_KEEP'] !== undefined;
