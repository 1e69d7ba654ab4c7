import type { Complaint } from './complaint';

type Kind = { readonly type: Complaint['type']; readonly subType?: string | undefined };

/**
 * Whether two complaints of one customer are about the same thing: the same sub-type; where either has none, the same type.
 * A charge made twice is no repeat of a price somebody finds too high.
 */
export const isSameThing = (one: Kind, other: Kind): boolean =>
  one.type === other.type &&
  (one.subType === undefined || other.subType === undefined || one.subType === other.subType);
