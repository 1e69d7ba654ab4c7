import type { HttpRequest, HttpResponse, Route } from '../../platform/http';
import type { LedgerView } from '../complaint-api';
import type { DeskContext } from '../desk-context';
import { badArgument } from '../refusals';
import { answer, identityOf, onlyFor } from '../routes/visible';
import { complaintActRoutes } from './complaint-act-routes';
import { complaintDetail } from './complaint-detail';
import { type Cursor, complaintGroups, complaintList } from './complaint-list';
import { packetRoutes } from './packet-routes';
import { visibleComplaint } from './visible-complaint';

/** The work on complaints: lists, one complaint, acts, the ledger, papers for an appeal. Looks and changes are in the trail. */
export function complaintRoutes(context: DeskContext): Route[] {
  const { audit, clock, due: watch } = context;

  async function list(request: HttpRequest): Promise<HttpResponse> {
    const { query } = request;
    const group = complaintGroups.find((one) => one === (query['group'] ?? 'mine'));
    const before = query['before'] === undefined ? undefined : readCursor(query['before']);
    const level = ([undefined, 1, 2] as const).find((one) => query['level'] === one?.toString());
    if (!group || before === null || (level === undefined && query['level'] !== undefined))
      throw badArgument(`Send group (${complaintGroups.join(', ')}), level (1, 2) and \`next\` as before.`);
    return answer(await complaintList({ ...context, watch }, identityOf(request), group, { before, level }));
  }

  async function detail(request: HttpRequest): Promise<HttpResponse> {
    const { identity, complaint } = await visibleComplaint(context, request);
    const { number, conversationId } = complaint;
    await audit.saw(identity, { act: 'view', about: number, conversationId });
    return answer(complaintDetail(context, complaint, identity));
  }

  async function ledger(request: HttpRequest): Promise<HttpResponse> {
    const identity = onlyFor(['supervisor'], request);
    await audit.saw(identity, { act: 'ledger' });
    const { omissions } = await watch.view();
    return answer({ now: clock.now(), omissions } satisfies LedgerView);
  }

  return [
    { method: 'GET', path: '/desk/api/complaints', access: 'staff', handle: list },
    { method: 'GET', path: '/desk/api/complaints/:number', access: 'staff', handle: detail },
    { method: 'GET', path: '/desk/api/ledger', access: 'staff', handle: ledger },
    ...complaintActRoutes(context, () => watch.forget()),
    ...packetRoutes(context),
  ];
}

/** @returns `null` for anything a page was not given */
function readCursor(text: string): Cursor | null {
  const [, at, id] = /^(-?\d{1,15}):([\w.:-]{1,200})$/.exec(text) ?? [];
  return at === undefined || id === undefined ? null : { at: Number(at), id };
}
