import { shanghaiDay, startOfShanghaiDay } from '../ports/calendar';
import { whenAwake } from './awake';
import type { ClockRules } from './clock-rules';
import { runningClock } from './clocks';
import { type Complaint, isEnded } from './complaint';
import { type DutyName, dutiesOf } from './duties';
import type { LadderStep } from './life-schema';
import { askedAgain, plannedCalls } from './planned-calls';
import { currentAnswer, isOfProblem, roundOf, triedAgainAt, triedTwice } from './round';
import { timeOfDay } from './work-hours';

/** What happens when its time has come. */
export type TimerAct =
  /** Up the ladder, or a note for whoever has it. */
  | { readonly do: 'climb'; readonly to: LadderStep }
  /** A promise is broken: the customer hears it from us. */
  | { readonly do: 'own_up' }
  /** A note for whoever has it. */
  | { readonly do: 'remind' }
  /** The customer did not answer: on with what we have. */
  | { readonly do: 'end_pause' }
  /** The question whether it is solved, once more. */
  | { readonly do: 'ask_again' }
  | { readonly do: 'close' }
  | { readonly do: 'greet' };

/** Something due at a time. The name holds the round, so that a re-opened complaint has timers of its own. */
export interface ComplaintTimer {
  readonly name: string;
  readonly at: number;
  readonly act: TimerAct;
}

const hour = 3_600_000;
const day = 24 * hour;

/**
 * Every timer the complaint has as it stands, fired or not. They follow from the document and the standard alone, so a
 * restart or a clock that jumps changes none. What stands still has no time, and no timer.
 */
export function timersOf(complaint: Complaint, rules: ClockRules): readonly ComplaintTimer[] {
  const round = roundOf(complaint);
  const timers = isEnded(complaint.status)
    ? afterwards(complaint, rules)
    : [...ladder(complaint, rules), ...pauseEnds(complaint, rules), ...followUp(complaint, rules)];
  return [...timers, ...owed(complaint, rules)]
    .filter(({ at }) => Number.isFinite(at))
    .map((timer) => ({ ...timer, name: `${timer.name}#${round}` }));
}

/** Those that are due and have not been fired, the longest due first. */
export function dueTimers(complaint: Complaint, rules: ClockRules, now: number): readonly ComplaintTimer[] {
  const fired = new Set(complaint.fired);
  return timersOf(complaint, rules)
    .filter(({ name, at }) => at <= now && !fired.has(name))
    .sort((a, b) => a.at - b.at);
}

/** When the next one is due; `undefined`: none. */
export function nextDueAt(complaint: Complaint, rules: ClockRules): number | undefined {
  const fired = new Set(complaint.fired);
  const times = timersOf(complaint, rules).flatMap(({ name, at }) => (fired.has(name) ? [] : [at]));
  return times.length === 0 ? undefined : Math.min(...times);
}

/** The complaint with its `dueAt` as it has to be; every write goes through here. */
export function withNextTimer<Kind extends Omit<Complaint, 'number' | 'version'>>(
  complaint: Kind,
  rules: ClockRules,
): Kind {
  const { dueAt: _, ...rest } = complaint;
  // Numbers and versions are no matter of clocks.
  const dueAt = nextDueAt({ number: '', version: 0, ...complaint }, rules);
  return (dueAt === undefined ? rest : { ...rest, dueAt }) as Kind;
}

function ladder(complaint: Complaint, rules: ClockRules): readonly ComplaintTimer[] {
  const { ladder: steps, answer_days: answerDays } = rules.standard;
  const shares = (['first_reply', 'resolve'] as const).flatMap((name) => {
    const clock = runningClock(complaint, name, rules);
    if (clock.doneAt !== undefined) return [];
    return steps[name].map(({ percent, to }) => ({
      name: `${name}:${percent}`,
      at: clock.at(percent / 100),
      // Of a known problem its owner is reminded: people who know of the repair need no ladder each.
      act: isOfProblem(complaint) ? ({ do: 'remind' } as const) : ({ do: 'climb', to } as const),
    }));
  });
  const { awake } = rules.standard;
  const resolve = runningClock(complaint, 'resolve', rules);
  // Who was told when a known problem will be repaired hears that we are late when that time is over as well.
  const lateAt = Math.max(resolve.at(1), isOfProblem(complaint) ? (complaint.problem?.repairBy ?? 0) : 0);
  const late =
    resolve.doneAt === undefined
      ? [{ name: 'late:resolve', at: whenAwake(lateAt, awake), act: { do: 'own_up' } as const }]
      : [];
  const law = runningClock(complaint, 'law', rules);
  if (law.doneAt !== undefined) return [...shares, ...late];
  return [
    ...shares,
    ...late,
    ...steps.law.map((step) => ({
      name: `law:${step.day}`,
      at: law.startedAt + step.day * day,
      act: { do: 'climb', to: step.to } as const,
    })),
    { name: `law:${answerDays}`, at: law.at(1), act: { do: 'climb', to: 'manager' } },
    { name: 'late:law', at: whenAwake(law.at(1), awake), act: { do: 'own_up' } },
  ];
}

