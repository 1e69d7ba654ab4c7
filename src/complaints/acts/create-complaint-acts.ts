import type { ActKey } from '../../ports/act-key';
import type { ComplaintActs } from '../complaint-acts';
import { fireDueTimers } from '../fire-timers';
import { owningUp, toldOnceADay } from '../owning-up';
import { nextDueAt } from '../timers';
import { actContext, asIs, type ComplaintActsDeps, write } from './act-context';
import { followUpActs } from './follow-up-acts';
import { problemActs } from './problem-acts';
import { remedyActs } from './remedy-acts';
import { workActs } from './work-acts';

/**
 * Wire one for the whole process, and give it to whoever acts: bot, desk, timers. What a member of staff or a timer does is
 * told to the customer by an outbox entry; what customers do themselves is answered by whoever they told it.
 */
export function createComplaintActs(deps: ComplaintActsDeps): ComplaintActs {
  return actsUnder(deps);
}

function actsUnder(deps: ComplaintActsDeps, key?: ActKey): ComplaintActs {
  const context = actContext(deps, key);
  const { act, catalogue, clock, complaints, mayGreet } = context;
  return {
    once: (other) => actsUnder(deps, other),
    ...workActs(context),
    ...followUpActs(context),
    ...remedyActs(context),
    ...problemActs(context),

    async fireTimers(id) {
      const stored = await complaints.byId(id);
      const late = stored && (await owningUp(stored, complaints, catalogue, clock.now()));
      const isWelcome = stored?.status === 'closed' && (await mayGreet?.(stored)) === true;
      return act(id, (complaint, now) => {
        const fired = fireDueTimers(complaint, catalogue, now, isWelcome);
        if (fired !== undefined)
          return write(complaint, fired.complaint, late ? toldOnceADay(fired.told, late) : fired.told);
        // Written by something that knows no clocks, or with a standard that has changed since.
        return nextDueAt(complaint, catalogue) === complaint.dueAt ? asIs : write(complaint, complaint);
      });
    },
  };
}
