import type { TransferTo } from './acts';
import type { HandoffChanges } from './apply-event';
import type { Handoff, HandoffNote } from './handoff';
import type { Routing } from './routing-data';

/** What a transfer or a supervisor's assignment writes. @param left the note for whoever takes it, where there is one */
export function passedOn(
  handoff: Handoff,
  to: TransferTo,
  left: HandoffNote,
  now: number,
  routing: Pick<Routing, 'passed_over_seconds' | 'reserved_seconds'>,
): HandoffChanges {
  const target = 'agent' in to ? to.agent : undefined;
  const before = handoff.status === 'assigned' ? handoff.agent : handoff.offer?.agent;
  const stillPassed = (handoff.passedOver ?? []).filter(
    ({ agent, until }) => until > now && agent !== before && agent !== target,
  );
  // Whoever gives it away is not asked for it again at once.
  const gaveIt = before === undefined || before === target ? [] : [before];
  const after = now + 1000 * routing.passed_over_seconds;
  // Put aside from now on would be over when the time for the call comes.
  const isBooked = handoff.status === 'call_back_booked';
  return {
    offer: undefined,
    told: undefined,
    passedOver: [...stillPassed, ...gaveIt.map((agent) => ({ agent, until: after }))],
    preferredAgent: isBooked ? target : undefined,
    reservedFor:
      target === undefined || isBooked ? undefined : { agent: target, until: now + 1000 * routing.reserved_seconds },
    ...('team' in to ? { skill: to.team, firstSkill: handoff.firstSkill ?? handoff.skill } : {}),
    ...(left.text === '' ? {} : { notes: [...(handoff.notes ?? []), left] }),
  };
}
