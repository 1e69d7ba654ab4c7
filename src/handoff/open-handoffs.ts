import type { HandoffQueue } from '../ports/handoff-queue';
import type { Handoff } from './handoff';

const open = ['waiting', 'offered', 'assigned', 'call_back_booked'] as const;
const isOpen = ({ status }: Handoff): boolean => (open as readonly string[]).includes(status);
const mostOpen = 20_000;
/** Looked through whole again this often, should a change ever be missed. */
const wholeEveryMs = 60_000;

/** Every open entry, kept up with the queue's changes: reading them all twice a second would cost more than it tells. */
export interface OpenHandoffs {
  /** Looks what has changed since the last look. */
  look(now: number): Promise<readonly Handoff[]>;
}

/** Entries come without what is long and decides nothing here: transcript and initiation. */
export function openHandoffs(queue: Pick<HandoffQueue, 'changed' | 'list'>): OpenHandoffs {
  const known = new Map<string, Handoff>();
  let position: string | undefined;
  let wholeAt = 0;

  function take(handoff: Handoff): void {
    const before = known.get(handoff.id);
    if (before !== undefined && before.version > handoff.version) return;
    if (isOpen(handoff)) known.set(handoff.id, slim(handoff));
    else known.delete(handoff.id);
  }

  return {
    async look(now) {
      if (position === undefined || now - wholeAt >= wholeEveryMs || now < wholeAt) {
        // The position first: what is written between the two is then told twice, not never.
        ({ position } = await queue.changed());
        const all = await queue.list(open, mostOpen);
        known.clear();
        all.forEach(take);
        wholeAt = now;
      }
      const changes = await queue.changed(position);
      position = changes.position;
      changes.handoffs.forEach(take);
      return [...known.values()];
    },
  };
}

function slim({ initiation: _initiation, ...handoff }: Handoff): Handoff {
  return { ...handoff, brief: { ...handoff.brief, transcript: [] } };
}
