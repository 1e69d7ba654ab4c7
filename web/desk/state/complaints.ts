import type { ComplaintDetail, ComplaintLine, ComplaintList } from '../../../src/desk/complaint-api';
import type { StaffRole } from '../../../src/handoff/agent';
import type { ComplaintGroup, ComplaintsRoute } from './route';

/** What the page has of the complaints: one list, and the one that is open. */
export interface ComplaintsState {
  /** `key`: of which group and filter ({@link listKey}); `first`: how many lines the first page had. */
  readonly list:
    | {
        readonly key: string;
        readonly lines: readonly ComplaintLine[];
        readonly first: number;
        readonly next: string | undefined;
      }
    | undefined;
  readonly counts: ComplaintList['counts'] | undefined;
  /** The list could not be had. */
  readonly failed: boolean;
  readonly detail: ComplaintDetail | undefined;
  /** Number looked up and not to be seen. */
  readonly absent: string | undefined;
  /** The conversation whose transcript is unfolded. */
  readonly transcript: { readonly conversationId: string; readonly number: string } | undefined;
}

export type ComplaintsChange =
  | { readonly type: 'complaints'; readonly key: string; readonly page: ComplaintList; readonly more: boolean }
  | { readonly type: 'complaints_failed' }
  | { readonly type: 'complaint'; readonly detail: ComplaintDetail }
  | { readonly type: 'complaint_absent'; readonly number: string }
  | { readonly type: 'complaint_transcript'; readonly transcript: ComplaintsState['transcript'] };

export const noComplaints: ComplaintsState = {
  list: undefined,
  counts: undefined,
  failed: false,
  detail: undefined,
  absent: undefined,
  transcript: undefined,
};

/** Agents begin with their own, supervisors with what runs out. */
export const groupOf = ({ group }: ComplaintsRoute, role: StaffRole | undefined): ComplaintGroup =>
  group ?? (role === 'supervisor' ? 'due' : 'mine');

export const listKey = (route: ComplaintsRoute, role: StaffRole | undefined): string =>
  [groupOf(route, role), route.type ?? '', route.status ?? '', route.level ?? ''].join(' ');

/** The lines the filter in the address leaves; the server may have filtered already. */
export const filteredLines = (lines: readonly ComplaintLine[], { type, status, level }: ComplaintsRoute) =>
  lines.filter(
    (line) =>
      (type ?? line.type) === line.type &&
      (status ?? line.status) === line.status &&
      (level ?? `${line.level}`) === `${line.level}`,
  );

export function reduceComplaints(state: ComplaintsState, change: ComplaintsChange): ComplaintsState {
  switch (change.type) {
    case 'complaints':
      return { ...state, ...withPage(state, change), failed: false };
    case 'complaints_failed':
      return state.failed ? state : { ...state, failed: true };
    case 'complaint':
      return withComplaint(state, change.detail);
    case 'complaint_absent':
      return { ...state, detail: undefined, absent: change.number, transcript: undefined };
    case 'complaint_transcript':
      return { ...state, transcript: change.transcript };
  }
}

/** Another complaint in the address: what was open of the last one goes. */
export const forRoute = (state: ComplaintsState, number: string | undefined): ComplaintsState =>
  state.detail?.number === number ? state : { ...state, detail: undefined, absent: undefined, transcript: undefined };

function withPage(
  { list }: ComplaintsState,
  { key, page, more }: ComplaintsChange & { readonly type: 'complaints' },
): Pick<ComplaintsState, 'list' | 'counts'> {
  const { complaints, counts, next } = page;
  const known = new Set(complaints.map(({ number }) => number));
  const same = list?.key === key ? list : undefined;
  if (more && same) {
    const before = same.lines.filter(({ number }) => !known.has(number));
    return { counts, list: { ...same, lines: [...before, ...complaints], next } };
  }
  // A fresh first page: later pages that were asked for before stay below it.
  const later = same?.lines.slice(same.first).filter(({ number }) => !known.has(number)) ?? [];
  return {
    counts,
    list: {
      key,
      lines: [...complaints, ...later],
      first: complaints.length,
      next: later.length > 0 ? same?.next : next,
    },
  };
}

/** A late older word of it is let go. The list shows the same as the open one. */
function withComplaint(state: ComplaintsState, detail: ComplaintDetail): ComplaintsState {
  if (state.detail?.number === detail.number && state.detail.version > detail.version) return state;
  const lines = state.list?.lines.map((line) =>
    line.number === detail.number && line.version <= detail.version ? lineOf(detail) : line,
  );
  return {
    ...state,
    detail,
    absent: undefined,
    list: state.list && lines ? { ...state.list, lines } : state.list,
  };
}

function lineOf(detail: ComplaintDetail): ComplaintLine {
  const { complaint: _, clocks, marks, may, proposed, conversationId, nextCall, ...line } = detail;
  return line;
}
