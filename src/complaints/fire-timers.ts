import { applyEvent } from './apply-event';
import type { ClockRules } from './clock-rules';
import { runningClock } from './clocks';
import type { Complaint } from './complaint';
import type { LadderStep } from './life-schema';
import type { Actor } from './state-table';
import { type ComplaintTimer, dueTimers } from './timers';
import type { Told } from './told';

/** A timer as an actor. */
export const deskActor: Actor = { role: 'desk', id: 'desk' };
/** History entry of a timer that changes nothing besides: a note for whoever has the complaint. */
export const timerEvent = 'timer';
/** What the history says of closing without the customer's word. */
const closedWithout = 'no word after two tries';

export interface Fired {
  readonly complaint: Complaint;
  readonly told: readonly Told[];
}

/** Longest chain of timers that make one another due; there are fewer names than that in one round. */
const chainLimit = 200;

/**
 * Fires what is due, the longest due first, each once; what a timer makes due (a pause that ends lets clocks run on) comes
 * in the same go.
 * @param mayGreet whether the customer agreed to hear from us later
 * @returns `undefined`: nothing was due
 */
export function fireDueTimers(
  complaint: Complaint,
  rules: ClockRules,
  now: number,
  mayGreet: boolean,
): Fired | undefined {
  let fired: Fired = { complaint, told: [] };
  for (let count = 0; count < chainLimit; count += 1) {
    const [timer] = dueTimers(fired.complaint, rules, now);
    if (timer === undefined) break;
    const next = fire(fired.complaint, timer, rules, now, mayGreet);
    fired = {
      complaint: { ...next.complaint, fired: [...(fired.complaint.fired ?? []), timer.name] },
      told: [...fired.told, ...next.told],
    };
  }
  return fired.complaint === complaint ? undefined : fired;
}

function fire(
  complaint: Complaint,
  { name, act }: ComplaintTimer,
  rules: ClockRules,
  now: number,
  mayGreet: boolean,
): Fired {
  const noted = note(complaint, name, now);
  switch (act.do) {
    case 'climb':
      return { complaint: climb(complaint, act.to, name, now), told: [] };
    case 'own_up':
      return { complaint: noted, told: [{ event: 'progress', step: 'late' }] };
    case 'remind':
      return { complaint: noted, told: [] };
    case 'ask_again':
      return { complaint: noted, told: [{ event: 'recheck' }] };
    case 'greet':
      return { complaint: noted, told: mayGreet ? [{ event: 'greeting' }] : [] };
    case 'end_pause': {
      const ended = applyEvent(complaint, 'customer_answered', deskActor, now, name);
      return ended.ok
        ? { complaint: ended.complaint, told: [goesOn(ended.complaint, rules)] }
        : { complaint: noted, told: [] };
    }
    case 'close': {
      const hadWord = complaint.status === 'rechecked';
      const closed = applyEvent(complaint, 'close', deskActor, now, hadWord ? undefined : closedWithout);
      if (!closed.ok) return { complaint: noted, told: [] };
      // Whoever said it is solved needs not hear it again.
      return { complaint: closed.complaint, told: hadWord ? [] : [{ event: 'progress', step: 'closed' }] };
    }
  }
}

/** Work goes on; by when it ends now. */
export const goesOn = (complaint: Complaint, rules: ClockRules): Told => ({
  event: 'progress',
  step: 'investigating',
  by: runningClock(complaint, 'resolve', rules).at(1),
});

const levelOf = { agent: 0, team_lead: 1, manager: 2 } as const satisfies Record<LadderStep, number>;

/** Up to a step of the ladder; who stands there or higher gets a note. */
function climb(complaint: Complaint, to: LadderStep, name: string, now: number): Complaint {
  let climbed = complaint;
  while ((climbed.level ?? 0) < levelOf[to]) {
    const result = applyEvent(climbed, 'escalate', deskActor, now, name);
    if (!result.ok) break;
    climbed = result.complaint;
  }
  const noted = climbed === complaint ? note(complaint, name, now) : climbed;
  // A note for whoever has it is no climb; at the top already, the manager hears of it once more.
  return to === 'agent' || noted.level === undefined || noted.level === 0
    ? noted
    : { ...noted, climbed: { at: now, to: noted.level, why: name } };
}

const note = (complaint: Complaint, name: string, now: number): Complaint => ({
  ...complaint,
  history: [...complaint.history, { at: now, actor: deskActor.id, event: timerEvent, note: name }],
});
