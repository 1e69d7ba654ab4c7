import type { Catalogue } from '../complaints/catalogue';
import type { ClockRules } from '../complaints/clock-rules';
import {
  type Assessment,
  type Complaint,
  type ComplaintType,
  complaintTypes,
  type HistoryEntry,
  type Mark,
  severities,
} from '../complaints/complaint';
import { correctTypeEvent } from '../complaints/correct-type';
import { endsOtherwise } from '../complaints/fed-back';
import { readHistoryNote } from '../complaints/history-note';
import { pausesBegun } from '../complaints/separated';

/** What facts are made with; a catalogue is one. */
export type FactRules = ClockRules & Pick<Catalogue, 'promise'>;

/** A round of work as it stood when it ended; the last one as it stands. */
export interface Round {
  readonly complaint: Complaint;
  /** What put the complaint back to work after it; absent: the round goes on, or was the last. */
  readonly endedBy?: HistoryEntry;
}

const beginnings: ReadonlySet<string> = new Set(['reopen', 'recheck_failed']);

/**
 * The rounds of a complaint, the first one first: each as the complaint was before the re-opening that ended it. Marks and
 * promise of a round are taken away when it is re-opened; the history still tells them.
 */
export function roundsOf(complaint: Complaint, rules: FactRules): readonly Round[] {
  const { history } = complaint;
  const cuts = history.flatMap(({ event }, index) => (beginnings.has(event) ? [index] : []));
  return [
    ...cuts.map((cut, round) => ({
      complaint: before(complaint, cut, round, rules),
      endedBy: history[cut] as HistoryEntry,
    })),
    { complaint },
  ];
}

function before(complaint: Complaint, cut: number, round: number, rules: FactRules): Complaint {
  const history = complaint.history.slice(0, cut);
  const begun = history.findLastIndex(({ event }) => beginnings.has(event));
  const own = history.slice(Math.max(0, begun));
  const happened = (event: string): number => history.filter((entry) => entry.event === event).length;
  const last = (event: string): HistoryEntry | undefined => own.findLast((entry) => entry.event === event);
  const status = complaint.history[cut]?.from ?? complaint.status;
  const { recorded } = complaint.marks;
  const fedBack = fedBackIn(complaint, cut);
  const kind = kindAt(complaint, cut);
  const { assessment: _a, handler: _h, subType: _s, earlierPromises: _e, ...rest } = complaint;
  const assessment = assessedBefore(complaint, history);
  return {
    ...rest,
    ...kind,
    status,
    history,
    reopened: round,
    marks: {
      ...(recorded && { recorded }),
      ...marked('handled', last('answer')),
      ...marked('rechecked', last('recheck')),
      ...(fedBack && { fedBack }),
    },
    answers: (complaint.answers ?? []).slice(0, happened('answer')),
    contacts: (complaint.contacts ?? []).slice(0, happened('contact')),
    pauses: (complaint.pauses ?? []).slice(
      0,
      history.reduce((count, entry) => count + pausesBegun(entry), 0),
    ),
    promise: complaint.earlierPromises?.[round] ?? promiseOf(complaint, own, kind, own[0]?.at, rules),
    ...(assessment && { assessment }),
  };
}

/** What the department was told for the round: before its end or later, until an answer made it owed anew. */
function fedBackIn({ history, marks, answers = [] }: Complaint, cut: number): Mark | undefined {
  let told: Mark | undefined;
  let answered = 0;
  for (const [index, { event, at, actor }] of history.entries()) {
    if (event === 'feed_back') told = { at, actor };
    if (event !== 'answer') continue;
    answered += 1;
    if (!endsOtherwise({ history: history.slice(0, index), answers: answers.slice(0, answered) })) continue;
    if (index > cut) return told;
    told = undefined;
  }
  return told ?? marks.fedBack;
}

const marked = (name: 'handled' | 'rechecked', entry: HistoryEntry | undefined): { [name]?: Mark } =>
  entry ? { [name]: { at: entry.at, actor: entry.actor } } : {};

/** The assessment that counted then; of one that was replaced since, the history keeps what it said. */
function assessedBefore(complaint: Complaint, history: readonly HistoryEntry[]): Assessment | undefined {
  const entry = history.findLast(isAssessed);
  if (entry === undefined) return undefined;
  if (entry === complaint.history.findLast(isAssessed)) return complaint.assessment;
  const read = readHistoryNote('assess', entry.note ?? '');
  const severity = read.kind === 'assessment' ? severities.find((name) => name === read.severity) : undefined;
  if (severity === undefined) return undefined;
  return { at: entry.at, by: entry.actor, severity, complexity: 'simple', impact: 'one', actAtOnce: false };
}

const isAssessed = ({ event }: HistoryEntry): boolean => event === 'assess';

type Kind = Pick<Complaint, 'type' | 'subType'>;

/** Types said by a person are noted as `type/sub → type/sub`. */
function kindsIn({ event, note = '' }: HistoryEntry): readonly [from: Kind, to: Kind] | undefined {
  if (event !== correctTypeEvent) return undefined;
  const [from, to] = note.split(' → ').map(kindOf);
  return from && to ? [from, to] : undefined;
}

function kindOf(text: string): Kind | undefined {
  const [name, subType] = text.split('/');
  const type = complaintTypes.find((known) => known === name);
  return type && { type, ...(subType !== undefined && { subType }) };
}

/** What it was taken for before the entry at `cut` of its history. */
function kindAt({ history, type, subType }: Complaint, cut: number): Kind {
  for (const entry of history.slice(cut)) {
    const kinds = kindsIn(entry);
    if (kinds) return kinds[0];
  }
  return { type, ...(subType !== undefined && { subType }) };
}

/** What the bot took it for, before anybody corrected it. */
export const firstKind = (complaint: Complaint): Kind => kindAt(complaint, 0);
export const firstType = (complaint: Complaint): ComplaintType => firstKind(complaint).type;

/** Complaints of before kept no promise of earlier rounds: the standard tells it again. */
function promiseOf(
  { createdAt, slots, promise: { owner } }: Complaint,
  own: readonly HistoryEntry[],
  kind: Kind,
  begunAt: number | undefined,
  rules: FactRules,
): Complaint['promise'] {
  const isFirst = !beginnings.has(own[0]?.event ?? '');
  const from = isFirst ? createdAt : (begunAt ?? createdAt);
  const kinds = [kind, ...own.flatMap((entry) => kindsIn(entry) ?? [])];
  const all = kinds.map(({ type, subType }) => rules.promise(type, from, { subType, place: slots.place }));
  return {
    owner,
    firstReplyBy: Math.min(...all.map(({ firstReplyBy }) => firstReplyBy)),
    resolveBy: Math.min(...all.map(({ resolveBy }) => resolveBy)),
    answerBy: Math.min(...all.map(({ answerBy }) => answerBy)),
  };
}
