import { z } from 'zod';
import { presenceStatuses } from '../../handoff/agent';
import type { HttpRequest, HttpResponse, Route } from '../../platform/http';
import { actKeyOf } from '../act-key';
import type { DeskContext } from '../desk-context';
import { code, readBody } from '../read-body';
import { badArgument } from '../refusals';
import { meOf } from '../views/colleagues';
import { answer, identityOf } from './visible';

const presenceBody = z.strictObject({ status: z.enum(presenceStatuses), reason: code.optional() });

/** Whoever asks, and whether they take customers now. */
export function meRoutes(context: DeskContext): Route[] {
  async function me(request: HttpRequest): Promise<HttpResponse> {
    const identity = identityOf(request);
    return answer(meOf(context, identity, await context.presence.of(identity.name)));
  }

  async function presence(request: HttpRequest): Promise<HttpResponse> {
    const identity = identityOf(request);
    const { status, reason } = readBody(presenceBody, request.body);
    const known = reason === undefined || context.words.awayReasons.some(({ code: one }) => one === reason);
    if (!known || (reason !== undefined && status !== 'away')) throw badArgument('That is no reason to be away.');
    await context.audit.did(identity, {
      act: 'presence',
      details: reason === undefined ? { status } : { status, reason },
      key: actKeyOf(request, identity, 'presence'),
    });
    const now = await context.presence.setStatus(identity.name, status, reason);
    context.nudge();
    return answer(meOf(context, identity, now));
  }

  return [
    { method: 'GET', path: '/desk/api/me', access: 'staff', handle: me },
    { method: 'POST', path: '/desk/api/presence', access: 'staff', body: 'json', handle: presence },
  ];
}
