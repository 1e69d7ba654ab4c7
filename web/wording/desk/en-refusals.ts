import type { RefusalsWording } from './desk-wording';

/** Why a step of a complaint did not happen, and what has to come first. */
export const enRefusals: RefusalsWording = {
  complaintRefusal: {
    taken: '{name} is working on this complaint.',
    gone: 'This complaint is no longer yours to see.',
    not_now: 'The complaint has moved on; this cannot be done now.',
    not_allowed: 'You have no right to do that.',
    reason_needed: 'Please give a reason.',
    needs_answer: 'There is no answer with its cause yet: answer the customer first.',
    needs_recheck:
      'Not yet: the customer has to confirm it is solved, or two tries at different times of day (morning, afternoon, evening) have to be on record.',
    not_found: 'There is no complaint with this number.',
    unknown: 'No such colleague, cause or remedy: please choose again.',
    needs_amount: 'Money needs an amount, and a gift what it is worth.',
    above_limit: 'More than you may give: a supervisor has to decide.',
    busy: 'A colleague is changing it too; please try again.',
  },
  beforeClosing: {
    /** Between two sentences. */
    space: ' ',
    lead: 'It cannot be closed yet:',
    notTold: 'The customer has not been told the answer. Tell them first, then ask whether it is solved.',
    noWord: 'The customer has not said that it is solved. Once they have, log the re-check result.',
    tries:
      'If they cannot be reached, log {of} tries at different times (morning, afternoon, after 18:00); {n} so far.',
    sameTime:
      '{n} tries that reached nobody are on record, all at the same time of day. Try once more at another (morning, afternoon, after 18:00).',
  },
};
