import type { Complaint } from '../../src/complaints/complaint';
import { dayMs, hourMs } from './own-calendar';
import { ownClock } from './own-clock';
import { born, live, type OwnLife, triedAgainAt } from './own-life';
import type { OwnStandard } from './own-standard';

/** One complaint as the written definitions of docs/figures.md look at it. */
export interface OwnFact {
  readonly at: number;
  readonly type: string;
  readonly subType: string | undefined;
  readonly area: string | undefined;
  readonly channel: string;
  readonly team: string;
  /** A mark was late or left out in some round. */
  readonly omitted: boolean;
  readonly score: string | undefined;
  /** Of the first round that was not withdrawn; absent: there is none. */
  readonly first: FirstRound | undefined;
  readonly hasDecision: boolean;
  readonly reopened: boolean;
  readonly closedAt: number | undefined;
  readonly reopenedAt: number | undefined;
  readonly corrected: boolean;
  /** Somebody has it, or said what it is. */
  readonly workedOn: boolean;
  readonly repeated: boolean;
  readonly costFen: number;
}

interface FirstRound {
  readonly firstReplyAt: number | undefined;
  readonly decidedAt: number | undefined;
  readonly decideBy: number;
  readonly toldAt: number | undefined;
  readonly tellBy: number;
}

/** A round of work as it stood when it was over, or stands. */
interface Round {
  readonly life: OwnLife;
  readonly endedBy: { readonly event: string; readonly at: number } | undefined;
}

const reopenings = new Set(['reopen', 'recheck_failed']);

/** @param paid what the gateway paid, by complaint number */
export function ownFacts(
  complaints: readonly Complaint[],
  standard: OwnStandard,
  now: number,
  paid: ReadonlyMap<string, number>,
): readonly OwnFact[] {
  return complaints.map((complaint): OwnFact => {
    const rounds = roundsOf(complaint, standard);
    const owed = rounds.filter(({ life }) => isOwed(life));
    const { history } = complaint;
    const closing = history.findIndex(({ to, from }) => to === 'closed' && from !== 'closed');
    const again = closing < 0 ? undefined : history.slice(closing).find(({ event }) => reopenings.has(event));
    const { type: botType } = born(complaint, standard);
    const corrected = complaint.type !== botType;
    const [first] = owed;
    return {
      at: complaint.createdAt,
      type: complaint.type,
      subType: complaint.subType,
      area: complaint.area,
      channel: complaint.channel,
      team: standard.ownerOf(complaint.type, complaint.subType),
      omitted:
        complaint.marks.recorded === undefined ||
        owed.some((round, index) => isOmitted(round, standard, now, index === owed.length - 1)),
      score: complaint.surveys?.at(-1)?.score,
      first: first && firstRound(first.life, standard),
      hasDecision: owed.some(({ life }) => life.handledAt !== undefined),
      reopened: rounds.length > 1,
      closedAt: history[closing]?.at,
      reopenedAt: again?.at,
      corrected,
      workedOn: corrected || first?.life.firstReplyAt !== undefined,
      repeated: complaints.some((other) => isEarlier(other, complaint)),
      costFen: (paid.get(complaint.number) ?? 0) + giftsOf(complaint, standard),
    };
  });
}

/** What the gifts are worth that somebody gave, and no supervisor refused. */
function giftsOf({ remedies = [] }: Complaint, { file }: OwnStandard): number {
  const gifts = remedies.filter(({ code, status }) => file.remedies[code]?.gift === true && status === 'given');
  return gifts.reduce((sum, { amountFen = 0 }) => sum + amountFen, 0);
}

function firstRound(life: OwnLife, standard: OwnStandard): FirstRound {
  return {
    firstReplyAt: life.firstReplyAt,
    decidedAt: life.handledAt,
    decideBy: ownClock(life, 'resolve', standard).dueAt,
    toldAt: life.toldAt,
    tellBy: life.promise.answerBy,
  };
}

function roundsOf(complaint: Complaint, standard: OwnStandard): readonly Round[] {
  const rounds: Round[] = [];
  const life = born(complaint, standard);
  for (const line of complaint.history) {
    if (reopenings.has(line.event)) {
      const pauses = life.pauses.map((pause) => ({ ...pause }));
      rounds.push({ life: { ...life, pauses, tries: [...life.tries] }, endedBy: line });
    }
    live(life, line, complaint, standard);
  }
  return [...rounds, { life, endedBy: undefined }];
}

const isOwed = ({ status }: OwnLife): boolean => status !== 'withdrawn' && status !== 'merged';

/** In this round: done too late, or left out when its time was over. */
function isOmitted({ life, endedBy }: Round, standard: OwnStandard, now: number, isLast: boolean): boolean {
  const until = endedBy?.at ?? now;
  const { handledAt } = life;
  if (isLate(handledAt, ownClock(life, 'resolve', standard).dueAt, until)) return true;
  if (handledAt === undefined) return false;
  const said = endedBy?.event === 'recheck_failed' ? endedBy.at : undefined;
  const word = Math.min(life.recheckedAt ?? Infinity, triedAgainAt(life) ?? Infinity, said ?? Infinity);
  const recheckBy = handledAt + standard.file.recheck.within_hours * hourMs;
  if (isLate(Number.isFinite(word) ? word : undefined, recheckBy, until)) return true;
  const feedBackBy = handledAt + standard.file.feed_back_days * dayMs;
  // A round that was over before leaves it to the next one.
  if (!isLast && until <= feedBackBy) return false;
  return isLate(life.fedBackAt, feedBackBy, until);
}

const isLate = (at: number | undefined, due: number, until: number): boolean => (at ?? until) > due;

/** The same customer about the same thing in the 30 days before, and not taken back by then. */
function isEarlier(other: Complaint, complaint: Complaint): boolean {
  const { phone, createdAt, id } = complaint;
  if (phone === undefined || other.phone !== phone || other.id === id || other.createdAt > createdAt) return false;
  if (other.createdAt < createdAt - 30 * dayMs) return false;
  // Of one story: told at the same moment.
  if (other.createdAt === createdAt) return false;
  const withdrawn = other.history.findLast(({ at, from, to }) => at <= createdAt && from !== to);
  if (withdrawn?.to === 'withdrawn') return false;
  const [one, another] = [kindAt(other, createdAt), kindAt(complaint, createdAt)];
  if (one.type !== another.type) return false;
  // Where either has no sub-type the type has to say enough.
  return one.subType === another.subType || one.subType === undefined || another.subType === undefined;
}

function kindAt({ type, subType, history }: Complaint, at: number): { type: string; subType: string | undefined } {
  const later = history.find((line) => line.event === 'correct_type' && line.at > at);
  if (later?.note === undefined) return { type, subType };
  const [was = '', sub] = (later.note.split(' → ')[0] ?? '').split('/');
  return { type: was, subType: sub };
}
