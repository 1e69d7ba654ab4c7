import type { Handoff } from '../../src/handoff/handoff';
import { dayMs } from './own-calendar';
import type { OwnFact } from './own-facts';

/** What a measure comes to: as `Figure` of src/figures. */
export interface OwnFigure {
  readonly n: number;
  readonly of: number;
  readonly value?: number;
}

/** One visit as it is on record, with what comes of its customer later. */
export interface OwnContact {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly channel: string;
  readonly customer: string;
  readonly byUs: boolean;
  readonly answered: number;
  readonly missed: number;
  readonly complaints: readonly string[];
  readonly personAsked: boolean;
  readonly handoffs: readonly string[];
}

/** A hand-over with what its customer thought of the person. */
export interface OwnHandoff {
  readonly handoff: Handoff;
  readonly firstSkill: string;
  readonly score: string | undefined;
}

const weekMs = 7 * dayMs;

const share = (n: number, of: number): OwnFigure => ({ n, of, ...(of > 0 && { value: n / of }) });
const count = (of: number): OwnFigure => ({ n: of, of, value: of });

function median(values: readonly number[]): OwnFigure {
  const sorted = [...values].sort((a, b) => a - b);
  const [low = 0, high = 0] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  const of = sorted.length;
  return { n: of, of, ...(of > 0 && { value: Math.round((low + high) / 2) }) };
}

const parts = <Row>(rows: readonly Row[], of: (row: Row) => boolean, n: (row: Row) => boolean): OwnFigure => {
  const all = rows.filter(of);
  return share(all.filter(n).length, all.length);
};

/** Measures of complaints, by their written definitions. */
export function complaintFigures(facts: readonly OwnFact[], now: number): Record<string, OwnFigure> {
  const firsts = facts.flatMap(({ at, first }) => (first ? [{ at, ...first }] : []));
  const costly = facts.filter(({ costFen }) => costFen > 0);
  const sum = costly.reduce((all, { costFen }) => all + costFen, 0);
  return {
    complaints: count(facts.length),
    omission_rate: parts(
      facts,
      () => true,
      ({ omitted }) => omitted,
    ),
    dissatisfaction_rate: parts(
      facts,
      ({ score }) => score !== undefined,
      ({ score }) => score === 'unsatisfied',
    ),
    on_time_rate: parts(
      firsts,
      ({ decidedAt, decideBy }) => decidedAt !== undefined || decideBy < now,
      ({ decidedAt, decideBy }) => decidedAt !== undefined && decidedAt <= decideBy,
    ),
    law_on_time_rate: parts(
      firsts,
      ({ toldAt, tellBy }) => toldAt !== undefined || tellBy < now,
      ({ toldAt, tellBy }) => toldAt !== undefined && toldAt <= tellBy,
    ),
    repeat_rate: parts(
      facts,
      () => true,
      ({ repeated }) => repeated,
    ),
    reopen_rate: parts(
      facts,
      ({ hasDecision }) => hasDecision,
      ({ reopened }) => reopened,
    ),
    durable_resolution: parts(
      facts,
      ({ closedAt }) => closedAt !== undefined && closedAt + weekMs <= now,
      ({ closedAt = 0, reopenedAt }) => reopenedAt === undefined || reopenedAt > closedAt + weekMs,
    ),
    correction_rate: parts(
      facts,
      ({ workedOn }) => workedOn,
      ({ corrected }) => corrected,
    ),
    first_reply_time: median(
      firsts.flatMap(({ at, firstReplyAt }) => (firstReplyAt === undefined ? [] : [firstReplyAt - at])),
    ),
    resolve_time: median(firsts.flatMap(({ at, decidedAt }) => (decidedAt === undefined ? [] : [decidedAt - at]))),
    remedy_cost: { n: costly.length, of: costly.length, ...(costly.length > 0 && { value: sum }) },
  };
}

/** Measures of contacts. @param all every contact, in whichever span: somebody may come back later */
export function contactFigures(
  rows: readonly OwnContact[],
  all: ReadonlyMap<string, readonly OwnContact[]>,
  now: number,
): Record<string, OwnFigure> {
  const theirs = rows.filter(({ byUs }) => !byUs);
  const isSettled = ({ endedAt }: OwnContact): boolean => endedAt + weekMs <= now;
  const cameBack = (row: OwnContact): boolean =>
    (all.get(row.customer) ?? []).some(
      (other) => !other.byUs && other.startedAt > row.startedAt && other.startedAt <= row.endedAt + weekMs,
    );
  const isAsked = ({ answered, missed, complaints, handoffs }: OwnContact): boolean =>
    answered + missed + complaints.length + handoffs.length > 0;
  return {
    contacts: count(theirs.length),
    containment: parts(
      theirs,
      (row) => isSettled(row) && (isAsked(row) || row.personAsked),
      (row) =>
        row.answered > 0 && row.complaints.length + row.handoffs.length === 0 && !row.personAsked && !cameBack(row),
    ),
    first_contact_resolution: parts(
      theirs,
      (row) => isSettled(row) && isAsked(row),
      (row) => row.answered + row.handoffs.length > 0 && row.complaints.length === 0 && !cameBack(row),
    ),
    hand_off_rate: parts(
      theirs,
      () => true,
      ({ handoffs }) => handoffs.length > 0,
    ),
    not_understood_rate: parts(
      theirs,
      () => true,
      ({ missed }) => missed > 0,
    ),
  };
}

/** Measures of hand-overs. */
export function handoffFigures(rows: readonly OwnHandoff[]): Record<string, OwnFigure> {
  const ended = ({ handoff: { status } }: OwnHandoff): boolean => status === 'done' || status === 'withdrawn';
  const isTaken = ({ handoff }: OwnHandoff): boolean => handoff.acceptedAt !== undefined;
  const taken = rows.filter(isTaken);
  return {
    handoffs: count(rows.length),
    misrouting_rate: parts(rows, isTaken, ({ handoff, firstSkill }) => handoff.skill !== firstSkill),
    waiting_time: median(taken.map(({ handoff }) => (handoff.acceptedAt ?? 0) - handoff.createdAt)),
    handling_time: median(
      taken.flatMap(({ handoff: { wrapUp, acceptedAt = 0 } }) => (wrapUp ? [wrapUp.at - acceptedAt] : [])),
    ),
    left_line_rate: parts(
      rows,
      (row) => isTaken(row) || ended(row),
      (row) => !isTaken(row) && row.handoff.status === 'withdrawn',
    ),
    person_dissatisfaction_rate: parts(
      rows,
      ({ score }) => score !== undefined,
      ({ score }) => score === 'dissatisfied',
    ),
  };
}
