import {
  type ComplaintStatus,
  type ComplaintType,
  complaintStatuses,
  complaintTypes,
} from '../../../src/complaints/complaint';

export const complaintGroups = ['mine', 'team', 'climbed', 'senior', 'due', 'open', 'done'] as const;
export type ComplaintGroup = (typeof complaintGroups)[number];

export const ladderLevels = ['1', '2'] as const;

export interface ComplaintsRoute {
  readonly view: 'complaints';
  readonly number?: string;
  /** Absent: what the role begins with. */
  readonly group?: ComplaintGroup;
  readonly type?: ComplaintType;
  readonly status?: ComplaintStatus;
  /** On this step of the ladder: 1 team lead, 2 manager. */
  readonly level?: (typeof ladderLevels)[number];
}
/**
 * What the address shows: `#/c/<id>` a customer, `#/complaints/<number>?group=&type=&status=&level=` the work on complaints,
 * `#/live`, `#/audit`, `#/outbox` the other tabs.
 */
export type Route =
  | { readonly view: 'inbox'; readonly id?: string }
  | ComplaintsRoute
  | { readonly view: 'live' }
  | { readonly view: 'audit' }
  | { readonly view: 'outbox' };

/** An unknown address is the inbox. */
export function routeOf(hash: string): Route {
  const [, view, id, query] =
    /^#\/(c|complaints|live|audit|outbox)(?:\/([A-Za-z0-9_.:%-]{1,200}))?(?:\?(.{0,200}))?$/.exec(hash) ?? [];
  if (view === 'live' || view === 'audit' || view === 'outbox') return { view };
  if (view === 'complaints') return complaintsRoute(id, new URLSearchParams(query));
  if (view === 'c' && id !== undefined) return { view: 'inbox', id: decoded(id) };
  return { view: 'inbox' };
}

export function hashOf(route: Route): string {
  if (route.view === 'complaints') return complaintsHash(route);
  if (route.view !== 'inbox') return `#/${route.view}`;
  return route.id === undefined ? '#/' : `#/c/${encodeURIComponent(route.id)}`;
}

function complaintsRoute(number: string | undefined, query: URLSearchParams): ComplaintsRoute {
  const oneOf = <Value extends string>(name: string, all: readonly Value[]) =>
    all.find((value) => value === query.get(name));
  const [group, type, status, level] = [
    oneOf('group', complaintGroups),
    oneOf('type', complaintTypes),
    oneOf('status', complaintStatuses),
    oneOf('level', ladderLevels),
  ];
  return {
    view: 'complaints',
    ...(number === undefined ? {} : { number: decoded(number) }),
    ...(group === undefined ? {} : { group }),
    ...(type === undefined ? {} : { type }),
    ...(status === undefined ? {} : { status }),
    ...(level === undefined ? {} : { level }),
  };
}

function complaintsHash({ number, group, type, status, level }: ComplaintsRoute): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ group, type, status, level }))
    if (value !== undefined) query.set(name, value);
  return `#/complaints${number === undefined ? '' : `/${encodeURIComponent(number)}`}${query.size === 0 ? '' : `?${query}`}`;
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
