import { type Complaint, complaintStatuses, endedStatuses, isEnded } from '../../complaints/complaint';
import type { ComplaintQuery } from '../../ports/complaint-repository';
import type { ComplaintList } from '../complaint-api';
import type { DeskContext } from '../desk-context';
import { defined } from '../read-body';
import type { StaffIdentity } from '../staff-account';
import { complaintLine } from './complaint-line';
import { maySee, ownersOf } from './complaint-rights';
import type { DueEntry, DueWatch } from './due-watch';
import { asHeld } from './staffing';

/** `team`: nobody's (or of somebody who has left), of one's departments. `senior`: on a step of the ladder above the agents. */
export const complaintGroups = ['mine', 'team', 'senior', 'due', 'open', 'done'] as const;
export type ComplaintGroup = (typeof complaintGroups)[number];

/** Place in a list: time and id of the last one seen. */
export interface Cursor {
  readonly at: number;
  readonly id: string;
}

const pageSize = 50;
const mostCounted = 999;
const open = complaintStatuses.filter((status) => !isEnded(status));

type Context = Pick<DeskContext, 'complaints' | 'catalogue' | 'isHere' | 'routing' | 'clock'> & {
  readonly watch: DueWatch;
};

/** One page of a group, and how many there are in each. */
export async function complaintList(
  context: Context,
  identity: StaffIdentity,
  group: ComplaintGroup,
  before?: Cursor,
): Promise<ComplaintList> {
  const now = context.clock.now();
  const [page, counts] = await Promise.all([
    group === 'due' ? duePage(context, identity, before) : storedPage(context, identity, group, before),
    countsOf(context, identity),
  ]);
  return {
    now,
    complaints: page.complaints.map((complaint) => complaintLine(asHeld(complaint, context), context.catalogue, now)),
    ...(page.next && { next: `${page.next.at}:${page.next.id}` }),
    counts,
  };
}

interface Page {
  readonly complaints: readonly Complaint[];
  readonly next?: Cursor | undefined;
}

async function storedPage(
  context: Context,
  identity: StaffIdentity,
  group: Exclude<ComplaintGroup, 'due'>,
  before: Cursor | undefined,
): Promise<Page> {
  const place = before && { before: { createdAt: before.at, id: before.id } };
  const query = await withLeft(queryOf(group, identity, context.routing), context);
  const found = await context.complaints.list({ ...query, ...place }, pageSize + 1);
  const page = found.slice(0, pageSize);
  const last = page.at(-1);
  return { complaints: page, next: found.length > pageSize && last ? { at: last.createdAt, id: last.id } : undefined };
}

/** The longest overdue first; read anew, as somebody may have done it meanwhile. */
async function duePage(context: Context, identity: StaffIdentity, after: Cursor | undefined): Promise<Page> {
  const { complaints, routing } = context;
  const { at: afterTime = Number.NEGATIVE_INFINITY, id: afterId = '' } = after ?? {};
  const entries = (await dueFor(context, identity)).filter(
    ({ dueAt, id }) => dueAt > afterTime || (dueAt === afterTime && id > afterId),
  );
  const page = entries.slice(0, pageSize);
  const read = await Promise.all(page.map(({ id }) => complaints.byId(id)));
  const last = page.at(-1);
  return {
    complaints: read.filter(
      (complaint) => complaint !== undefined && maySee(identity, complaint, routing),
    ) as Complaint[],
    next: entries.length > pageSize && last ? { at: last.dueAt, id: last.id } : undefined,
  };
}

async function dueFor({ watch, routing }: Context, identity: StaffIdentity): Promise<readonly DueEntry[]> {
  if (identity.role === 'admin') return [];
  const owners = ownersOf(identity, routing);
  const { due } = await watch.view();
  return due.filter(
    ({ owner, handler, onlyDecision }) =>
      (identity.role === 'supervisor' || !onlyDecision) &&
      (owners === undefined || owners.includes(owner) || handler === identity.name),
  );
}

async function countsOf(context: Context, identity: StaffIdentity): Promise<ComplaintList['counts']> {
  const { complaints, routing } = context;
  const count = async (group: Exclude<ComplaintGroup, 'due'>) =>
    complaints.count(await withLeft(queryOf(group, identity, routing), context), mostCounted);
  const [mine, team, senior, due, all] = await Promise.all([
    count('mine'),
    count('team'),
    count('senior'),
    dueFor(context, identity),
    count('open'),
  ]);
  return { mine, team, senior, due: Math.min(due.length, mostCounted), open: all };
}

/** What is nobody's takes in what somebody had who has left. */
async function withLeft(query: ComplaintQuery, { watch, isHere }: Context): Promise<ComplaintQuery> {
  if (query.handler !== null) return query;
  const left = [...(await watch.handlers())].filter((name) => !isHere(name));
  return { ...query, handler: [null, ...left] };
}

function queryOf(
  group: Exclude<ComplaintGroup, 'due'>,
  identity: StaffIdentity,
  routing: DeskContext['routing'],
): ComplaintQuery {
  if (identity.role === 'admin') return { statuses: [] };
  const owners = ownersOf(identity, routing);
  const theirs = defined({ owners });
  const queries = {
    mine: { statuses: open, handler: identity.name },
    team: { statuses: open, handler: null, ...theirs },
    senior: { statuses: open, level: 1, ...theirs },
    open: { statuses: open, ...theirs },
    done: { statuses: endedStatuses, ...theirs },
  } as const satisfies Record<Exclude<ComplaintGroup, 'due'>, ComplaintQuery>;
  return queries[group];
}
