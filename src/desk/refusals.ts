import type { ActResult } from '../handoff/acts';
import { HttpError, type HttpResponse } from '../platform/http';
import { errorBody } from '../platform/respond';
import type { ConflictCode } from './desk-api';

/** "Not yours" and "not there" are this same answer (S5). */
export const notFound = (): HttpError => new HttpError(404, 'NotFound', 'There is no such entry.');

/** The role itself has no such right, whatever the entry. */
export const forbidden = (): HttpError => new HttpError(403, 'Forbidden', 'Your role does not allow this.');

export const badArgument = (what: string): HttpError => new HttpError(400, 'BadArgument', what);

/** Said under this key before was something else, which happened. */
export const keyReused = (): HttpError =>
  new HttpError(422, 'KeyReused', 'Another request had this key, and was carried out.');

const conflicts: Readonly<Record<ConflictCode, string>> = {
  taken: 'Somebody else has it.',
  not_now: 'That cannot be done in its present state.',
  full: 'There is no capacity left for one more customer.',
  unknown_agent: 'There is no such colleague or team.',
  wrap_up_incomplete: 'Result, root cause and, for a follow-up, its day are needed.',
};

/** 409. @param agent who has it, for `taken` */
export const conflict = (code: ConflictCode, agent?: string): HttpResponse => {
  const { error } = errorBody(code, conflicts[code]) as { error: object };
  return { status: 409, body: { error: { ...error, ...(agent === undefined ? {} : { agent }) } } };
};

/**
 * What a refused act is on the wire; `by` as people call them.
 * @throws HttpError 404, 422, 503
 */
export function refusalOf({ reason, by }: Extract<ActResult, { ok: false }>): HttpResponse {
  if (reason === 'not_found') throw notFound();
  if (reason === 'busy') {
    throw new HttpError(503, 'Busy', 'Others are changing it just now. Try again.', { 'retry-after': '1' });
  }
  if (reason === 'key_reused') throw keyReused();
  return reason === 'not_allowed' ? conflict('not_now') : conflict(reason, by);
}
