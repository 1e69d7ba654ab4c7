import type { ClosingLacks } from '../../complaints/before-closing';
import type { ComplaintActResult } from '../../complaints/complaint-acts';
import { HttpError, type HttpResponse } from '../../platform/http';
import { errorBody } from '../../platform/respond';
import type { ComplaintConflict } from '../complaint-api';
import { keyReused, notFound } from '../refusals';

const conflicts: Readonly<Record<ComplaintConflict, string>> = {
  taken: 'A colleague works on it.',
  not_now: 'That cannot be done in its present state.',
  reason_needed: 'It needs a reason.',
  needs_answer: 'It needs an answer with its coded cause first.',
  needs_recheck: 'First the customer says that it is solved, or two tries at different times of day are on record.',
  unknown: 'There is no such cause, reason, remedy, colleague or complaint.',
  needs_amount: 'Money needs an amount, and a gift a worth (amountFen).',
  above_limit: 'It is above the limit.',
};

/** 409. @param agent who has it, for `taken` */
export const complaintConflict = (code: ComplaintConflict, agent?: string): HttpResponse =>
  conflict(code, conflicts[code], agent === undefined ? {} : { agent });

function conflict(code: ComplaintConflict, message: string, facts: object): HttpResponse {
  const { error } = errorBody(code, message) as { error: object };
  return { status: 409, body: { error: { ...error, ...facts } } };
}

/** What is missing, and what to do about it. */
function closingMessage({ told, tries, of, sameTimeOfDay }: ClosingLacks): string {
  if (!told) return 'The customer has not been told the answer yet.';
  const instead = sameTimeOfDay
    ? `${tries} tries that reached nobody are on record, all in the same part of the day: one more in another is needed.`
    : `Or log tries that reached nobody at different times of day: ${tries} of ${of} are on record.`;
  return `The customer has not said that it is solved: log the re-check once they have. ${instead}`;
}

/**
 * What a refused act is on the wire.
 * @throws HttpError 404, 422, 503
 */
export function complaintRefusal({ reason, lacks }: Extract<ComplaintActResult, { ok: false }>): HttpResponse {
  if (reason === 'not_found') throw notFound();
  if (reason === 'busy')
    throw new HttpError(503, 'Busy', 'Others are changing it just now. Try again.', { 'retry-after': '1' });
  if (reason === 'key_reused') throw keyReused();
  if (reason === 'needs_recheck' && lacks) return conflict(reason, closingMessage(lacks), { lacks });
  return complaintConflict(reason === 'not_allowed' ? 'not_now' : reason);
}
