import type { Complaint, ComplaintType } from '../complaints/complaint';
import type { NewOutboxEntry } from './outbox';

/** A filed complaint before the store has numbered it. */
export type NewComplaint = Omit<Complaint, 'number' | 'version'>;

/** The complaints as one shared, versioned collection. */
export interface ComplaintRepository {
  /**
   * Stores a new complaint and gives it the next number of its day (Asia/Shanghai). The same `createdBy` key again
   * answers the complaint stored first, unchanged (R1, R5).
   * @param outbox what leaves the house because of it, stored by the same write
   */
  insert(complaint: NewComplaint, outbox?: readonly NewOutboxEntry[]): Promise<Complaint>;
  byId(id: string): Promise<Complaint | undefined>;
  /** @param number canonical form, for example `C20261121-0042-7` */
  byNumber(number: string): Promise<Complaint | undefined>;
  /** Complaints about one phone number filed at or after `since`, newest first, at most 50. */
  ofPhone(phone: string, since: number, type?: ComplaintType): Promise<readonly Complaint[]>;
  /** Replaces it if the stored version still is `complaint.version`; answers the new one, or `undefined` when stale (R4). */
  replace(complaint: Complaint, outbox?: readonly NewOutboxEntry[]): Promise<Complaint | undefined>;
}
