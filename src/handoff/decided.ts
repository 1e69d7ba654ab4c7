import type { ActResult } from './acts';
import type { HandoffChange } from './change-handoff';

type Refused = Extract<ActResult, { ok: false }>;

/** What an act comes to, before it is written: a change, nothing to change, or why not. */
export type Decided = Refused | { readonly ok: true; readonly change: HandoffChange };

/** It is already as wished: said again, or another was faster with the same. */
export const asIs: Decided = { ok: true, change: undefined };

/** @param by who has it, for `taken` */
export const refuse = (reason: Refused['reason'], by?: string): Decided => ({
  ok: false,
  reason,
  ...(by === undefined ? {} : { by }),
});
