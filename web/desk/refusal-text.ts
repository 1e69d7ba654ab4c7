import { type DeskWording, label } from '../wording/desk/desk-wording';
import { filled } from '../wording/wording';
import type { ApiFault } from './api';
import type { DeskState } from './state/desk-state';
import { closingText, isClosingLacks } from './views/complaints/closing-text';

/** Why it did not work, in the agent's words. */
export function refusalText(fault: ApiFault, wording: DeskWording, state: DeskState): string {
  const { status, code } = fault;
  const words = wording.refusal;
  if (code === 'taken') {
    return filled(words.taken, { name: nameOf(fault, wording, state) });
  }
  if (code === 'gone_unsent') return words.goneUnsent;
  if (status === 404) return words.gone;
  if (status === 403) return words.forbidden;
  if (status === 429) return words.tooFast;
  if (status === 0 || status >= 500) return words.unreachable;
  const text = label(words, code);
  return text === code ? words.other : text;
}

/** The same for a step of a complaint. */
export function complaintRefusalText(fault: ApiFault, wording: DeskWording, state: DeskState): string {
  const words = wording.complaintRefusal;
  const { lacks } = fault;
  if (fault.code === 'needs_recheck' && isClosingLacks(lacks)) {
    const { lead, space } = wording.beforeClosing;
    return [lead, ...closingText(lacks, wording)].join(space);
  }
  const text = filled(label(words, fault.code), { name: nameOf(fault, wording, state) });
  // Of a number that was typed in the server says so with 409; 404 means the complaint itself.
  if (fault.status === 404) return words.gone;
  return text === fault.code ? refusalText(fault, wording, state) : text;
}

/** Who has it. */
const nameOf = ({ agent }: ApiFault, { refusal }: DeskWording, { colleagues }: DeskState): string =>
  colleagues.get(agent ?? '')?.displayName ?? agent ?? refusal.somebody;
