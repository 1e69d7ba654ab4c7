import { runningClock } from '../complaints/clocks';
import type { Complaint } from '../complaints/complaint';
import { remedyCost } from '../complaints/remedies';
import { triedAgainAt } from '../complaints/round';
import type { ComplaintFact, Duty } from './facts';
import { type FactRules, firstType, type Round, roundsOf } from './rounds';

const hour = 3_600_000;

/**
 * The row of a complaint. Clocks are those of its first round, what was promised with the number; a mark is that of the
 * first round in which it was late or left out, else that of the round it is in. What stands still has no due time
 * (`Infinity`) until it goes on.
 * @param rules a catalogue
 */
export function complaintFact(complaint: Complaint, rules: FactRules): ComplaintFact {
  const rounds = roundsOf(complaint, rules);
  const { complaint: first } = rounds.find((round) => isOwed(round.complaint)) ?? (rounds[0] as Round);
  const duty = (name: 'first_reply' | 'resolve' | 'law'): Duty => {
    const clock = runningClock(first, name, rules);
    return made(clock.at(1), clock.doneAt);
  };
  const closed = complaint.history.findIndex(({ to, from }) => to === 'closed' && from !== 'closed');
  const again = closed < 0 ? undefined : complaint.history.slice(closed).find(({ event }) => reopens.has(event));
  const score = complaint.surveys?.at(-1)?.score;
  return {
    number: complaint.number,
    createdAt: complaint.createdAt,
    type: complaint.type,
    botType: firstType(complaint),
    channel: complaint.channel,
    team: complaint.promise.owner,
    status: complaint.status,
    recorded: made(complaint.createdAt, complaint.marks.recorded?.at),
    firstReply: duty('first_reply'),
    resolve: duty('resolve'),
    law: duty('law'),
    reopened: complaint.reopened ?? 0,
    repeatCount: complaint.repeatCount,
    costFen: costOf(complaint, rules),
    ...present({
      subType: complaint.subType,
      area: complaint.area,
      handler: complaint.handler,
      cause: complaint.answers?.at(-1)?.cause,
      handled: worst(rounds, (round) => handled(round, rules)),
      rechecked: worst(rounds, (round) => rechecked(round, rules)),
      fedBack: worst(rounds, (round) => fedBack(round, rules)),
      closedAt: complaint.history[closed]?.at,
      reopenedAt: again?.at,
      score,
      problem: complaint.problem?.number,
    }),
  };
}

const reopens: ReadonlySet<string> = new Set(['reopen', 'recheck_failed']);
const made = (dueAt: number, at: number | undefined): Duty => (at === undefined ? { dueAt } : { dueAt, at });

/** A complaint that was withdrawn or became part of another owes its record only. */
const isOwed = ({ status }: Complaint): boolean => status !== 'withdrawn' && status !== 'merged';

function handled({ complaint }: Round, rules: FactRules): Duty | undefined {
  if (!isOwed(complaint)) return undefined;
  return made(runningClock(complaint, 'resolve', rules).at(1), complaint.marks.handled?.at);
}

/**
 * Two tries at different times of day stand for the customer's word, and so does their "not solved". A complaint that was
 * taken up again before the word was due owes none for the round that ended.
 */
function rechecked({ complaint, endedBy }: Round, rules: FactRules): Duty | undefined {
  const handledAt = complaint.marks.handled?.at;
  if (!isOwed(complaint) || handledAt === undefined) return undefined;
  const dueAt = handledAt + rules.standard.recheck.within_hours * hour;
  const said = endedBy?.event === 'recheck_failed' ? endedBy.at : undefined;
  const at = earliest(complaint.marks.rechecked?.at, triedAgainAt(complaint), said);
  if (at === undefined && endedBy !== undefined && endedBy.at <= dueAt) return undefined;
  return made(dueAt, at);
}

/** Fed back once is fed back for good, unless it ends with another cause or department; a round that ended before it was due leaves it to the next. */
function fedBack({ complaint, endedBy }: Round, rules: FactRules): Duty | undefined {
  const { handled: mark, fedBack: done } = complaint.marks;
  if (!isOwed(complaint) || mark === undefined) return undefined;
  const dueAt = mark.at + rules.standard.feed_back_days * 24 * hour;
  const isLater = endedBy !== undefined && endedBy.at <= dueAt && (done === undefined || done.at > endedBy.at);
  return isLater ? undefined : made(dueAt, done?.at);
}

/** The first round's that was late or left out, else the last round's that owes one. */
function worst(rounds: readonly Round[], dutyOf: (round: Round) => Duty | undefined): Duty | undefined {
  const duties = rounds.flatMap((round) => {
    const duty = dutyOf(round);
    return duty ? [{ duty, isOver: round.endedBy !== undefined }] : [];
  });
  const broken = duties.find(({ duty: { dueAt, at }, isOver }) => (at === undefined ? isOver : at > dueAt));
  return (broken ?? duties.at(-1))?.duty;
}

const earliest = (...times: readonly (number | undefined)[]): number | undefined => {
  const known = times.filter((at) => at !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
};

const costOf = ({ remedies = [] }: Complaint, { standard }: FactRules): number =>
  remedies.reduce((sum, remedy) => sum + remedyCost(remedy, standard), 0);

/** Without what is undefined. */
function present<Fields extends object>(fields: Fields): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]?: Exclude<Fields[Name], undefined>;
  };
}
