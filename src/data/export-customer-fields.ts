import type { DeskState } from '../../dialogs/desk-state';
import type { Complaint, HistoryEntry } from '../complaints/complaint';
import type { DataRequest } from '../data-requests/data-request';
import type { Brief, Handoff, WrapUp } from '../handoff/handoff';
import type { KnowledgeDraft } from '../learning/learning';

/** Every field is decided upon: given, not given, or given so. A new field does not compile before somebody has. */
type Table<T> = { readonly [Name in keyof T]-?: boolean | ((value: NonNullable<T[Name]>) => unknown) };

const dialogues: Table<DeskState> = {
  language: true,
  locale: true,
  identity: true,
  statedPhone: true,
  age: true,
  mood: true,
  answered: true,
  complaints: ofEach(({ number }) => number),
  promises: true,
  evidence: true,
  spans: true,
  missed: true,
  keptQuestion: true,
  lastHandoff: ({ agreed, followUpOn, numbers }) => ({ agreed, followUpOn, numbers }),
  failedTurns: false,
  disputable: false,
  lastSaid: false,
  handoffId: false,
  inLine: false,
  offered: false,
  openOffer: false,
  provedTickets: false,
  news: false,
  rechecks: false,
  spokenOf: false,
  questions: false,
  remembered: false,
  cameBack: false,
  contact: false,
  unasked: false,
  ticketTries: false,
};

/** Staff are not named; the words of a step are for the customer when the customer or the bot took it. */
export const who = (actor: unknown): string =>
  actor === 'customer' || actor === 'bot' || actor === 'desk' ? actor : 'staff';
const step = ({ at, actor, event, from, to, note }: HistoryEntry) => ({
  ...{ at, actor: who(actor), event, from, to },
  ...((actor === 'customer' || actor === 'bot') && { note }),
});
const atOnly = ({ at }: { at: number }) => ({ at });

const complaints: Table<Complaint> = {
  number: true,
  createdAt: true,
  type: true,
  subType: true,
  candidates: true,
  status: true,
  channel: true,
  language: true,
  conversationId: true,
  phone: true,
  identity: true,
  story: true,
  slots: true,
  wantedOutcome: true,
  contact: true,
  evidence: true,
  bill: true,
  additions: true,
  area: true,
  problem: ({ number, repairBy }) => ({ number, repairBy }),
  linked: ofEach(({ number, relation }) => ({ number, relation })),
  mergedInto: ({ number }) => number,
  repeatCount: true,
  reopened: true,
  priority: true,
  anger: true,
  promise: true,
  earlierPromises: true,
  marks: (marks) => Object.fromEntries(Object.entries(marks).map(([name, mark]) => [name, mark && atOnly(mark)])),
  history: ofEach(step),
  pauses: true,
  answers: ofEach(({ at, text, cause, owner, told }) => ({
    ...{ at, text, cause, owner },
    ...(told && { told: { at: told.at, way: told.way } }),
  })),
  remedies: ofEach(({ code, amountFen, at, status, decidedAt, settledAt, reference, failure }) => ({
    ...{ code, amountFen, at, status, decidedAt, settledAt, reference, failure },
  })),
  contacts: ofEach(({ at, way, outcome }) => ({ at, way, outcome })),
  rechecks: true,
  surveys: true,
  id: false,
  version: false,
  createdBy: false,
  handler: false,
  level: false,
  climbed: false,
  assessment: false,
  fired: false,
  dueAt: false,
};

const briefs: Table<Brief> = {
  channel: true,
  language: true,
  customer: true,
  topic: true,
  summary: true,
  summaries: false,
  slots: true,
  answered: true,
  mood: true,
  wantedOutcome: true,
  promises: true,
  complaints: true,
  attachments: true,
  transcript: true,
  evidenceSpans: true,
  notUnderstood: true,
  suggestedOpening: false,
};
const wrapUps: Table<WrapUp> = {
  at: true,
  result: true,
  cause: true,
  remedy: true,
  followUpOn: true,
  agreed: true,
  by: false,
  note: false,
};
const handoffs: Table<Handoff> = {
  createdAt: true,
  conversationId: true,
  status: true,
  reason: true,
  priority: true,
  skill: true,
  brief: (brief) => picked(brief, briefs),
  callBack: true,
  acceptedAt: true,
  customerLeftAt: true,
  wrapUp: (wrapUp) => picked(wrapUp, wrapUps),
  told: true,
  history: ofEach(({ at, actor, event, from, to }) => ({ at, actor: who(actor), event, from, to })),
  id: false,
  version: false,
  createdBy: false,
  firstSkill: false,
  initiation: false,
  rank: false,
  offer: false,
  agent: false,
  passedOver: false,
  preferredAgent: false,
  reservedFor: false,
  notes: false,
  hub: false,
};

const drafts: Table<KnowledgeDraft> = {
  status: true,
  language: true,
  question: true,
  from: atOnly,
  id: false,
  alternatives: false,
  answer: false,
  reviewedBy: false,
  reviewedAt: false,
  heard: false,
  why: false,
};

const requests: Table<DataRequest> = {
  number: true,
  what: true,
  phone: true,
  channel: true,
  language: true,
  conversationId: true,
  askedAt: true,
  dueAt: true,
  overdueAt: true,
  ended: ({ at, how, words }) => ({ at, how, words }),
  by: false,
  heard: false,
};

/** What is given of what the desk keeps, field by field. */
export const givenFields = { dialogues, complaints, handoffs, drafts, requests };

/** Fields in the order of the table; those of other names are left out. */
export function picked(value: object, table: Readonly<Record<string, boolean | ((value: never) => unknown)>>): object {
  const fields = value as Readonly<Record<string, unknown>>;
  const given = Object.entries(table).flatMap(([name, give]) => {
    if (give === false || !Object.hasOwn(fields, name) || fields[name] === undefined) return [];
    return [[name, give === true ? fields[name] : give(fields[name] as never)] as const];
  });
  return Object.fromEntries(given);
}

function ofEach<T>(give: (item: T) => unknown): (list: readonly T[]) => unknown {
  return (list) => list.map(give);
}
