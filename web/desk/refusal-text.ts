import { type DeskWording, label } from '../wording/desk/desk-wording';
import { filled } from '../wording/wording';
import type { ApiFault } from './api';
import type { DeskState } from './state/desk-state';

/** Why it did not work, in the agent's words. */
export function refusalText({ status, code, agent }: ApiFault, wording: DeskWording, state: DeskState): string {
  const words = wording.refusal;
  if (code === 'taken') {
    const name = state.colleagues.get(agent ?? '')?.displayName ?? agent ?? words.somebody;
    return filled(words.taken, { name });
  }
  if (code === 'gone_unsent') return words.goneUnsent;
  if (status === 404) return words.gone;
  if (status === 403) return words.forbidden;
  if (status === 429) return words.tooFast;
  if (status === 0 || status >= 500) return words.unreachable;
  const text = label(words, code);
  return text === code ? words.other : text;
}
