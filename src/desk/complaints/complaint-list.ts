import { type Complaint, complaintStatuses, endedStatuses, isEnded } from '../../complaints/complaint';
import type { ComplaintQuery } from '../../ports/complaint-repository';
import type { ComplaintList } from '../complaint-api';
import type { DeskContext } from '../desk-context';
import { defined } from '../read-body';
import type { StaffIdentity } from '../staff-account';
import { climbedToMe } from './climbed-to-me';
import { complaintLine } from './complaint-line';
import { maySee, ownersOf } from './complaint-rights';
import type { DueEntry, DueWatch } from './due-watch';
import { asHeld } from './staffing';
import type { ClimbedEntry, Dated } from './standing';

/**
 * `team`: nobody's (or of somebody who has left), of one's departments. `climbed`: to whoever asks, and nobody has taken, assigned or answered it since.
 * `senior`: on a step of the ladder above the agents.
 */
export const complaintGroups = ['mine', 'team', 'climbed', 'senior', 'due', 'open', 'done'] as const;
export type ComplaintGroup = (typeof complaintGroups)[number];

/** Place in a list: time and id of the last one seen. */
export interface Cursor {
  readonly at: number;
  readonly id: string;
}

const pageSize = 50;
const mostCounted = 999;
const open = complaintStatuses.filter((status) => !isEnded(status));

/** Of those that are kept: at this step of the ladder or above. */
export type LadderLevel = NonNullable<ComplaintQuery['level']>;
/** Groups the store keeps; the others follow from clocks. */
type StoredGroup = Exclude<ComplaintGroup, 'due' | 'climbed'>;
type Context = Pick<DeskContext, 'complaints' | 'catalogue' | 'isHere' | 'routing' | 'clock' | 'people'> & {
  readonly watch: DueWatch;
};

/** One page of a group, and how many there are in each. */
export async function complaintList(
  context: Context,
  identity: StaffIdentity,
  group: ComplaintGroup,
  { before, level }: { readonly before?: Cursor | undefined; readonly level?: LadderLevel | undefined } = {},
): Promise<ComplaintList> {
  const now = context.clock.now();
  const watched = await watchedFor(context, identity);
  const [page, counts] = await Promise.all([
    pageOf(context, identity, group, watched, { before, level }),
    countsOf(context, identity, watched),
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

async function pageOf(
  context: Context,
  identity: StaffIdentity,
  group: ComplaintGroup,
  { due, climbed }: Watched,
  { before, level }: { readonly before: Cursor | undefined; readonly level: LadderLevel | undefined },
): Promise<Page> {
  if (group === 'due') return watchedPage(context, identity, due, before);
  if (group !== 'climbed') return storedPage(context, identity, group, before, level);
  // The newest first: places count backwards.
  const places = climbed.map(({ id, at }) => ({ id, dueAt: -at }));
  return watchedPage(context, identity, places, before);
}

async function storedPage(
  context: Context,
  identity: StaffIdentity,
  group: StoredGroup,
  before: Cursor | undefined,
  level: LadderLevel | undefined,
): Promise<Page> {
  const place = before && { before: { createdAt: before.at, id: before.id } };
  const query = await withLeft(queryOf(group, identity, context.routing), context);
  const found = await context.complaints.list({ ...query, ...defined({ level }), ...place }, pageSize + 1);
  const page = found.slice(0, pageSize);
  const last = page.at(-1);
  return { complaints: page, next: found.length > pageSize && last ? { at: last.createdAt, id: last.id } : undefined };
}

/** In their order; read anew, as somebody may have done it meanwhile. */
async function watchedPage(
  { complaints, routing }: Context,
  identity: StaffIdentity,
  watched: readonly Dated[],
  after: Cursor | undefined,
): Promise<Page> {
  const { at: afterTime = Number.NEGATIVE_INFINITY, id: afterId = '' } = after ?? {};
  const entries = watched.filter(({ dueAt, id }) => dueAt > afterTime || (dueAt === afterTime && id > afterId));
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

/** What follows from clocks, of one look, so that a list and its count say the same. */
interface Watched {
  readonly due: readonly DueEntry[];
  readonly climbed: readonly ClimbedEntry[];
}

async function watchedFor({ watch, people, routing }: Context, identity: StaffIdentity): Promise<Watched> {
  if (identity.role === 'admin') return { due: [], climbed: [] };
  const view = await watch.view();
  return {
    due: dueFor(view.due, identity, routing),
    climbed: climbedToMe(view.climbed, identity, await people(), routing),
  };
}

function dueFor(all: readonly DueEntry[], identity: StaffIdentity, routing: Context['routing']): readonly DueEntry[] {
  const owners = ownersOf(identity, routing);
  return all.filter(
    ({ owner, handler, isFor }) =>
      (isFor.includes('all') ||
        (isFor.includes('supervisors') && identity.role === 'supervisor') ||
        (isFor.includes('handler') && handler === identity.name)) &&
      (owners === undefined || owners.includes(owner) || handler === identity.name),
  );
}

async function countsOf(
  context: Context,
  identity: StaffIdentity,
  { due, climbed }: Watched,
): Promise<ComplaintList['counts']> {
  const { complaints, routing } = context;
  const count = async (group: StoredGroup) =>
    complaints.count(await withLeft(queryOf(group, identity, routing), context), mostCounted);
  const [mine, team, senior, all] = await Promise.all([count('mine'), count('team'), count('senior'), count('open')]);
  return {
    ...{ mine, team, senior, due: Math.min(due.length, mostCounted), open: all },
    ...(identity.role === 'supervisor' && { climbed: Math.min(climbed.length, mostCounted) }),
  };
}

/** What is nobody's takes in what somebody had who has left. */
async function withLeft(query: ComplaintQuery, { watch, isHere }: Context): Promise<ComplaintQuery> {
  if (query.handler !== null) return query;
  const left = [...(await watch.handlers())].filter((name) => !isHere(name));
  return { ...query, handler: [null, ...left] };
}

function queryOf(group: StoredGroup, identity: StaffIdentity, routing: DeskContext['routing']): ComplaintQuery {
  if (identity.role === 'admin') return { statuses: [] };
  const owners = ownersOf(identity, routing);
  const theirs = defined({ owners });
  const queries = {
    mine: { statuses: open, handler: identity.name },
    team: { statuses: open, handler: null, ...theirs },
    senior: { statuses: open, level: 1, ...theirs },
    open: { statuses: open, ...theirs },
    done: { statuses: endedStatuses, ...theirs },
  } as const satisfies Record<StoredGroup, ComplaintQuery>;
  return queries[group];
}
