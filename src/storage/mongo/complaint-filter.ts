import type { Condition, Filter } from 'mongodb';
import { complaintStatuses, complaintTypes } from '../../complaints/complaint';
import type { ComplaintQuery } from '../../ports/complaint-repository';
import { finite, stored } from '../stored-text';
import type { ComplaintDoc } from './collections';

/**
 * What fits a query. States are always named, and types where no other index serves: the server then merges the few
 * stretches of an index in the order that is asked for, instead of sorting all that fit.
 */
export function complaintFilter(query: ComplaintQuery): Filter<ComplaintDoc> {
  const {
    statuses = complaintStatuses,
    handler,
    owners,
    types,
    createdFrom,
    createdUntil,
    level,
    owing,
    before,
  } = query;
  const byType = handler === undefined && owners === undefined && level === undefined && !owing;
  const kinds = types ?? (byType ? complaintTypes : undefined);
  const oneOf = (texts: readonly string[]) => ({ $in: [...new Set(texts)].map(stored) });
  return {
    status: oneOf(statuses),
    ...(handler !== undefined && { handler: whoseOf(handler) }),
    ...(owners && { owner: oneOf(owners) }),
    ...(kinds && { type: oneOf(kinds) }),
    ...(level !== undefined && { level: { $in: [1, 2].filter((step) => step >= finite(level)) } }),
    ...(owing && { owing }),
    ...created(createdFrom, createdUntil, before?.createdAt),
    ...(before && {
      $or: [{ createdAt: { $lt: before.createdAt } }, { createdAt: before.createdAt, _id: { $lt: stored(before.id) } }],
    }),
  };
}

function whoseOf(handler: NonNullable<ComplaintQuery['handler']> | null): Condition<string | null> {
  const name = (one: string | null) => (one === null ? null : stored(one));
  return typeof handler === 'string' || handler === null ? name(handler) : { $in: [...new Set(handler)].map(name) };
}

function created(from?: number, until?: number, before?: number): Filter<ComplaintDoc> {
  const limits = {
    ...(from !== undefined && { $gte: finite(from) }),
    ...(until !== undefined && { $lt: finite(until) }),
    ...(before !== undefined && { $lte: finite(before) }),
  };
  return Object.keys(limits).length > 0 ? { createdAt: limits } : {};
}
