import type { Complaint, ComplaintStatus, ComplaintType } from '../complaints/complaint';
import type { NewOutboxEntry } from './outbox';

/** A filed complaint before the store has numbered it. */
export type NewComplaint = Omit<Complaint, 'number' | 'version'>;

/** Every condition given must hold; nothing fits an empty list. */
export interface ComplaintQuery {
  readonly statuses?: readonly ComplaintStatus[];
  /** Staff name, or one of these; `null`: nobody's. */
  readonly handler?: string | null | readonly (string | null)[];
  /** Departments (`promise.owner`). */
  readonly owners?: readonly string[];
  readonly types?: readonly ComplaintType[];
  /** At or after. */
  readonly createdFrom?: number;
  /** Before. */
  readonly createdUntil?: number;
  /** At this step of the ladder or above. */
  readonly level?: 1 | 2;
  /** One of the four marks is still to come, due or not; a withdrawn or merged one owes its record only. */
  readonly owing?: true;
  readonly before?: { readonly createdAt: number; readonly id: string };
}

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
  /** Ids of complaints whose `dueAt` is at or before `now`, the longest overdue first. */
  due(now: number, limit: number): Promise<readonly string[]>;
  /** Complaints that fit, newest first (those of the same moment by id), paged by `before` (`createdAt` and id of the last one seen). */
  list(query: ComplaintQuery, limit: number): Promise<readonly Complaint[]>;
  /** How many fit (`before` counts as well), counted up to `most`. */
  count(query: ComplaintQuery, most: number): Promise<number>;
  /**
   * Complaints written since `position`, on any node, in their present form, at most `limit`; without a position, from the
   * first there ever was. One may come again although nothing is new (compare `version`); none that changed is left out
   * for longer than a moment.
   */
  changed(
    limit: number,
    position?: string,
  ): Promise<{ readonly position: string; readonly complaints: readonly Complaint[] }>;
  /** Complaints attached to a known problem, oldest first, after the id of the last one seen. */
  ofProblem(problemId: string, limit: number, after?: string): Promise<readonly Complaint[]>;
  /** Replaces it if the stored version still is `complaint.version`; answers the new one, or `undefined` when stale (R4). */
  replace(complaint: Complaint, outbox?: readonly NewOutboxEntry[]): Promise<Complaint | undefined>;
}
