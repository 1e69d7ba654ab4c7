import type { HttpRequest, HttpResponse, Route } from '../../platform/http';
import type { DeskContext } from '../desk-context';
import { conflict } from '../refusals';
import { mayDo } from '../rights';
import { accountFacts } from '../views/account-facts';
import { complaintsOf } from '../views/complaint-cards';
import { handoffDetail } from '../views/handoff-detail';
import { inboxGroups, inboxOf } from '../views/inbox';
import { similarCases } from '../views/similar-cases';
import { answer, identityOf, visible, visibleOf } from './visible';

/** What staff read: the inbox, a brief, the account behind it, cases like it. Every look at a customer is in the trail. */
export function handoffRoutes(context: DeskContext): Route[] {
  const { queue, audit, clock, accounts, catalogue } = context;

  async function inbox(request: HttpRequest): Promise<HttpResponse> {
    const identity = identityOf(request);
    return answer(inboxOf(await inboxGroups({ queue, clock }, identity), identity, clock.now()));
  }

  async function detail(request: HttpRequest): Promise<HttpResponse> {
    const { identity, handoff } = await visible(context, request);
    await audit.saw(identity, { act: 'view', about: handoff.id, conversationId: handoff.conversationId });
    return answer(await handoffDetail(context, handoff, identity));
  }

  async function account(request: HttpRequest): Promise<HttpResponse> {
    const { identity, handoff } = await visible(context, request);
    if (!mayDo(identity, handoff, 'reveal')) return conflict('not_now');
    const here = (await complaintsOf(context, handoff)).filter(
      ({ conversationId }) => conversationId === handoff.conversationId,
    );
    await audit.saw(identity, { act: 'account', about: handoff.id, conversationId: handoff.conversationId });
    const disputes = here.length > 0 ? here.map(({ slots }) => slots) : [handoff.brief.slots];
    return answer(await accountFacts(accounts, catalogue, handoff, disputes));
  }

  async function similar(request: HttpRequest): Promise<HttpResponse> {
    const { identity, handoff } = await visible(context, request);
    await audit.saw(identity, { act: 'similar', about: handoff.id, conversationId: handoff.conversationId });
    return answer(await similarCases(context, (await complaintsOf(context, handoff))[0]));
  }

  async function ofConversation(request: HttpRequest): Promise<HttpResponse> {
    const { id } = await visibleOf(context, identityOf(request), request.params['conversationId'] ?? '');
    return answer({ id });
  }

  return [
    { method: 'GET', path: '/desk/api/handoffs', access: 'staff', handle: inbox },
    { method: 'GET', path: '/desk/api/handoffs/:id', access: 'staff', handle: detail },
    { method: 'GET', path: '/desk/api/handoffs/:id/account', access: 'staff', handle: account },
    { method: 'GET', path: '/desk/api/handoffs/:id/similar', access: 'staff', handle: similar },
    { method: 'GET', path: '/desk/api/conversations/:conversationId/handoff', access: 'staff', handle: ofConversation },
  ];
}
