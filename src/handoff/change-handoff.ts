import type { Clock } from '../ports/clock';
import type { HandoffQueue } from '../ports/handoff-queue';
import type { NewOutboxEntry } from '../ports/outbox';
import type { ActResult } from './acts';
import type { Handoff } from './handoff';

type Refused = Extract<ActResult, { ok: false }>;
/** What to write: the changed entry and what leaves because of it; `undefined`: it is already as wished. */
export type HandoffChange = { readonly handoff: Handoff; readonly outbox?: readonly NewOutboxEntry[] } | undefined;

export interface ChangeHandoffDeps {
  readonly queue: Pick<HandoffQueue, 'byId' | 'replace'>;
  readonly clock: Clock;
}

const tries = 5;

/**
 * Reads, decides and writes on condition of the version read; decides anew when another write came between (R4).
 * @param decide gets the entry as it stands now; may be called again
 */
export async function changeHandoff(
  { queue, clock }: ChangeHandoffDeps,
  id: string,
  decide: (
    handoff: Handoff,
    now: number,
  ) => Refused | { ok: true; change: HandoffChange } | Promise<Refused | { ok: true; change: HandoffChange }>,
): Promise<ActResult> {
  for (let tried = 0; tried < tries; tried += 1) {
    const handoff = await queue.byId(id);
    if (handoff === undefined) return { ok: false, reason: 'not_found' };
    const decided = await decide(handoff, clock.now());
    if (!decided.ok) return decided;
    if (decided.change === undefined) return { ok: true, handoff };
    const written = await queue.replace(decided.change.handoff, decided.change.outbox);
    if (written !== undefined) return { ok: true, handoff: written };
  }
  return { ok: false, reason: 'busy' };
}
