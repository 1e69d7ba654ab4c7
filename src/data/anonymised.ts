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
] as const;

/** Steps of the history stay, without the words beside them. */
const keptOfStep = ['at', 'actor', 'event', 'from', 'to'] as const;

const only = (value: object, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name)));

/** A complaint nobody can be recognised by. The version grows, so that whoever works on it reads it again. */
export function anonymisedComplaint(row: ArchiveRow): ArchiveRow {
  const { value } = row;
  const history = Array.isArray(value['history']) ? value['history'] : [];
  return {
    ...row,
    value: {
      ...only(value, kept),
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

/** That an act was done stays; what it was about goes. */
export const anonymisedAct = (row: ArchiveRow): ArchiveRow => ({
  ...row,
  value: { ...row.value, data: { ...only(row.value['data'] as object, ['kind', 'step']), erased: true } },
});
