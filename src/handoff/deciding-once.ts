import { type ActKey, heardBefore, underKey } from '../ports/act-key';
import { asIs, type Decided, refuse } from './decided';
import type { Handoff } from './handoff';

type Decide = (handoff: Handoff, now: number) => Decided | Promise<Decided>;

/** The same decision for one request: what was said under this key before happens no second time. */
export const decidingOnce =
  (key: ActKey, decide: Decide): Decide =>
  async (handoff, now) => {
    const { history } = handoff;
    const heard = heardBefore(history, key);
    if (heard !== undefined) return heard === 'same' ? asIs : refuse('key_reused');
    const decided = await decide(handoff, now);
    if (!decided.ok || decided.change === undefined) return decided;
    return { ok: true, change: { ...decided.change, handoff: underKey(decided.change.handoff, history, key) } };
  };
