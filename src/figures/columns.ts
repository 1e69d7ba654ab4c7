import type { ComplaintFact, Duty, HandoffFact, ToldContact } from './facts';

/** What rows are of; also the first part of a sheet's key. */
export const sheetKinds = ['complaints', 'contacts', 'handoffs'] as const;
export type SheetKind = (typeof sheetKinds)[number];

export interface FactOf {
  readonly complaints: ComplaintFact;
  readonly contacts: ToldContact;
  readonly handoffs: HandoffFact;
}

/**
 * `time`: epoch ms at or after the row's own moment, or none, or never (`Infinity`). `code`: one of few texts, or none.
 * `number`: a whole number below 2^32. `hash`: a text by 52 bits of it, enough to tell whether two are the same.
 */
export type Column<Fact> =
  | readonly [kind: 'time', of: (fact: Fact) => number | undefined]
  | readonly [kind: 'code', of: (fact: Fact) => string | undefined]
  | readonly [kind: 'number', of: (fact: Fact) => number]
  | readonly [kind: 'hash', of: (fact: Fact) => string];

/** How one kind of fact is written down. The order of columns is that of the stored bytes: add new ones at the end, and only codes: sheets of before have none of them. */
export interface Layout<Fact> {
  readonly id: (fact: Fact) => string;
  readonly at: (fact: Fact) => number;
  readonly columns: Readonly<Record<string, Column<Fact>>>;
}

const due = (duty: Duty | undefined): number | undefined => duty?.dueAt;
const done = (duty: Duty | undefined): number | undefined => duty?.at;

const complaints: Layout<ComplaintFact> = {
  id: ({ number }) => number,
  at: ({ createdAt }) => createdAt,
  columns: {
    recorded: ['time', ({ recorded }) => recorded.at],
    handledBy: ['time', ({ handled }) => due(handled)],
    handled: ['time', ({ handled }) => done(handled)],
    recheckedBy: ['time', ({ rechecked }) => due(rechecked)],
    rechecked: ['time', ({ rechecked }) => done(rechecked)],
    fedBackBy: ['time', ({ fedBack }) => due(fedBack)],
    fedBack: ['time', ({ fedBack }) => done(fedBack)],
    firstReplyBy: ['time', ({ firstReply }) => due(firstReply)],
    firstReply: ['time', ({ firstReply }) => done(firstReply)],
    resolveBy: ['time', ({ resolve }) => due(resolve)],
    resolve: ['time', ({ resolve }) => done(resolve)],
    lawBy: ['time', ({ law }) => due(law)],
    law: ['time', ({ law }) => done(law)],
    closed: ['time', ({ closedAt }) => closedAt],
    reopenedAt: ['time', ({ reopenedAt }) => reopenedAt],
    costFen: ['number', ({ costFen }) => costFen],
    reopened: ['number', ({ reopened }) => reopened],
    repeats: ['number', ({ repeatCount }) => repeatCount],
    type: ['code', ({ type }) => type],
    subType: ['code', ({ subType }) => subType],
    botType: ['code', ({ botType }) => botType],
    channel: ['code', ({ channel }) => channel],
    area: ['code', ({ area }) => area],
    team: ['code', ({ team }) => team],
    handler: ['code', ({ handler }) => handler],
    status: ['code', ({ status }) => status],
    cause: ['code', ({ cause }) => cause],
    score: ['code', ({ score }) => score],
    problem: ['code', ({ problem }) => problem],
  },
};

/** Topics are written as one text; no intent has a space in its name. */
export const topicsOf = (text: string): readonly string[] => (text === '' ? [] : text.split(' '));

const contacts: Layout<ToldContact> = {
  id: ({ id }) => id,
  at: ({ startedAt }) => startedAt,
  columns: {
    ended: ['time', ({ endedAt }) => endedAt],
    customer: ['hash', ({ customer }) => customer],
    messages: ['number', ({ messages }) => messages],
    answered: ['number', ({ answered }) => answered],
    missed: ['number', ({ missed }) => missed],
    thumbsDown: ['number', ({ thumbsDown }) => thumbsDown],
    complaints: ['number', ({ complaints: made }) => made.length],
    handoffs: ['number', ({ handoffs: given }) => given.length],
    byUs: ['number', ({ byUs }) => Number(byUs)],
    personAsked: ['number', ({ personAsked }) => Number(personAsked)],
    channel: ['code', ({ channel }) => channel],
    language: ['code', ({ language }) => language],
    topic: ['code', ({ topics }) => (topics.length === 0 ? undefined : topics.join(' '))],
    type: ['code', ({ type }) => type],
    subType: ['code', ({ subType }) => subType],
    area: ['code', ({ area }) => area],
    team: ['code', ({ team }) => team],
  },
};

const handoffs: Layout<HandoffFact> = {
  id: ({ id }) => id,
  at: ({ createdAt }) => createdAt,
  columns: {
    accepted: ['time', ({ acceptedAt }) => acceptedAt],
    ended: ['time', ({ endedAt }) => endedAt],
    leftLine: ['number', ({ leftLine }) => Number(leftLine)],
    channel: ['code', ({ channel }) => channel],
    reason: ['code', ({ reason }) => reason],
    sentTo: ['code', ({ skill }) => skill],
    team: ['code', ({ lastSkill }) => lastSkill],
    handler: ['code', ({ agent }) => agent],
    result: ['code', ({ result }) => result],
    cause: ['code', ({ cause }) => cause],
    score: ['code', ({ score }) => score],
  },
};

export const layouts: { readonly [Kind in SheetKind]: Layout<FactOf[Kind]> } = { complaints, contacts, handoffs };
