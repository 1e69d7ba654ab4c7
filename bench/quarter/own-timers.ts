import { clockTime, dayMs, hourMs, midnight, partOfDay } from './own-calendar';
import { ownClock } from './own-clock';
import { isEnded, type OwnLife, triedAgainAt } from './own-life';
import type { OwnStandard } from './own-standard';

/** A timer as docs/complaints.md has it. */
export interface OwnTimer {
  readonly name: string;
  readonly at: number;
}

/** Everything that has a time as the complaint stands, fired or not; names hold the round. */
export function ownTimers(life: OwnLife, standard: OwnStandard): readonly OwnTimer[] {
  const timers = isEnded(life) ? greeting(life, standard) : whileOpen(life, standard);
  return [...timers, ...owed(life, standard)]
    .filter(({ at }) => Number.isFinite(at))
    .map(({ name, at }) => ({ name: `${name}#${life.round}`, at }));
}

function whileOpen(life: OwnLife, standard: OwnStandard): OwnTimer[] {
  return [
    ...firstReply(life, standard),
    ...solution(life, standard),
    ...law(life, standard),
    ...pauseEnd(life, standard),
    ...followUp(life, standard),
  ];
}

function firstReply(life: OwnLife, standard: OwnStandard): OwnTimer[] {
  if (life.firstReplyAt !== undefined) return [];
  const clock = ownClock(life, 'first_reply', standard);
  return standard.file.ladder.first_reply.map(({ percent }) => ({
    name: `first_reply:${percent}`,
    at: clock.at(percent / 100),
  }));
}

function solution(life: OwnLife, standard: OwnStandard): OwnTimer[] {
  if (life.handledAt !== undefined) return [];
  const clock = ownClock(life, 'resolve', standard);
  const steps = standard.file.ladder.resolve.map(({ percent }) => ({
    name: `resolve:${percent}`,
    at: clock.at(percent / 100),
  }));
  // Who was told when a known problem is repaired is not late before.
  const lateAt = Math.max(clock.dueAt, life.part?.repairBy ?? 0);
  const late = Number.isFinite(lateAt) ? [{ name: 'late:resolve', at: standard.byDay(lateAt) }] : [];
  return [...steps, ...late];
}

/** Calendar days, and nothing stops them but that the customer is told. */
function law(life: OwnLife, standard: OwnStandard): OwnTimer[] {
  if (life.toldAt !== undefined) return [];
  const { answer_days: days, ladder } = standard.file;
  const due = life.promise.answerBy;
  return [
    ...ladder.law.map(({ day }) => ({ name: `law:${day}`, at: due - (days - day) * dayMs })),
    { name: `law:${days}`, at: due },
    { name: 'late:law', at: standard.byDay(due) },
  ];
}

function pauseEnd({ pauses }: OwnLife, { file }: OwnStandard): OwnTimer[] {
  const index = pauses.findIndex(({ until }) => !Number.isFinite(until));
  const pause = pauses[index];
  if (pause === undefined) return [];
  const days = file.pause_reasons[pause.reason]?.max_days ?? Number.NaN;
  return [{ name: `pause:${index}`, at: pause.from + days * dayMs }];
}

/** Told, asked, asked again, called, closed. */
function followUp(life: OwnLife, standard: OwnStandard): OwnTimer[] {
  const { recheck } = standard.file;
  const { handledAt, status } = life;
  if (handledAt === undefined) return [];
  if (status === 'answered') return [{ name: 'told', at: handledAt + recheck.told_within_hours * hourMs }];
  if (status === 'rechecked') return closing(life, life.recheckedAt, standard);
  if (status !== 'decision_communicated') return [];
  const askedAt = life.askedAt ?? life.toldAt ?? handledAt;
  const again = recheck.ask_again_hours.map((hours) => ({
    name: `recheck:${hours}`,
    at: standard.byDay(askedAt + hours * hourMs),
  }));
  const triedAt = triedAgainAt(life);
  if (triedAt !== undefined) return closing(life, triedAt, standard);
  return [...again, ...calls(life, standard, Math.max(askedAt, ...again.map(({ at }) => at)))];
}

/** The first call and a reminder of it; after one to nobody the next that counts, on another day if there is time for that. */
function calls({ tries, handledAt = Number.NaN }: OwnLife, standard: OwnStandard, from: number): OwnTimer[] {
  const [first] = tries;
  if (first === undefined) {
    const slot = standard.callBack(from);
    return [
      { name: 'try:1', at: slot.from },
      { name: 'try:1-again', at: standard.callBack(slot.until).from },
    ];
  }
  const last = tries.at(-1) ?? first;
  const dueAt = handledAt + standard.file.recheck.within_hours * hourMs;
  const later = standard.callBack(Math.max(from, midnight(last) + dayMs), partOfDay(first));
  const next = later.until > dueAt ? standard.callBack(Math.max(from, last), partOfDay(first)) : later;
  return [{ name: `try:${tries.length + 1}`, at: next.from }];
}

/** Not while a supervisor's word on a remedy is waited for. */
function closing(life: OwnLife, since: number | undefined, { file }: OwnStandard): OwnTimer[] {
  if (since === undefined || life.waiting.length > 0) return [];
  return [{ name: 'close', at: since + file.recheck.close_hours * hourMs }];
}

/** Owed after the work is done, whether it is closed or not. */
function owed(life: OwnLife, { file }: OwnStandard): OwnTimer[] {
  const { status, handledAt } = life;
  if (status === 'withdrawn' || status === 'merged') return [];
  const decisions = life.waiting.map(({ id, at }) => ({
    name: `remedy:${id}`,
    at: at + file.remedy_decision_hours * hourMs,
  }));
  if (handledAt === undefined) return decisions;
  const isRechecked = life.recheckedAt !== undefined || triedAgainAt(life) !== undefined;
  return [
    ...decisions,
    ...(isRechecked ? [] : [{ name: 'mark:rechecked', at: handledAt + file.recheck.within_hours * hourMs }]),
    ...(life.fedBackAt !== undefined ? [] : [{ name: 'mark:fedBack', at: handledAt + file.feed_back_days * dayMs }]),
  ];
}

/** Some days after closing, to whoever said that it is solved. */
function greeting({ status, closedAt, solved }: OwnLife, { file }: OwnStandard): OwnTimer[] {
  if (status !== 'closed' || closedAt === undefined || solved !== true) return [];
  const { after_days: days, at } = file.greeting;
  return [{ name: 'greeting', at: midnight(closedAt + days * dayMs) + clockTime(at) }];
}
