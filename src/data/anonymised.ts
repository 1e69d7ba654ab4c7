import { type DataRequest, withoutPerson } from '../data-requests/data-request';
import type { ArchiveRow } from '../ports/archive';

/** What stays of a complaint: its number, type, days and status (the operator must show how it was handled). */
const kept = [
  'id',
  'number',
  'createdAt',
  'type',
  'subType',
  'candidates',
  'status',
  'channel',
  'language',
  'linked',
  'priority',
  'repeatCount',
  'promise',
  'marks',
  'anger',
  'handler',
  'level',
  'assessment',
  'pauses',
  'contacts',
  'mergedInto',
  'reopened',
] as const;
/** Of what was done about it stays what rates are counted from: no words, no number of a payment. */
const keptOfWork: Readonly<Record<string, readonly string[]>> = {
  answers: ['at', 'by', 'cause', 'owner', 'told'],
  remedies: ['id', 'code', 'amountFen', 'by', 'at', 'status', 'decidedBy', 'decidedAt'],
  rechecks: ['askedAt', 'answeredAt', 'solved'],
  surveys: ['at', 'score'],
};
const keptOfTold = ['at', 'way'] as const;

/** Steps of the history stay, without the words beside them. */
const keptOfStep = ['at', 'actor', 'event', 'from', 'to'] as const;

const only = (value: object, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name)));

/** A complaint nobody can be recognised by, whose timers are over: nobody can be told. The version grows, so that whoever works on it reads it again. */
export function anonymisedComplaint(row: ArchiveRow): ArchiveRow {
  const { value } = row;
  const history = Array.isArray(value['history']) ? value['history'] : [];
  return {
    ...row,
    value: {
      ...only(value, kept),
      ...workOn(value),
      version: Number(value['version']) + 1,
      createdBy: `erased:${row.key}`,
      history: history.map((step: object) => only(step, keptOfStep)),
      conversationId: '',
      identity: 'none',
      story: '',
      slots: {},
      evidence: [],
      additions: [],
    },
  };
}

function workOn(value: ArchiveRow['value']): Record<string, unknown> {
  const lists = Object.entries(keptOfWork).flatMap(([name, fields]) => {
    const list = value[name];
    return Array.isArray(list) ? [[name, list.map((entry: object) => withoutWords(entry, fields))] as const] : [];
  });
  return Object.fromEntries(lists);
}

function withoutWords(entry: object, fields: readonly string[]): Record<string, unknown> {
  const { told, ...rest } = only(entry, fields);
  return typeof told === 'object' && told !== null
    ? { ...rest, told: { reference: '', ...only(told, keptOfTold) } }
    : rest;
}

/** That an act was done stays; what it was about goes. */
export const anonymisedAct = (row: ArchiveRow): ArchiveRow => ({
  ...row,
  value: { ...row.value, data: { ...only(row.value['data'] as object, ['kind', 'step']), erased: true } },
});

/** That own data were asked for, and how it ended: erasing answers what is open. */
export const anonymisedRequest = (row: ArchiveRow, at: number): ArchiveRow => ({
  ...row,
  value: {
    ...row.value,
    version: Number(row.value['version']) + 1,
    value: withoutPerson(row.value['value'] as DataRequest, at),
  },
});
