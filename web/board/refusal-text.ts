import type { ApiFault } from '../shared/ask-desk';
import { type BoardWording, label } from '../wording/board/board-wording';

/** Why it did not work, in the supervisor's words. */
export function refusalText({ status, code }: ApiFault, { refusal }: BoardWording): string {
  const own = label(refusal, code);
  if (own !== code) return own;
  if (status === 404) return refusal.gone;
  if (status === 403) return refusal.forbidden;
  if (status === 400 || status === 413) return refusal.invalid;
  if (status === 429) return refusal.tooFast;
  return status === 0 || status >= 500 ? refusal.unreachable : refusal.other;
}