/** Longest pause for a reason the data no longer knows. */
const unknownPauseDays = 7;

function pauseEnds({ pauses = [] }: Complaint, { standard }: ClockRules): readonly ComplaintTimer[] {
  const index = pauses.findIndex(({ until }) => until === undefined);
  const pause = pauses[index];
  if (pause === undefined) return [];
  const known = Object.hasOwn(standard.pause_reasons, pause.reason) ? standard.pause_reasons[pause.reason] : undefined;
  const at = pause.from + (known?.max_days ?? unknownPauseDays) * day;
  return [{ name: `pause:${index}`, at, act: { do: 'end_pause' } }];
}

/** From the decision to the end: told, asked, asked again, called, closed. */
function followUp(complaint: Complaint, rules: ClockRules): readonly ComplaintTimer[] {
  const { recheck } = rules.standard;
  const answer = currentAnswer(complaint);
  if (answer === undefined) return [];
  if (complaint.status === 'answered') return reminders(complaint, rules, { told: 'told' });
  const closing = (since: number | undefined): readonly ComplaintTimer[] =>
    since === undefined || isRemedyOpen(complaint)
      ? []
      : [{ name: 'close', at: since + recheck.close_hours * hour, act: { do: 'close' } }];
  if (complaint.status === 'rechecked') return closing(complaint.marks.rechecked?.at);
  if (complaint.status !== 'decision_communicated') return [];
  const again = askedAgain(complaint, answer, rules).map(({ hours, at }) => ({
    name: `recheck:${hours}`,
    at,
    act: { do: 'ask_again' } as const,
  }));
  if (triedTwice(complaint)) return closing(triedAgainAt(complaint));
  const calls = plannedCalls(complaint, rules).map(({ name, slot }) => ({
    name,
    at: slot.from,
    act: { do: 'remind' } as const,
  }));
  return [...again, ...calls];
}

/** Two of the four marks (四不漏) are owed after the work is done, closed or not; a supervisor's word on remedies too. */
function owed(complaint: Complaint, rules: ClockRules): readonly ComplaintTimer[] {
  const { standard } = rules;
  const { status, remedies = [] } = complaint;
  if (status === 'withdrawn' || status === 'merged') return [];
  const decisions = remedies
    .filter((remedy) => remedy.status === 'waiting_approval')
    .map((remedy) => ({
      name: `remedy:${remedy.id}`,
      at: remedy.at + standard.remedy_decision_hours * hour,
      act: { do: 'climb', to: 'team_lead' } as const,
    }));
  const unpaid = remedies
    .filter((remedy) => remedy.status === 'failed')
    .map(({ id, again = 0, settledAt = 0 }) => ({
      name: `unpaid:${id}-${again}`,
      at: settledAt + standard.remedy_decision_hours * hour,
      act: { do: 'climb', to: 'team_lead' } as const,
    }));
  const marks = reminders(complaint, rules, { rechecked: 'mark:rechecked', fedBack: 'mark:fedBack' });
  return [...decisions, ...unpaid, ...marks];
}

/** What is owed after the decision, when its time has come. @param names of timers, by duty; others are left out */
const reminders = (
  complaint: Complaint,
  rules: ClockRules,
  names: Partial<Record<DutyName, string>>,
): readonly ComplaintTimer[] =>
  dutiesOf(complaint, rules).flatMap(({ name: duty, dueAt }) => {
    const name = names[duty];
    return name === undefined ? [] : [{ name, at: dueAt, act: { do: 'remind' } as const }];
  });

/** The short word some days after closing, for who said that it is solved. */
function afterwards(complaint: Complaint, { standard: { greeting } }: ClockRules): readonly ComplaintTimer[] {
  const { status, history, rechecks } = complaint;
  const closedAt = history.findLast(({ to, from }) => to === 'closed' && from !== 'closed')?.at;
  if (status !== 'closed' || closedAt === undefined || rechecks?.at(-1)?.solved !== true) return [];
  const onDay = startOfShanghaiDay(shanghaiDay(closedAt + greeting.after_days * day));
  return [{ name: 'greeting', at: onDay + timeOfDay(greeting.at), act: { do: 'greet' } }];
}

/** Nothing is closed over a remedy nobody has decided on, or one that could not be paid. */
const isRemedyOpen = ({ remedies = [] }: Complaint): boolean =>
  remedies.some(({ status }) => status === 'waiting_approval' || status === 'failed');
