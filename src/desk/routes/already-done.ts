import type { Handoff } from '../../handoff/handoff';
import type { DeskAct } from '../desk-api';
import type { StaffIdentity } from '../staff-account';

/**
 * Whether this person has done just that already: the answer was lost on its way, and the page asks again (R1). They are
 * answered with what came of it.
 */
export function isAlreadyDone(act: DeskAct, { name }: StaffIdentity, handoff: Handoff): boolean {
  const { status, agent, offer, passedOver = [], wrapUp, history = [] } = handoff;
  const last = history.at(-1);
  switch (act) {
    case 'accept':
    case 'take':
      return status === 'assigned' && agent === name;
    case 'decline':
      return offer?.agent !== name && passedOver.some((passed) => passed.agent === name);
    case 'finish':
      return (
        (status === 'done' && wrapUp?.by === name) ||
        // Nobody answered the call: it was put off.
        (status === 'call_back_booked' && last?.event === 'not_reached' && last.actor === name)
      );
    default:
      return false;
  }
}
